package io.regent.postgres.local;

import io.regent.postgres.ClonePlan;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.PostgresState.HalfDone.Work;
import io.regent.postgres.Upstream;
import io.regent.postgres.clone.Basebackup;
import io.regent.postgres.clone.OperatorsCopy;
import io.regent.postgres.control.DataDirectory;
import io.regent.postgres.directory.DirectoryTree;
import io.regent.postgres.discarded.DiscardedLogs;
import io.regent.postgres.progress.ProgressMeter;
import io.regent.postgres.server.Leftovers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a standby's data by one method after the other. The data directory is marked as half done from before the first change until the
 * copy is complete, also across a crash of the agent (LES-109).
 */
final class NewCopy {

    private static final Logger LOG = LoggerFactory.getLogger(NewCopy.class);

    private final Prepared now;
    private final PostgresSettings settings;
    private final ProgressMeter.Run run;

    /** @param run is told how far it is */
    NewCopy(Prepared now, ProgressMeter.Run run) {
        this.now = now;
        this.settings = now.settings();
        this.run = run;
    }

    Outcome make(Optional<Upstream> source, ClonePlan plan) throws IOException, InterruptedException {
        List<ClonePlan.Method> usable = plan.methods().stream()
                .filter(method -> source.isPresent() || method.worksWithoutSource())
                .toList();
        Optional<String> refusal = refusal(plan, usable);
        if (refusal.isPresent()) {
            return new Outcome.Failed(refusal.get());
        }
        if (!Leftovers.end(settings.dataDir())) {
            return new Outcome.Failed("a program of an earlier agent still fills " + settings.dataDir());
        }
        if (source.isPresent()) {
            now.files()
                    .writePasswords(
                            source.get(), List.of(settings.authentication().replication()));
        }
        keepWhatIsDiscarded(source, plan);
        now.marker().set(Work.CLONE);
        boolean done = false;
        try {
            Outcome outcome = tryEach(source, usable);
            done = outcome instanceof Outcome.Done;
            return outcome;
        } finally {
            if (done || usable.stream().noneMatch(ClonePlan.Method::keepsData)) {
                finish(done);
            }
        }
    }

    private void keepWhatIsDiscarded(Optional<Upstream> source, ClonePlan plan) throws InterruptedException {
        boolean whole = now.marker().work().isEmpty()
                && new DataDirectory(settings.dataDir()).content() == DataDirectory.Content.CLUSTER;
        if (plan.replaces() && whole && source.isPresent()) {
            new DiscardedLogs(settings).keepWhatOnlyIsHere(source.get(), "a new copy");
        }
    }

    /** After a failure nothing is left; what a method could go on with stays, and stays marked. */
    private void finish(boolean done) throws IOException {
        if (done) {
            now.files().complete();
        } else {
            new DirectoryTree(settings.dataDir()).clear();
        }
        now.marker().clear();
    }

    private Outcome tryEach(Optional<Upstream> source, List<ClonePlan.Method> methods)
            throws IOException, InterruptedException {
        var reasons = new ArrayList<String>();
        for (ClonePlan.Method method : methods) {
            if (!method.keepsData()) {
                new DirectoryTree(settings.dataDir()).clear();
            }
            Outcome outcome = attempt(source, method);
            if (!(outcome instanceof Outcome.Failed(String reason))) {
                return outcome;
            }
            LOG.warn("No copy by {}: {}", method.name(), reason);
            reasons.add(reason);
        }
        return new Outcome.Failed(String.join("; ", reasons));
    }

    private Outcome attempt(Optional<Upstream> source, ClonePlan.Method method)
            throws IOException, InterruptedException {
        return switch (method) {
            case ClonePlan.Basebackup basebackup -> {
                Optional<String> refusal = Basebackup.refusal(basebackup, now.majorVersion());
                yield refusal.isPresent()
                        ? new Outcome.Failed(refusal.get())
                        : new Basebackup(settings, now.files(), now.majorVersion(), run)
                                .run(source.orElseThrow(), basebackup);
            }
            case ClonePlan.Custom custom -> {
                Outcome outcome = new OperatorsCopy(settings, now.files(), now.majorVersion(), run).run(source, custom);
                boolean made = new DataDirectory(settings.dataDir()).content() == DataDirectory.Content.CLUSTER;
                yield outcome instanceof Outcome.Done && !made
                        ? new Outcome.Failed("%s ended well and left no database cluster in %s"
                                .formatted(custom.name(), settings.dataDir()))
                        : outcome;
            }
        };
    }

    private Optional<String> refusal(ClonePlan plan, List<ClonePlan.Method> usable) {
        boolean empty = new DataDirectory(settings.dataDir()).content() == DataDirectory.Content.NONE;
        if (!empty && !plan.replaces() && now.marker().work().isEmpty()) {
            return Optional.of(settings.dataDir() + " is not empty");
        }
        if (usable.isEmpty()) {
            return Optional.of("none of the methods %s works without a leader"
                    .formatted(
                            plan.methods().stream().map(ClonePlan.Method::name).toList()));
        }
        return Optional.empty();
    }
}
