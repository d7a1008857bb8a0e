package io.regent.ctl.command;

import io.regent.ctl.session.Refusal;
import io.regent.ctl.session.Session;
import io.regent.dcs.Member;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code dsn}: where one member's server listens, in the words of libpq (CTL-044). */
final class Dsn implements Command {

    @Override
    public String name() {
        return "dsn";
    }

    @Override
    public String purpose() {
        return "Generate a dsn for the provided member, defaults to a dsn of the leader";
    }

    @Override
    public void describe(CommandSpec spec) {
        Arguments.optionalCluster(spec);
        Arguments.group(spec);
        Arguments.role(spec, "Give a dsn of any member with this role");
        Arguments.text(spec, "Generate a dsn for this member", "-m", "--member");
    }

    @Override
    public void run(ParseResult arguments, Session session) {
        Arguments.refuseGroup(arguments);
        Optional<String> member = Arguments.text(arguments, "--member");
        Optional<RoleFilter> role = Arguments.text(arguments, "--role").map(RoleFilter::of);
        if (member.isPresent() && role.isPresent()) {
            throw new Refusal("--role and --member are mutually exclusive options");
        }
        RoleFilter filter = role.orElse(member.isPresent() ? RoleFilter.ANY : RoleFilter.LEADER);
        try (var cluster = session.cluster(Arguments.cluster(arguments))) {
            List<Member> candidates = filter.among(cluster.read());
            String dsn = candidates.stream()
                    .filter(candidate -> member.isEmpty()
                            || member.get().equals(candidate.name().value()))
                    .findFirst()
                    .flatMap(Member::address)
                    .map(address -> "host=" + address.host() + " port=" + address.port())
                    .orElseThrow(() -> new Refusal("Can not find a suitable member"));
            session.terminal().say(dsn);
        }
    }
}
