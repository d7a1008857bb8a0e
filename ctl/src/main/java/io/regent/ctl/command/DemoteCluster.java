package io.regent.ctl.command;

import io.regent.ctl.session.Refusal;
import io.regent.ctl.session.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code demote-cluster}: the cluster is to replicate another one (CTL-081). */
final class DemoteCluster implements Command {

    private static final String HOST = "--host";
    private static final String PORT = "--port";
    private static final String RESTORE_COMMAND = "--restore-command";
    private static final String SLOT = "--primary-slot-name";

    @Override
    public String name() {
        return "demote-cluster";
    }

    @Override
    public String purpose() {
        return "Demote cluster to a standby cluster";
    }

    @Override
    public void describe(CommandSpec spec) {
        Arguments.optionalCluster(spec);
        Arguments.force(spec);
        Arguments.text(spec, "Address of the remote node", HOST);
        Arguments.number(spec, "Port of the remote node", PORT);
        Arguments.text(spec, "Command to restore WAL records from the remote primary", RESTORE_COMMAND);
        Arguments.text(spec, "Name of the slot on the remote node to use for replication", SLOT);
    }

    @Override
    public void run(ParseResult arguments, Session session) {
        Map<String, Object> section = section(arguments);
        if (List.of("host", "port", "restore_command").stream().noneMatch(section::containsKey)) {
            throw new Refusal("At least --host, --port or --restore-command should be specified");
        }
        try (var recorded = session.cluster(Arguments.cluster(arguments))) {
            var role = ClusterRole.of(ClusterRole.Change.DEMOTE, recorded, session);
            if (!Arguments.has(arguments, Arguments.FORCE)) {
                role.confirm();
            }
            role.perform(Optional.of(section));
        }
    }

    private static Map<String, Object> section(ParseResult arguments) {
        var section = new LinkedHashMap<String, Object>();
        Arguments.text(arguments, HOST).ifPresent(host -> section.put("host", host));
        Arguments.number(arguments, PORT).ifPresent(port -> section.put("port", port));
        Arguments.text(arguments, RESTORE_COMMAND).ifPresent(command -> section.put("restore_command", command));
        Arguments.text(arguments, SLOT).ifPresent(slot -> section.put("primary_slot_name", slot));
        return section;
    }
}
