package io.regent.watchdog.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A kernel with one watchdog device, which answers the ioctls by the numbers that a C program on x86-64 or ARM uses. It writes
 * down what was done to the device.
 */
final class FakeKernel implements SystemCalls {

    static final int SETTIMEOUT = 0x0080;
    static final int MAGICCLOSE = 0x0100;
    static final int KEEPALIVEPING = 0x8000;
    static final int ALL = SETTIMEOUT | MAGICCLOSE | KEEPALIVEPING;

    private static final long WDIOC_GETSUPPORT = 0x80285700L;
    private static final long WDIOC_KEEPALIVE = 0x80045705L;
    private static final long WDIOC_SETTIMEOUT = 0xC0045706L;
    private static final long WDIOC_GETTIMEOUT = 0x80045707L;

    final List<String> done = new ArrayList<>();
    final Set<String> broken = new TreeSet<>();
    int options = ALL;
    int timeout = 60;
    int shortest = 1;
    int longest = 600;
    boolean missing;
    private int descriptors = 10;
    private boolean failsNext;

    /** What was done since the last look. */
    List<String> look() {
        var copy = List.copyOf(done);
        done.clear();
        return copy;
    }

    /** The next write fails, those after it do not. */
    void failNextWrite() {
        failsNext = true;
    }

    @Override
    public int open(Path device) throws CallFailed {
        refuseIfBroken("open");
        done.add("open " + device);
        return ++descriptors;
    }

    @Override
    public void write(int descriptor, byte[] bytes) throws CallFailed {
        refuseIfBroken("write");
        if (failsNext) {
            failsNext = false;
            throw new CallFailed("write: [32] Broken pipe");
        }
        done.add("write " + new String(bytes, StandardCharsets.US_ASCII));
    }

    @Override
    public void ioctl(int descriptor, long request, byte[] argument) throws CallFailed {
        var words = ByteBuffer.wrap(argument).order(ByteOrder.nativeOrder());
        if (request == WDIOC_GETSUPPORT) {
            refuseIfBroken("support");
            words.putInt(0, options);
            words.put(8, "A dog\0\0".getBytes(StandardCharsets.US_ASCII));
        } else if (request == WDIOC_SETTIMEOUT) {
            refuseIfBroken("set");
            done.add("set " + words.getInt(0));
            timeout = Math.clamp(words.getInt(0), shortest, longest);
            words.putInt(0, timeout);
        } else if (request == WDIOC_GETTIMEOUT) {
            refuseIfBroken("get");
            words.putInt(0, timeout);
        } else if (request == WDIOC_KEEPALIVE) {
            refuseIfBroken("ping");
            done.add("ping");
        } else {
            throw new CallFailed("ioctl: [25] Inappropriate ioctl for device");
        }
    }

    @Override
    public void close(int descriptor) {
        done.add("close");
    }

    @Override
    public boolean mayWrite(Path device) {
        return !missing;
    }

    private void refuseIfBroken(String call) throws CallFailed {
        if (broken.contains(call)) {
            throw new CallFailed(call + ": [5] Input/output error");
        }
    }
}
