package io.regent.ctl.command;

import io.regent.ctl.session.Refusal;
import io.regent.ctl.session.Session;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.MemberName;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code failover}: a named member takes over, whether there is a leader or not (CTL-064). */
final class Failover implements Command {

    @Override
    public String name() {
        return "failover";
    }

    @Override
    public String purpose() {
        return "Failover to a replica";
    }

    @Override
    public void describe(CommandSpec spec) {
        Arguments.optionalCluster(spec);
        Arguments.group(spec);
        Arguments.text(spec, "The name of the candidate", "--candidate");
        Arguments.force(spec);
    }

    @Override
    public void run(ParseResult arguments, Session session) {
        Arguments.refuseGroup(arguments);
        boolean forced = Arguments.has(arguments, Arguments.FORCE);
        try (var recorded = session.cluster(Arguments.cluster(arguments))) {
            var handOver = HandOver.of(HandOver.Kind.FAILOVER, recorded, session);
            MemberName candidate = handOver.candidate(Arguments.text(arguments, "--candidate"), forced)
                    .orElseThrow(() -> new Refusal("Failover could be performed only to a specific candidate"));
            if (!forced
                    && handOver.isAsynchronous(candidate)
                    && !handOver.terminal()
                            .confirm("Are you sure you want to failover to the asynchronous node " + candidate + "?")) {
                throw handOver.aborting();
            }
            var request = new FailoverRequest(Optional.empty(), Optional.of(candidate), Optional.empty());
            if (!forced) {
                handOver.confirm(request);
            }
            handOver.perform(request);
        }
    }
}
