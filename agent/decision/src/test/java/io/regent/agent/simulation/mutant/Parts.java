package io.regent.agent.simulation.mutant;

import io.regent.agent.cycle.Fence;
import io.regent.agent.cycle.Observer;
import io.regent.agent.cycle.Performer;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Action.Command;
import io.regent.agent.decision.Action.Question;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Duties;
import io.regent.agent.decision.FailsafeVotes;
import io.regent.agent.decision.View;
import io.regent.agent.simulation.world.Wiring;
import io.regent.watchdog.Watchdog;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The places at the ports of the cycle where something can be broken. */
final class Parts {

    /** What a cycle does with an answer. */
    @FunctionalInterface
    interface Learning {
        View learned(Question question, View before, View answered);
    }

    /** How a question is asked. */
    @FunctionalInterface
    interface Asking {
        View ask(Performer real, Question question, View view);
    }

    /** How a command is carried out. */
    @FunctionalInterface
    interface Doing {
        void carryOut(Performer real, Command command, View view);
    }

    private Parts() {}

    /** Every cycle begins with another view. */
    static Wiring seeing(UnaryOperator<View> instead) {
        return observing(real -> memory -> instead.apply(real.observe(memory)));
    }

    static Wiring observing(UnaryOperator<Observer> instead) {
        return new Wiring() {
            @Override
            public Observer observer(Observer real) {
                return instead.apply(real);
            }
        };
    }

    /** Answers are misunderstood. */
    static Wiring learning(Learning instead) {
        return asking((real, question, view) -> instead.learned(question, view, real.ask(question, view)));
    }

    /** Questions are asked in another way. */
    static Wiring asking(Asking instead) {
        return performing(real -> new Passing(real) {
            @Override
            public View ask(Question question, View view) {
                return instead.ask(real, question, view);
            }
        });
    }

    /** Another command is carried out. */
    static Wiring doing(BiFunction<Command, View, Command> instead) {
        return carryingOut((real, command, view) -> real.carryOut(instead.apply(command, view), view));
    }

    static Wiring carryingOut(Doing instead) {
        return performing(real -> new Passing(real) {
            @Override
            public void carryOut(Command command, View view) {
                instead.carryOut(real, command, view);
            }
        });
    }

    /** Nothing is done instead of some commands. */
    static Wiring never(Predicate<Command> commands) {
        return doing((command, _) -> commands.test(command) ? new Action.Wait() : command);
    }

    /** Other duties are fulfilled. */
    static Wiring finishing(BiFunction<Duties, View, Duties> instead) {
        return performing(real -> new Passing(real) {
            @Override
            public void finish(View view, Decision decision, Duties duties) {
                real.finish(view, decision, instead.apply(duties, view));
            }
        });
    }

    /** The end of a turn is left out. */
    static Wiring silent() {
        return performing(real -> new Passing(real) {
            @Override
            public void finish(View view, Decision decision, Duties duties) {}
        });
    }

    /** Nobody looks at the lease before the server becomes a primary. */
    static Wiring writingWithoutLooking() {
        return new Wiring() {
            @Override
            public BooleanSupplier mayWrite(BooleanSupplier real) {
                return () -> true;
            }
        };
    }

    static Wiring fencing(UnaryOperator<Fence> instead) {
        return new Wiring() {
            @Override
            public Fence fence(Fence real) {
                return instead.apply(real);
            }
        };
    }

    static Wiring supervising(UnaryOperator<Fence> instead) {
        return new Wiring() {
            @Override
            public Fence supervisor(Fence real) {
                return instead.apply(real);
            }
        };
    }

    /** The members' votes are counted in another way. */
    static Wiring counting(BiFunction<FailsafeVotes, View, FailsafeVotes> instead) {
        return new Wiring() {
            @Override
            public FailsafeVotes votes(FailsafeVotes real, View view) {
                return instead.apply(real, view);
            }
        };
    }

    static Wiring breakingPromises() {
        return new Wiring() {
            @Override
            public boolean mayRace(boolean real) {
                return true;
            }
        };
    }

    static Wiring watched(UnaryOperator<Watchdog> instead) {
        return new Wiring() {
            @Override
            public Watchdog watchdog(Watchdog real) {
                return instead.apply(real);
            }
        };
    }

    private static Wiring performing(UnaryOperator<Performer> instead) {
        return new Wiring() {
            @Override
            public Performer performer(Performer real) {
                return instead.apply(real);
            }
        };
    }
}
