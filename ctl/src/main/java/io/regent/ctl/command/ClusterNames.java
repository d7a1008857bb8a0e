package io.regent.ctl.command;

import io.regent.ctl.session.RecordedCluster;
import io.regent.ctl.session.Session;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** The clusters that {@code list} and {@code topology} are about (CTL-012, CTL-040). */
final class ClusterNames {

    private ClusterNames() {}

    /** Those named, else the one of the configuration; without either a warning and none. */
    static List<RecordedCluster> open(ParseResult arguments, Session session) {
        Arguments.refuseGroup(arguments);
        List<String> named = Arguments.clusters(arguments);
        List<String> names = named.isEmpty() ? session.config().scope().stream().toList() : named;
        if (names.isEmpty()) {
            session.terminal().warn("Listing members: No cluster names were provided");
        }
        return names.stream().map(session::cluster).toList();
    }
}
