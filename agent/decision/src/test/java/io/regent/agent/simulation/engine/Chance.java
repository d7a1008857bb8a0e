package io.regent.agent.simulation.engine;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** A stream of random choices that depends on the seed and on a name only, so that one actor's luck is not another's. */
public final class Chance {

    private final SplittableRandom random;

    public Chance(long seed, String name) {
        random = new SplittableRandom(new SplittableRandom(seed).nextLong() ^ scatter(name));
    }

    /** A time between the two, in milliseconds. */
    public Duration millis(long least, long most) {
        return Duration.ofNanos(random.nextLong(least * 1_000_000, most * 1_000_000 + 1));
    }

    /** Mostly between the first two, and once in so many times up to the third, in milliseconds. */
    public Duration millis(long least, long usually, int onceIn, long most) {
        return oneIn(onceIn) ? millis(usually, most) : millis(least, usually);
    }

    /** True once in so many times. */
    public boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** A number from 0 to one less than the bound. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** One of them. */
    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static long scatter(String name) {
        long hash = 1125899906842597L;
        for (int i = 0; i < name.length(); i++) {
            hash = 31 * hash + name.charAt(i);
        }
        return hash;
    }
}
