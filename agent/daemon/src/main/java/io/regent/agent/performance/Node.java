package io.regent.agent.performance;

import io.regent.agent.clock.Clocks;
import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.cycle.FailsafeVoter;
import io.regent.agent.member.RequestInbox;
import io.regent.agent.waiting.Pacemaker;
import io.regent.dcs.DcsStore;
import io.regent.postgres.Postgres;

/**
 * What the loop looks at and works on: the parts of this node.
 *
 * @param store as the loop asks it
 * @param voter this node's voice when a leader goes on without the store
 * @param slot owns the server while work runs
 */
public record Node(
        LiveSettings settings,
        DcsStore store,
        FailsafeVoter voter,
        Postgres postgres,
        BackgroundSlot slot,
        RequestInbox requests,
        Pacemaker pacemaker,
        Clocks clocks) {}
