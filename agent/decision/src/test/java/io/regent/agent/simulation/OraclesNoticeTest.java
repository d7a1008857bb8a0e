package io.regent.agent.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.agent.cycle.Performer;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Duties;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.View;
import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.world.Wiring;
import io.regent.dcs.Deadline;
import io.regent.dcs.LeaseAnswer;
import io.regent.dcs.LeaseStore;
import io.regent.dcs.MemberName;
import io.regent.dcs.MonotonicClock;
import io.regent.dcs.WriteAnswer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Goal: the oracles are not blind. Method: one part of the agent is broken on purpose, and some seed must find it. */
class OraclesNoticeTest {

    /** Passes everything on. */
    private static class Passing implements Performer {
        private final Performer real;

        Passing(Performer real) {
            this.real = real;
        }

        @Override
        public View ask(Action.Question question, View view) {
            return real.ask(question, view);
        }

        @Override
        public void carryOut(Action.Command command, View view) {
            real.carryOut(command, view);
        }

        @Override
        public void finish(View view, Decision decision, Duties duties) {
            real.finish(view, decision, duties);
        }
    }

    /** Says that the store granted as much more as the answer took, as if the end were counted from the answer. */
    private record CountingFromTheAnswer(LeaseStore real, MonotonicClock clock) implements LeaseStore {

        @Override
        public LeaseAnswer acquire(MemberName candidate, Duration ttl) {
            long sent = clock.nanos();
            return later(sent, real.acquire(candidate, ttl));
        }

        @Override
        public LeaseAnswer renew(MemberName holder, Duration ttl) {
            long sent = clock.nanos();
            return later(sent, real.renew(holder, ttl));
        }

        @Override
        public WriteAnswer release(MemberName holder) {
            return real.release(holder);
        }

        private LeaseAnswer later(long sent, LeaseAnswer answer) {
            return answer instanceof LeaseAnswer.Granted(Duration ttl)
                    ? new LeaseAnswer.Granted(ttl.plusNanos(clock.nanos() - sent))
                    : answer;
        }
    }

    @Test
    void a_lease_counted_from_the_answer() {
        Wiring broken = new Wiring() {
            @Override
            public boolean fence() {
                return false;
            }

            @Override
            public LeaseStore store(LeaseStore real, MonotonicClock clock) {
                return new CountingFromTheAnswer(real, clock);
            }
        };

        assertThat(complaints(broken, EnumSet.of(Kind.SLOW_STORE, Kind.HANG_LOOP)))
                .contains("O8");
    }

    @Test
    void a_primary_that_ignores_its_demotion() {
        Wiring broken = new Wiring() {
            @Override
            public boolean fence() {
                return false;
            }

            @Override
            public Performer performer(Performer real) {
                return new Passing(real) {
                    @Override
                    public void carryOut(Action.Command command, View view) {
                        super.carryOut(command instanceof Action.Demote ? new Action.Wait() : command, view);
                    }
                };
            }
        };

        assertThat(complaints(broken, EnumSet.of(Kind.ISOLATE))).contains("O1");
    }

    @Test
    void a_promotion_without_the_lease() {
        Wiring broken = new Wiring() {
            @Override
            public Performer performer(Performer real) {
                return new Passing(real) {
                    @Override
                    public View ask(Action.Question question, View view) {
                        View learned = super.ask(question, view);
                        Deadline soon =
                                Deadline.after(view.now(), view.settings().ttl());
                        return question instanceof Action.AcquireLease ? learned.with(new Lease.Mine(soon)) : learned;
                    }
                };
            }

            @Override
            public BooleanSupplier mayWrite(BooleanSupplier real) {
                return () -> true;
            }
        };

        assertThat(complaints(broken, EnumSet.of(Kind.KILL_AGENT, Kind.POWER_CUT, Kind.STOP_AGENT)))
                .contains("O1");
    }

    @Test
    void a_fence_that_is_missing_where_the_loop_hangs() {
        assertThat(complaints(Wiring.withoutFence(), EnumSet.of(Kind.HANG_LOOP, Kind.CUT_NODES)))
                .contains("O1");
    }

    @Test
    void a_standby_that_is_never_started_again() {
        Wiring broken = new Wiring() {
            @Override
            public Performer performer(Performer real) {
                return new Passing(real) {
                    @Override
                    public void carryOut(Action.Command command, View view) {
                        super.carryOut(command instanceof Action.StartStandby ? new Action.Wait() : command, view);
                    }
                };
            }
        };

        assertThat(complaints(broken, EnumSet.of(Kind.KILL_SERVER))).contains("O4");
    }

    @Test
    void an_agent_that_asks_the_store_again_and_again() {
        Wiring broken = new Wiring() {
            @Override
            public Performer performer(Performer real) {
                return new Passing(real) {
                    @Override
                    public View ask(Action.Question question, View view) {
                        View learned = super.ask(question, view);
                        for (int i = 0; i < 60 && question instanceof Action.RenewLease; i++) {
                            learned = super.ask(question, view);
                        }
                        return learned;
                    }
                };
            }
        };

        assertThat(complaints(broken, EnumSet.of(Kind.CUT_FROM_CLIENTS))).contains("O7");
    }

    private static String complaints(Wiring broken, Set<Kind> kinds) {
        var histories = new Histories(3, Duration.ofMinutes(10), kinds, broken);
        return LongStream.rangeClosed(1, 30)
                .mapToObj(histories::of)
                .flatMap(verdict -> verdict.complaint().stream())
                .collect(Collectors.joining("\n"));
    }
}
