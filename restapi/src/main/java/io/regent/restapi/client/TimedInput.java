package io.regent.restapi.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** What a socket delivers until the time of the request is over, however slowly it trickles. */
final class TimedInput extends InputStream {

    private final Socket socket;
    private final InputStream input;
    private final TimeLeft left;

    TimedInput(Socket socket, TimeLeft left) throws IOException {
        this.socket = socket;
        this.input = socket.getInputStream();
        this.left = left;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == 1 ? one[0] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        socket.setSoTimeout(left.millis());
        return input.read(into, offset, length);
    }
}
