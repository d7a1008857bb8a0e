package io.regent.ctl.command;

import io.regent.ctl.session.Members;
import io.regent.ctl.session.Refusal;
import io.regent.ctl.session.Session;
import io.regent.dcs.Member;
import io.regent.dcs.MemberState;
import io.regent.dcs.wire.Json;
import io.regent.restapi.client.MemberRequest.Method;
import io.regent.restapi.client.RestAnswer;
import io.regent.restapi.client.RestAnswer.Replied;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code reinit}: standbys throw their data away and clone it anew (CTL-078, CTL-079). */
final class Reinitialize implements Command {

    private static final Duration POLL = Duration.ofSeconds(2);
    private static final String BUSY = "already in progress";

    @Override
    public String name() {
        return "reinit";
    }

    @Override
    public String purpose() {
        return "Reinitialize cluster member";
    }

    @Override
    public void describe(CommandSpec spec) {
        Arguments.requiredCluster(spec);
        Arguments.members(spec);
        Arguments.group(spec);
        Arguments.force(spec);
        Arguments.flag(spec, "Get basebackup from leader", "--from-leader");
        Arguments.flag(spec, "Wait until reinitialization completes", "--wait");
    }

    @Override
    public void run(ParseResult arguments, Session session) {
        Arguments.refuseGroup(arguments);
        boolean forced = Arguments.has(arguments, Arguments.FORCE);
        try (var recorded = session.cluster(Arguments.cluster(arguments))) {
            List<Member> standbys = Selection.shown(recorded, recorded.read(), RoleFilter.REPLICA, session.terminal());
            List<Member> members = chosen(standbys, arguments, session);
            if (!forced
                    && !session.terminal()
                            .confirm("Are you sure you want to reinitialize members " + Selection.names(members)
                                    + "?")) {
                throw new Refusal("Aborted reinitialize");
            }
            Members rest = session.members();
            var wish = new Wish(forced, Arguments.has(arguments, "--from-leader"), false);
            var started = new ArrayList<Member>();
            for (Member member : members) {
                if (reinitialize(member, wish, rest, session)) {
                    started.add(member);
                }
            }
            if (Arguments.has(arguments, "--wait") && !started.isEmpty()) {
                await(started, rest, session);
            }
        }
    }

    /** With {@code --force} nobody is asked, and without names nothing is touched (CTL-017). */
    private static List<Member> chosen(List<Member> standbys, ParseResult arguments, Session session) {
        List<String> names = Arguments.members(arguments);
        if (!names.isEmpty()) {
            return Selection.named(standbys, names, RoleFilter.REPLICA);
        }
        if (Arguments.has(arguments, Arguments.FORCE)) {
            return List.of();
        }
        String answer = session.terminal()
                .ask("Which member do you want to reinitialize [" + Selection.names(standbys) + "]?", "");
        return Selection.named(standbys, List.of(answer), RoleFilter.REPLICA);
    }

    private static boolean reinitialize(Member member, Wish wish, Members rest, Session session) {
        Replied reply = Replies.of(member, rest.act(member, Method.POST, "reinitialize", wish.body()));
        if (reply.status() == 200) {
            session.terminal().say("Success: reinitialize for member " + member.name());
            return true;
        }
        session.terminal().say(Replies.failure("reinitialize", member, reply));
        return !wish.force()
                && reply.body().contains(BUSY)
                && session.terminal().confirm("Do you want to cancel it and reinitialize anyway?")
                && reinitialize(member, wish.inHaste(), rest, session);
    }

    private static void await(List<Member> members, Members rest, Session session) {
        session.terminal().say("Waiting for reinitialize to complete on: " + Selection.names(members));
        var left = new ArrayList<>(members);
        while (!left.isEmpty()) {
            session.terminal().pause(POLL);
            left.removeIf(member -> {
                boolean isDone = !isCloning(rest.status(member));
                if (isDone) {
                    session.terminal().say("Reinitialize is completed on: " + member.name());
                }
                return isDone;
            });
        }
    }

    /** A member that does not answer may still be at it. */
    private static boolean isCloning(RestAnswer answer) {
        Optional<Object> state = answer instanceof Replied(int _, String body)
                ? Json.parseObject(body).map(document -> document.get("state"))
                : Optional.empty();
        return state.isEmpty()
                || state.filter(MemberState.CREATING_REPLICA.words()::equals).isPresent();
    }

    /** What is asked of one member. */
    private record Wish(boolean force, boolean fromLeader, boolean keepNewerData) {

        /** Whoever agrees to the end of what runs has not agreed to lose data that the leader does not have (LES-110). */
        Wish inHaste() {
            return new Wish(true, fromLeader, true);
        }

        Map<String, Boolean> body() {
            var body = new LinkedHashMap<String, Boolean>();
            body.put("force", force);
            body.put("from_leader", fromLeader);
            if (keepNewerData) {
                body.put("keep_newer_data", true);
            }
            return body;
        }
    }
}
