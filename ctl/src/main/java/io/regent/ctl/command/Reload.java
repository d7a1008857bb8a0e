package io.regent.ctl.command;

import io.regent.ctl.session.Members;
import io.regent.ctl.session.Refusal;
import io.regent.ctl.session.Session;
import io.regent.dcs.Cluster;
import io.regent.dcs.Member;
import io.regent.restapi.client.MemberRequest.Method;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code reload}: members read their configuration files again (CTL-077). */
final class Reload implements Command {

    @Override
    public String name() {
        return "reload";
    }

    @Override
    public String purpose() {
        return "Reload cluster member configuration";
    }

    @Override
    public void describe(CommandSpec spec) {
        Arguments.requiredCluster(spec);
        Arguments.members(spec);
        Arguments.group(spec);
        Arguments.role(spec, "Reload only members with this role");
        Arguments.force(spec);
    }

    @Override
    public void run(ParseResult arguments, Session session) {
        Arguments.refuseGroup(arguments);
        var terminal = session.terminal();
        RoleFilter role =
                Arguments.text(arguments, "--role").map(RoleFilter::of).orElse(RoleFilter.ANY);
        try (var recorded = session.cluster(Arguments.cluster(arguments))) {
            Cluster cluster = recorded.read();
            List<Member> members = Selection.named(
                    Selection.shown(recorded, cluster, role, terminal), Arguments.members(arguments), role);
            if (!Arguments.has(arguments, Arguments.FORCE)
                    && !terminal.confirm("Are you sure you want to reload members " + Selection.names(members) + "?")) {
                throw new Refusal("Aborted reload");
            }
            Members rest = session.members();
            long loopWait = LoopWait.of(cluster).toSeconds();
            for (Member member : members) {
                var reply = Replies.of(member, rest.act(member, Method.POST, "reload"));
                terminal.say(
                        switch (reply.status()) {
                            case 200 -> "No changes to apply on member " + member.name();
                            case 202 ->
                                "Reload request received for member %s and will be processed within %d seconds"
                                        .formatted(member.name(), loopWait);
                            default -> Replies.failure("reload", member, reply);
                        });
            }
        }
    }
}
