package io.regent.agent.simulation.engine;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** The clock and the queue of everything that is going to happen. Events at the same instant happen in a fixed order. */
public final class Scheduler implements AutoCloseable {

    private record Event(long at, Order order, long number, Host host, Runnable action) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            if (byTime != 0) {
                return byTime;
            }
            int byOrder = order.compareTo(other.order);
            return byOrder != 0 ? byOrder : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private final Relay relay = new Relay(this::step);
    private long now;
    private long events;

    /** Virtual nanoseconds since the beginning. */
    public long now() {
        return now;
    }

    /** How many events were put on the calendar so far. */
    public long events() {
        return events;
    }

    /** Lets something happen after the given time, or, when its host stands still then, as soon as that goes on. */
    public void after(Duration wait, Order order, Host host, Runnable action) {
        at(now + wait.toNanos(), order, host, action);
    }

    /** Lets something happen at the given point, which must not have passed. */
    public void at(long when, Order order, Host host, Runnable action) {
        queue.add(new Event(Math.max(when, now), order, events++, host, action));
    }

    /**
     * Lets events happen until a look, which is taken after each of them, says that it is enough. What an event or a routine
     * throws ends the run and is thrown here.
     */
    public void run(BooleanSupplier enough) {
        relay.run(enough);
    }

    /** Ends every routine. */
    @Override
    public void close() {
        relay.dismissAll();
    }

    Relay relay() {
        return relay;
    }

    private void step() {
        Event event = queue.poll();
        if (event == null) {
            throw new IllegalStateException("nothing is going to happen any more");
        }
        now = event.at();
        long frozenUntil = event.host().frozenUntil();
        if (frozenUntil > now) {
            queue.add(new Event(frozenUntil, event.order(), event.number(), event.host(), event.action()));
        } else {
            event.action().run();
        }
    }
}
