package io.regent.postgres.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.postgres.PostgresSettings;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An agent that has just begun finds servers that do not let anybody in yet, and must know what they will be (D-034). */
final class StartingServers {

    private StartingServers() {}

    static void areKnownFor(PostgresSettings primary, PostgresSettings standby) throws IOException {
        assertThat(seenStarting(primary)).isEqualTo(Role.PRIMARY);
        assertThat(seenStarting(standby)).isEqualTo(Role.STANDBY);
    }

    /** The postmaster's file says for a moment that the server is still starting. */
    private static Role seenStarting(PostgresSettings settings) throws IOException {
        Path file = settings.dataDir().resolve("postmaster.pid");
        String ready = Files.readString(file);
        Files.writeString(file, ready.replace("ready   ", "starting"));
        try {
            return ((PostgresState.Starting) LocalPostgres.of(settings).observe()).role();
        } finally {
            Files.writeString(file, ready);
        }
    }
}
