package io.regent.agent.simulation.engine;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The clock and the queue of everything that is going to happen. Events at the same instant happen in a fixed order. */
public final class Scheduler {

    private record Event(long at, Order order, long number, Host host, Runnable action) {}

    private static final Comparator<Event> NEXT =
            Comparator.comparingLong(Event::at).thenComparing(Event::order).thenComparingLong(Event::number);

    private final PriorityQueue<Event> queue = new PriorityQueue<>(NEXT);
    private long now;
    private long events;

    /** Virtual nanoseconds since the beginning. */
    public long now() {
        return now;
    }

    /** Lets something happen after the given time, or, when its host stands still then, as soon as that goes on. */
    public void after(Duration wait, Order order, Host host, Runnable action) {
        at(now + wait.toNanos(), order, host, action);
    }

    /** Lets something happen at the given point, which must not have passed. */
    public void at(long when, Order order, Host host, Runnable action) {
        queue.add(new Event(Math.max(when, now), order, events++, host, action));
    }

    /** Lets the next event happen; whether there was one. */
    public boolean step() {
        Event event = queue.poll();
        if (event == null) {
            return false;
        }
        now = event.at();
        long frozenUntil = event.host().frozenUntil();
        if (frozenUntil > now) {
            queue.add(new Event(frozenUntil, event.order(), event.number(), event.host(), event.action()));
        } else {
            event.action().run();
        }
        return true;
    }
}
