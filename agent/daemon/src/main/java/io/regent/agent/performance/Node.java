package io.regent.agent.performance;

import io.regent.agent.clock.Clocks;
import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.member.RequestInbox;
import io.regent.agent.waiting.Pacemaker;
import io.regent.dcs.DcsStore;
import io.regent.postgres.Postgres;

/**
 * What the loop looks at and works on: the parts of this node.
 *
 * @param store as the loop asks it
 * @param slot owns the server while work runs
 */
public record Node(
        LiveSettings settings,
        DcsStore store,
        Postgres postgres,
        BackgroundSlot slot,
        RequestInbox requests,
        Pacemaker pacemaker,
        Clocks clocks) {}
