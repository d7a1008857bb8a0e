package io.regent.ctl.command;

import io.regent.ctl.session.Refusal;
import io.regent.dcs.Member;
import io.regent.restapi.client.RestAnswer;
import io.regent.restapi.client.RestAnswer.Replied;

/** What members said to a request that makes no sense without an answer. */
final class Replies {

    private Replies() {}

    /**
     * The member's reply.
     *
     * @throws Refusal when it gave none (CTL-004)
     */
    static Replied of(Member member, RestAnswer answer) {
        return switch (answer) {
            case Replied replied -> replied;
            case RestAnswer.Unreachable(String cause) ->
                throw new Refusal("Member " + member.name() + " is not accessible: " + cause);
            case RestAnswer.Unanswered(String cause) ->
                throw new Refusal(
                        "Member " + member.name() + " was asked, but it is not known what came of it: " + cause);
        };
    }

    /** How a refused action is told (CTL-003). */
    static String failure(String action, Member member, Replied reply) {
        return "Failed: %s for member %s, status code=%d, (%s)"
                .formatted(action, member.name(), reply.status(), reply.body());
    }
}
