package io.regent.agent.simulation.mutant;

import io.regent.agent.simulation.world.Wiring;
import io.regent.dcs.LeaseAnswer;
import io.regent.dcs.LeaseStore;
import io.regent.dcs.MemberName;
import io.regent.dcs.MonotonicClock;
import io.regent.dcs.WriteAnswer;
import java.time.Duration;

/** A store whose answers about the lease are misunderstood. */
record Misheard(LeaseStore real, MonotonicClock clock, Hearing hearing) implements LeaseStore {

    /** What is heard instead. */
    @FunctionalInterface
    interface Hearing {

        /**
         * Another answer.
         *
         * @param wanted what was asked for
         * @param underWay how long the answer took
         */
        LeaseAnswer heard(LeaseAnswer said, Duration wanted, Duration underWay);
    }

    static Wiring hearing(Hearing hearing) {
        return new Wiring() {
            @Override
            public LeaseStore store(LeaseStore real, MonotonicClock clock) {
                return new Misheard(real, clock, hearing);
            }
        };
    }

    /** Every grant is taken for a grant of something else. */
    static Wiring granted(Hearing longer) {
        return hearing((said, wanted, underWay) ->
                said instanceof LeaseAnswer.Granted ? longer.heard(said, wanted, underWay) : said);
    }

    @Override
    public LeaseAnswer acquire(MemberName candidate, Duration ttl) {
        long sent = clock.nanos();
        return heard(real.acquire(candidate, ttl), ttl, sent);
    }

    @Override
    public LeaseAnswer renew(MemberName holder, Duration ttl) {
        long sent = clock.nanos();
        return heard(real.renew(holder, ttl), ttl, sent);
    }

    @Override
    public WriteAnswer release(MemberName holder) {
        return real.release(holder);
    }

    private LeaseAnswer heard(LeaseAnswer said, Duration wanted, long sent) {
        return hearing.heard(said, wanted, Duration.ofNanos(clock.nanos() - sent));
    }
}
