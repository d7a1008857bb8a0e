package io.regent.ctl;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The REST APIs of the members pg-1 to pg-3, which answer as told and remember what they were asked. */
final class StubMembers implements AutoCloseable {

    private record Reply(int status, String body) {}

    private final Map<String, HttpServer> servers = new HashMap<>();
    private final Map<String, Reply> replies = new HashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    StubMembers() throws IOException {
        for (String member : List.of("pg-1", "pg-2", "pg-3")) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
            server.createContext("/", exchange -> answer(member, exchange));
            server.start();
            servers.put(member, server);
        }
    }

    /** Every member answers the request so. */
    StubMembers answering(String request, int status, String body) {
        servers.keySet().forEach(member -> answering(member, request, status, body));
        return this;
    }

    /** One member answers the request so. */
    StubMembers answering(String member, String request, int status, String body) {
        replies.put(member + " " + request, new Reply(status, body));
        return this;
    }

    /** A member that nobody can connect to any more. */
    StubMembers without(String member) {
        server(member).stop(0);
        return this;
    }

    /** The cluster of the scenario {@code plain}, whose members are these. */
    Cli cluster() {
        var cli = Cli.withKeys("plain");
        servers.keySet().forEach(member -> {
            String key = "members/" + member;
            String number = member.substring("pg-".length());
            cli.put(
                    key,
                    cli.get(key)
                            .replace(
                                    "127.0.0.1:2800" + number,
                                    "127.0.0.1:" + server(member).getAddress().getPort()));
        });
        return cli;
    }

    /** What was asked, each as member, method, path and body. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private HttpServer server(String member) {
        HttpServer server = servers.get(member);
        if (server == null) {
            throw new IllegalArgumentException(member);
        }
        return server;
    }

    private void answer(String member, HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String request = member + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI();
        requests.add((request + " " + body).strip());
        Reply reply = replies.getOrDefault(request, new Reply(501, "unexpected"));
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        servers.values().forEach(server -> server.stop(0));
    }
}
