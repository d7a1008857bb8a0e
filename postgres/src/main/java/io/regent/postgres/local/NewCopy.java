package io.regent.postgres.local;

import io.regent.postgres.ClonePlan;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.Upstream;
import io.regent.postgres.clone.Basebackup;
import io.regent.postgres.control.DataDirectory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Copies another server's data to where there is none, or only what an earlier try left. */
final class NewCopy {

    private final Prepared now;

    NewCopy(Prepared now) {
        this.now = now;
    }

    Outcome make(Upstream source, ClonePlan plan) throws IOException, InterruptedException {
        PostgresSettings settings = now.settings();
        Optional<String> refusal = Basebackup.refusal(plan, now.majorVersion());
        if (refusal.isPresent()) {
            return new Outcome.Failed(refusal.get());
        }
        boolean empty = new DataDirectory(settings.dataDir()).content() == DataDirectory.Content.NONE;
        if (!empty && now.marker().work().isEmpty()) {
            return new Outcome.Failed(settings.dataDir() + " is not empty");
        }
        now.files().writePasswords(source, List.of(settings.authentication().replication()));
        return new Basebackup(settings, now.files(), now.marker(), now.majorVersion()).run(source, plan);
    }
}
