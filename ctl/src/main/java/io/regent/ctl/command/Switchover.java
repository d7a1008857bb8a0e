package io.regent.ctl.command;

import io.regent.ctl.output.Roles;
import io.regent.ctl.session.Refusal;
import io.regent.ctl.session.Session;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.MemberName;
import java.time.OffsetDateTime;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code switchover}: the leader hands over, now or later. */
final class Switchover implements Command {

    @Override
    public String name() {
        return "switchover";
    }

    @Override
    public String purpose() {
        return "Switchover to a replica";
    }

    @Override
    public void describe(CommandSpec spec) {
        Arguments.optionalCluster(spec);
        Arguments.group(spec);
        Arguments.text(spec, "The name of the current leader", "--leader", "--primary");
        Arguments.text(spec, "The name of the candidate", "--candidate");
        Arguments.text(
                spec, "Timestamp of a scheduled switchover in unambiguous format (e.g. ISO 8601)", "--scheduled");
        Arguments.force(spec);
    }

    @Override
    public void run(ParseResult arguments, Session session) {
        Arguments.refuseGroup(arguments);
        boolean forced = Arguments.has(arguments, Arguments.FORCE);
        try (var recorded = session.cluster(Arguments.cluster(arguments))) {
            var handOver = HandOver.of(HandOver.Kind.SWITCHOVER, recorded, session);
            MemberName leader = leader(handOver, Arguments.text(arguments, "--leader"), forced, recorded.name());
            Optional<MemberName> candidate = handOver.candidate(Arguments.text(arguments, "--candidate"), forced);
            Optional<OffsetDateTime> at = when(handOver, Arguments.text(arguments, "--scheduled"), forced);
            var request = new FailoverRequest(Optional.of(leader), candidate, at);
            if (!forced) {
                handOver.confirm(request);
            }
            handOver.perform(request);
        }
    }

    private static MemberName leader(HandOver handOver, Optional<String> given, boolean forced, String cluster) {
        MemberName leader = handOver.cluster().leader().orElseThrow(() -> new Refusal("This cluster has no leader"));
        String label = new Roles(handOver.cluster()).isStandbyCluster() ? "Standby Leader" : "Primary";
        String named = given.orElseGet(
                () -> forced ? leader.value() : handOver.terminal().ask(label, leader.value()));
        if (!named.equals(leader.value())) {
            throw new Refusal("Member %s is not the leader of cluster %s".formatted(named, cluster));
        }
        return leader;
    }

    /** CTL-066. */
    private static Optional<OffsetDateTime> when(HandOver handOver, Optional<String> given, boolean forced) {
        String text = given.orElseGet(() -> forced
                ? ScheduledTime.NOW
                : handOver.terminal()
                        .ask(
                                "When should the switchover take place (e.g. " + ScheduledTime.example() + " ) ",
                                ScheduledTime.NOW));
        Optional<OffsetDateTime> at = ScheduledTime.of(text);
        if (at.isPresent() && new Roles(handOver.cluster()).isPaused()) {
            throw new Refusal("Can't schedule switchover in the paused state");
        }
        return at;
    }
}
