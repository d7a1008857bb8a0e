package io.regent.watchdog.linux;

import io.regent.watchdog.linux.SystemCalls.CallFailed;

/** A device that is open, and therefore runs. */
interface Device {

    /** What it calls itself. */
    String identity();

    /** Whether its timeout can be chosen. */
    boolean canSetTimeout();

    /**
     * Asks for a timeout, if the device can do that.
     *
     * @return the timeout that it has now, which may be another one, in seconds
     */
    int setTimeout(int seconds) throws CallFailed;

    /** Begins the timeout anew. */
    void feed() throws CallFailed;

    /**
     * Closes it in an orderly way.
     *
     * @return whether it has been told to stop; else it goes on and resets the machine
     */
    boolean stop() throws CallFailed;
}
