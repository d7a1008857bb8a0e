package io.regent.watchdog.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.nio.file.Path;

/** The system calls, by the C library. */
final class LibC implements SystemCalls {

    private static final int O_WRONLY = 1;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final int W_OK = 2;

    /** The functions by their names; open(2) is called without a mode, because it creates nothing. */
    private interface Functions extends Library {
        int open(String path, int flags) throws LastErrorException;

        NativeLong write(int descriptor, byte[] bytes, NativeLong count) throws LastErrorException;

        int ioctl(int descriptor, NativeLong request, Object... argument) throws LastErrorException;

        int close(int descriptor) throws LastErrorException;

        int access(String path, int mode);
    }

    private final Functions functions = Native.load("c", Functions.class);

    @Override
    public int open(Path device) throws CallFailed {
        try {
            return functions.open(device.toString(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
        } catch (LastErrorException e) {
            throw failed("open", e);
        }
    }

    @Override
    public void write(int descriptor, byte[] bytes) throws CallFailed {
        try {
            long written = functions
                    .write(descriptor, bytes, new NativeLong(bytes.length))
                    .longValue();
            if (written != bytes.length) {
                throw new CallFailed("write: %d of %d bytes".formatted(written, bytes.length));
            }
        } catch (LastErrorException e) {
            throw failed("write", e);
        }
    }

    @Override
    public void ioctl(int descriptor, long request, byte[] argument) throws CallFailed {
        try {
            functions.ioctl(descriptor, new NativeLong(request), (Object) argument);
        } catch (LastErrorException e) {
            throw failed("ioctl", e);
        }
    }

    @Override
    public void close(int descriptor) {
        try {
            functions.close(descriptor);
        } catch (LastErrorException _) {
            // the descriptor is gone in any case, close(2)
        }
    }

    @Override
    public boolean mayWrite(Path device) {
        return functions.access(device.toString(), W_OK) == 0;
    }

    private static CallFailed failed(String call, LastErrorException cause) {
        return new CallFailed(call + ": " + cause.getMessage());
    }
}
