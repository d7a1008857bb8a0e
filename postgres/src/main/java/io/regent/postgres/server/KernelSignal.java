package io.regent.postgres.server;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Sends signals by {@code kill(2)}; the JDK itself knows only SIGTERM and SIGKILL. */
final class KernelSignal {

    static final int INT = 2;
    static final int QUIT = 3;
    static final int KILL = 9;

    private static final MethodHandle KILL_FUNCTION = find();

    private KernelSignal() {}

    /** Sends the signal; a process that is gone is no error. */
    static void send(long pid, int signal) {
        if (pid <= 1) {
            throw new IllegalArgumentException("no signal is sent to process " + pid);
        }
        try {
            int ignored = (int) KILL_FUNCTION.invokeExact((int) pid, signal);
        } catch (Throwable e) {
            throw new IllegalStateException("kill(" + pid + ", " + signal + ") cannot be called", e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle find() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("kill"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }
}
