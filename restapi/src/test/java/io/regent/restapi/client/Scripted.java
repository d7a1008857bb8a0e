package io.regent.restapi.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A server that answers every connection with the same bytes, whatever is asked, and remembers the requests. */
final class Scripted implements AutoCloseable {

    /** What the server does once it has read a request. */
    enum Ending {
        CLOSE,
        KEEP_OPEN
    }

    private final ServerSocket server;
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<Socket> open = new LinkedBlockingQueue<>();

    Scripted(String reply, Ending ending) throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> serve(reply, ending));
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getLocalPort() + path;
    }

    int port() {
        return server.getLocalPort();
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    private void serve(String reply, Ending ending) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                requests.add(request(socket.getInputStream()));
                socket.getOutputStream().write(reply.getBytes(StandardCharsets.UTF_8));
                if (ending == Ending.CLOSE) {
                    socket.close();
                }
            } catch (IOException e) {
                requests.add("broken: " + e);
            }
        }
    }

    private static String request(InputStream input) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            text.append((char) input.read());
        }
        int length = text.toString()
                .lines()
                .filter(line -> line.startsWith("Content-Length: "))
                .map(line -> Integer.parseInt(line.substring(16)))
                .findFirst()
                .orElse(0);
        return text + new String(input.readNBytes(length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
