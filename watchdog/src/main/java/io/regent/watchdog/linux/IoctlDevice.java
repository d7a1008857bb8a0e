package io.regent.watchdog.linux;

import io.regent.watchdog.linux.SystemCalls.CallFailed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A device with the ioctls of the Linux watchdog interface (HA-180). */
final class IoctlDevice implements Device {

    /** Flags of {@code linux/watchdog.h}. */
    private static final int WDIOF_SETTIMEOUT = 0x0080;

    private static final int WDIOF_MAGICCLOSE = 0x0100;
    private static final int WDIOF_KEEPALIVEPING = 0x8000;

    private static final int IDENTITY_AT = 2 * Integer.BYTES;
    private static final byte[] ANY_BYTE = {'1'};
    private static final byte[] MAGIC = {'V'};

    private final SystemCalls calls;
    private final int descriptor;
    private final String architecture;
    private final int options;
    private final String identity;

    private IoctlDevice(SystemCalls calls, int descriptor, String architecture, byte[] info) {
        this.calls = calls;
        this.descriptor = descriptor;
        this.architecture = architecture;
        this.options = number(info);
        this.identity = new String(info, IDENTITY_AT, info.length - IDENTITY_AT, StandardCharsets.US_ASCII)
                .replace("\0", "")
                .strip();
    }

    /**
     * Opens the device.
     *
     * @throws CallFailed when it cannot be opened, or is no watchdog; nothing stays open
     */
    static IoctlDevice open(SystemCalls calls, Path path, String architecture) throws CallFailed {
        int descriptor = calls.open(path);
        byte[] info = new byte[Ioctl.INFO_SIZE];
        try {
            calls.ioctl(descriptor, Ioctl.GET_SUPPORT.request(architecture), info);
        } catch (CallFailed e) {
            calls.close(descriptor);
            throw new CallFailed("it does not answer as a watchdog does, " + e.getMessage());
        }
        return new IoctlDevice(calls, descriptor, architecture, info);
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public boolean canSetTimeout() {
        return can(WDIOF_SETTIMEOUT);
    }

    @Override
    public int setTimeout(int seconds) throws CallFailed {
        if (canSetTimeout()) {
            ask(Ioctl.SET_TIMEOUT, seconds);
        }
        return ask(Ioctl.GET_TIMEOUT, 0);
    }

    /** A device that does not take bytes may take the ioctl. */
    @Override
    public void feed() throws CallFailed {
        try {
            calls.write(descriptor, ANY_BYTE);
        } catch (CallFailed e) {
            if (!can(WDIOF_KEEPALIVEPING)) {
                throw e;
            }
            ask(Ioctl.KEEP_ALIVE, 0);
        }
    }

    @Override
    public boolean stop() throws CallFailed {
        boolean magic = can(WDIOF_MAGICCLOSE);
        try {
            if (magic) {
                calls.write(descriptor, MAGIC);
            } else {
                feed();
            }
        } finally {
            calls.close(descriptor);
        }
        return magic;
    }

    private boolean can(int flag) {
        return (options & flag) != 0;
    }

    private int ask(Ioctl ioctl, int value) throws CallFailed {
        byte[] argument = ByteBuffer.allocate(ioctl.size())
                .order(ByteOrder.nativeOrder())
                .putInt(value)
                .array();
        calls.ioctl(descriptor, ioctl.request(architecture), argument);
        return number(argument);
    }

    private static int number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt();
    }
}
