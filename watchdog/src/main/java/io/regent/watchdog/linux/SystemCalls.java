package io.regent.watchdog.linux;

import java.nio.file.Path;

/** What a watchdog device needs of the kernel. */
interface SystemCalls {

    /**
     * Opens for writing only, without waiting (a fifo may have no reader), and not for child processes.
     *
     * @return the descriptor
     */
    int open(Path device) throws CallFailed;

    /** Writes all bytes. */
    void write(int descriptor, byte[] bytes) throws CallFailed;

    /**
     * An ioctl.
     *
     * @param argument what the kernel reads and fills, in the machine's byte order
     */
    void ioctl(int descriptor, long request, byte[] argument) throws CallFailed;

    /** Closes the descriptor, whatever comes of it. */
    void close(int descriptor);

    /** Whether the file is there and this process may write to it. */
    boolean mayWrite(Path device);

    /** A call that the kernel refused; the message is the kernel's. */
    final class CallFailed extends Exception {

        private static final long serialVersionUID = 1L;

        CallFailed(String message) {
            super(message);
        }
    }
}
