package io.regent.restapi.client;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Asks members over HTTP, one connection a request, as they answer one request a connection (API-002).
 *
 * <p>Speaks HTTP over plain sockets: the JDK's light client knows no {@code PATCH} and repeats a {@code POST} on its own,
 * its full one takes longer to start than a command may. Redirections are not followed, nothing is retried. Safe for use
 * by several threads; each call blocks its caller for at most its timeout.
 */
public final class MemberClient {

    private final Optional<String> authorization;
    private final Connector connector;

    /**
     * A client of members.
     *
     * @throws InvalidClientTls when a certificate, a key or an authority cannot be used
     */
    public MemberClient(ClientAccess access) {
        this.authorization = access.credentials().map(MemberClient::basic);
        this.connector = new Connector(access.tls());
    }

    /**
     * Asks a member for its status.
     *
     * @param apiUrl as the member published it
     * @param timeout for everything, name look-up included; more than zero
     */
    public PeerStatus ask(String apiUrl, Duration timeout) {
        return PeerStatus.of(send(MemberRequest.status(apiUrl), timeout));
    }

    /**
     * Sends a request.
     *
     * @param timeout for everything, name look-up included; more than zero
     */
    public RestAnswer send(MemberRequest request, Duration timeout) {
        return exchange(request, timeout).answer();
    }

    /**
     * Asks a member to consent that the caller leads on without the DCS.
     *
     * @param apiUrl as the member published it
     * @param caller name, addresses and slots of the caller (HA-170)
     * @param timeout for everything, name look-up included; more than zero
     */
    public ConsentAnswer askConsent(String apiUrl, Map<String, ?> caller, Duration timeout) {
        var reply = exchange(
                MemberRequest.to(MemberRequest.Method.POST, apiUrl, "failsafe").with(caller), timeout);
        return ConsentAnswer.of(reply.answer(), reply.headers());
    }

    private ReplyReader.Reply exchange(MemberRequest request, Duration timeout) {
        Target target;
        try {
            target = Target.of(request.url());
        } catch (IllegalArgumentException e) {
            return ReplyReader.Reply.none(new RestAnswer.Unreachable(String.valueOf(e.getMessage())));
        }
        var left = TimeLeft.of(timeout);
        Socket socket;
        try {
            socket = connector.connect(target, left);
        } catch (IOException e) {
            return ReplyReader.Reply.none(new RestAnswer.Unreachable(cause(e, timeout)));
        }
        try (socket) {
            socket.getOutputStream().write(bytes(request, target));
            return new ReplyReader(new TimedInput(socket, left)).read();
        } catch (IOException e) {
            return ReplyReader.Reply.none(new RestAnswer.Unanswered(cause(e, timeout)));
        }
    }

    private static String cause(IOException failure, Duration timeout) {
        return failure instanceof SocketTimeoutException
                ? "no answer within " + seconds(timeout) + " seconds"
                : Optional.ofNullable(failure.getMessage())
                        .orElse(failure.getClass().getSimpleName());
    }

    private byte[] bytes(MemberRequest request, Target target) {
        byte[] body = request.body().orElse("").getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder();
        line(head, request.method() + " " + target.path() + " HTTP/1.1");
        line(head, "Host: " + target.authority());
        line(head, "User-Agent: regent");
        line(head, "Accept: */*");
        line(head, "Connection: close");
        authorization.ifPresent(value -> line(head, "Authorization: " + value));
        if (request.body().isPresent()) {
            line(head, "Content-Type: application/json");
            line(head, "Content-Length: " + body.length);
        }
        line(head, "");
        byte[] headBytes = head.toString().getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[headBytes.length + body.length];
        System.arraycopy(headBytes, 0, all, 0, headBytes.length);
        System.arraycopy(body, 0, all, headBytes.length, body.length);
        return all;
    }

    private static void line(StringBuilder head, String line) {
        head.append(line).append("\r\n");
    }

    private static String basic(ClientAccess.Credentials credentials) {
        String pair = credentials.username() + ":" + credentials.password();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String seconds(Duration timeout) {
        double seconds = timeout.toMillis() / 1000.0;
        return seconds == Math.rint(seconds) ? Long.toString(timeout.toSeconds()) : Double.toString(seconds);
    }
}
