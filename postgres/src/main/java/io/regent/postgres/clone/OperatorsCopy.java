package io.regent.postgres.clone;

import io.regent.postgres.ClonePlan;
import io.regent.postgres.Credentials;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.Upstream;
import io.regent.postgres.directory.ConfigurationFiles;
import io.regent.postgres.directory.DirectoryTree;
import io.regent.postgres.files.ConnectionWords;
import io.regent.postgres.progress.DirectoryGrowth;
import io.regent.postgres.progress.ProgressMeter;
import io.regent.postgres.server.Leftovers;
import io.regent.postgres.server.OperatorsProgram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Gets the data of a standby by a program of the operator (HA-105, HA-106). */
public record OperatorsCopy(
        PostgresSettings settings, ConfigurationFiles files, int majorVersion, ProgressMeter.Run run) {

    /** Runs it, for as long as it takes. */
    public Outcome run(Optional<Upstream> source, ClonePlan.Custom method) throws InterruptedException {
        var environment = new HashMap<>(files.passwordsFor(replication()));
        environment.putAll(Leftovers.mark(settings.dataDir()));
        run.phase("running " + method.name());
        try (var _ = new DirectoryGrowth(new DirectoryTree(settings.dataDir()), run)) {
            return new OperatorsProgram(method.name(), command(source, method), environment, Optional.empty()).run();
        }
    }

    private List<String> command(Optional<Upstream> source, ClonePlan.Custom method) {
        var words = new ArrayList<>(method.command());
        if (method.takesParameters()) {
            words.add("--scope=" + settings.clusterName());
            words.add("--role=replica");
            words.add("--datadir=" + settings.dataDir());
            words.add("--connstring=" + source.map(this::connection).orElse(""));
        }
        return List.copyOf(words);
    }

    private String connection(Upstream source) {
        return ConnectionWords.to(source, replication(), majorVersion)
                .with("dbname", settings.database())
                .toString();
    }

    private Credentials replication() {
        return settings.authentication().replication();
    }
}
