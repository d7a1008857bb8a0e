package io.regent.agent.decision;

import io.regent.dcs.MemberName;

/** Where data and log come from. */
final class Origins {

    static final Origin REMOTE = new Origin.Remote();

    private Origins() {}

    static Origin member(String name) {
        return new Origin.Peer(new MemberName(name));
    }
}
