package io.regent.watchdog.linux;

import java.util.Locale;

/**
 * The numbers of the watchdog ioctls, put together as {@code asm/ioctl.h} does. Most machines agree; POWER has its own
 * layout.
 */
enum Ioctl {
    GET_SUPPORT(Direction.READ, 0, Ioctl.INFO_SIZE),
    KEEP_ALIVE(Direction.READ, 5, Integer.BYTES),
    SET_TIMEOUT(Direction.READ_WRITE, 6, Integer.BYTES),
    GET_TIMEOUT(Direction.READ, 7, Integer.BYTES);

    /** {@code struct watchdog_info}: two numbers and a name of 32 bytes. */
    static final int INFO_SIZE = 2 * Integer.BYTES + 32;

    private static final long TYPE = 'W';

    private enum Direction {
        READ(2, 2),
        READ_WRITE(3, 6);

        private final long common;
        private final long power;

        Direction(long common, long power) {
            this.common = common;
            this.power = power;
        }
    }

    private final Direction direction;
    private final long number;
    private final long size;

    Ioctl(Direction direction, int number, int size) {
        this.direction = direction;
        this.number = number;
        this.size = size;
    }

    /** How many bytes the argument has. */
    int size() {
        return (int) size;
    }

    /**
     * The request's number.
     *
     * @param architecture the Java property {@code os.arch}
     */
    long request(String architecture) {
        boolean power = architecture.toLowerCase(Locale.ROOT).startsWith("ppc");
        long way = power ? direction.power << 29 : direction.common << 30;
        return way | size << 16 | TYPE << 8 | number;
    }
}
