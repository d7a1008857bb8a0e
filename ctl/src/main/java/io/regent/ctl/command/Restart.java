package io.regent.ctl.command;

import io.regent.ctl.output.Roles;
import io.regent.ctl.session.Members;
import io.regent.ctl.session.Refusal;
import io.regent.ctl.session.Session;
import io.regent.ctl.session.Terminal;
import io.regent.dcs.Cluster;
import io.regent.dcs.Member;
import io.regent.restapi.client.MemberRequest.Method;
import io.regent.restapi.client.RestAnswer.Replied;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code restart}: members restart their server, now or later (CTL-074 to CTL-076). */
final class Restart implements Command {

    private static final Pattern POSTGRES_VERSION = Pattern.compile("[0-9]+\\.[0-9]+(\\.[0-9]+)?");

    @Override
    public String name() {
        return "restart";
    }

    @Override
    public String purpose() {
        return "Restart cluster member";
    }

    @Override
    public void describe(CommandSpec spec) {
        Arguments.requiredCluster(spec);
        Arguments.members(spec);
        Arguments.group(spec);
        Arguments.role(spec, "Restart only members with this role");
        Arguments.flag(spec, "Restart a single member only", "--any");
        Arguments.text(spec, "Timestamp of a scheduled restart in unambiguous format (e.g. ISO 8601)", "--scheduled");
        Arguments.text(spec, "Restart if the PostgreSQL version is less than provided (e.g. 9.5.2)", "--pg-version");
        Arguments.flag(spec, "Restart if pending", "--pending");
        Arguments.text(
                spec, "Return error and fail over if necessary when restarting takes longer than this.", "--timeout");
        Arguments.force(spec);
    }

    @Override
    public void run(ParseResult arguments, Session session) {
        Arguments.refuseGroup(arguments);
        var terminal = session.terminal();
        RoleFilter role =
                Arguments.text(arguments, "--role").map(RoleFilter::of).orElse(RoleFilter.ANY);
        boolean forced = Arguments.has(arguments, Arguments.FORCE);
        boolean pending = Arguments.has(arguments, "--pending");
        try (var recorded = session.cluster(Arguments.cluster(arguments))) {
            Cluster cluster = recorded.read();
            List<Member> members = Selection.named(
                    Selection.shown(recorded, cluster, role, terminal), Arguments.members(arguments), role);
            Optional<OffsetDateTime> at = when(arguments, terminal);
            refuseScheduleInPause(cluster, at);
            if (pending && at.isEmpty()) {
                members = members.stream().filter(Member::pendingRestart).toList();
            }
            if (Arguments.has(arguments, "--any") && !members.isEmpty()) {
                members = List.of(session.oneOf(members));
            }
            if (!forced && !members.isEmpty()) {
                confirm(members, at, pending, terminal);
            }
            Map<String, Object> conditions = conditions(arguments, version(arguments, terminal), at);
            restart(members, conditions, forced && at.isPresent(), session);
        }
    }

    private static Optional<OffsetDateTime> when(ParseResult arguments, Terminal terminal) {
        Optional<String> given = Arguments.text(arguments, "--scheduled");
        if (given.isEmpty() && !Arguments.has(arguments, Arguments.FORCE)) {
            given = Optional.of(terminal.ask(
                    "When should the restart take place (e.g. " + ScheduledTime.example() + ") ", ScheduledTime.NOW));
        }
        return given.flatMap(ScheduledTime::of);
    }

    private static void refuseScheduleInPause(Cluster cluster, Optional<OffsetDateTime> at) {
        if (at.isPresent() && new Roles(cluster).isPaused()) {
            throw new Refusal("Can't schedule restart in the paused state");
        }
    }

    /** CTL-019. */
    private static void confirm(List<Member> members, Optional<OffsetDateTime> at, boolean pending, Terminal terminal) {
        String names = Selection.names(members);
        String question = at.isEmpty()
                ? "Are you sure you want to restart members " + names + "?"
                : pending
                        ? "The nodes needing a restart will be identified at the scheduled time, and might be different"
                                + " from the ones showing pending restart right now. Is this fine?"
                        : "Are you sure you want to schedule restart of members %s at %s?"
                                .formatted(names, ScheduledTime.iso(at.get()).replace('T', ' '));
        if (!terminal.confirm(question)) {
            throw new Refusal(at.isEmpty() ? "Aborted restart" : "Aborted scheduled restart");
        }
    }

    private static Optional<String> version(ParseResult arguments, Terminal terminal) {
        Optional<String> version = Arguments.text(arguments, "--pg-version");
        if (version.isEmpty() && !Arguments.has(arguments, Arguments.FORCE)) {
            version = Optional.of(
                    terminal.ask("Restart if the PostgreSQL version is less than provided (e.g. 9.5.2) ", ""));
        }
        version.filter(text ->
                        !text.isEmpty() && !POSTGRES_VERSION.matcher(text).matches())
                .ifPresent(text -> {
                    throw new Refusal("Invalid PostgreSQL version: " + text);
                });
        return version.filter(text -> !text.isEmpty());
    }

    private static Map<String, Object> conditions(
            ParseResult arguments, Optional<String> version, Optional<OffsetDateTime> at) {
        var conditions = new LinkedHashMap<String, Object>();
        if (Arguments.has(arguments, "--pending")) {
            conditions.put("restart_pending", true);
        }
        version.ifPresent(text -> conditions.put("postgres_version", text));
        at.ifPresent(time -> conditions.put("schedule", ScheduledTime.iso(time)));
        Arguments.text(arguments, "--timeout").ifPresent(timeout -> conditions.put("timeout", timeout));
        return conditions;
    }

    private static void restart(
            List<Member> members, Map<String, Object> conditions, boolean replacing, Session session) {
        Members rest = session.members();
        for (Member member : members) {
            if (replacing && member.data().containsKey("scheduled_restart")) {
                Replies.of(member, rest.act(member, Method.DELETE, "restart"));
            }
            Replied reply = Replies.of(member, rest.act(member, Method.POST, "restart", conditions));
            session.terminal()
                    .say(
                            switch (reply.status()) {
                                case 200 -> "Success: restart on member " + member.name();
                                case 202 -> "Success: restart scheduled on member " + member.name();
                                case 409 -> "Failed: another restart is already scheduled on member " + member.name();
                                default -> Replies.failure("restart", member, reply);
                            });
        }
    }
}
