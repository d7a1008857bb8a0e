package io.regent.ctl.command;

import io.regent.ctl.session.Refusal;
import io.regent.ctl.session.Session;
import io.regent.dcs.Cluster;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.HostPort;
import io.regent.postgres.sql.WriterProbe;
import io.regent.settings.Credentials;
import io.regent.settings.StandbyClusterSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cluster that this one replicates, as far as it can be asked (LES-130). */
final class OtherSite {

    private final Session session;

    OtherSite(Session session) {
        this.session = session;
    }

    /**
     * Asks every server of the other site whether it accepts writes, as the superuser of the configuration. Who does not answer
     * is told of, because that is no proof of anything.
     *
     * @throws Refusal when one of them does
     */
    void refuseWhileItWrites(Cluster cluster) {
        Credentials superuser = session.config()
                .superuser()
                .orElseGet(() -> new Credentials(Optional.empty(), Optional.empty(), Map.of()));
        var probe = new WriterProbe(superuser.username(), superuser.password(), superuser.options());
        for (HostPort server : servers(cluster)) {
            switch (probe.ask(server.host(), server.port())) {
                case WriterProbe.Answer.Writes() ->
                    throw new Refusal(
                            ("%s:%d, which this cluster replicates, accepts writes; stop or demote that cluster"
                                            + " first, or promote this one beside it with --force")
                                    .formatted(server.host(), server.port()));
                case WriterProbe.Answer.ReadsOnly() -> {}
                case WriterProbe.Answer.Silent(String reason) ->
                    session.terminal()
                            .warn("It is not known whether %s:%d, which this cluster replicates, accepts writes: %s"
                                    .formatted(server.host(), server.port(), reason));
            }
        }
    }

    private static List<HostPort> servers(Cluster cluster) {
        return cluster.config()
                .map(config -> config.value())
                .flatMap((DynamicConfig config) -> StandbyClusterSettings.in(config))
                .map(StandbyClusterSettings::hosts)
                .orElse(List.of());
    }
}
