package io.regent.ctl.session;

import io.regent.dcs.Member;
import io.regent.restapi.client.MemberClient;
import io.regent.restapi.client.MemberRequest;
import io.regent.restapi.client.MemberRequest.Method;
import io.regent.restapi.client.RestAnswer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members' REST APIs. Connections that fail are tried again, requests that were sent never are (CTL-004). */
public final class Members {

    private static final int RETRIES = 2;
    private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ACTION_TIMEOUT = Duration.ofHours(1);

    private final MemberClient client;
    private final Terminal terminal;

    Members(MemberClient client, Terminal terminal) {
        this.client = client;
        this.terminal = terminal;
    }

    /** Asks a member for its status. */
    public RestAnswer status(Member member) {
        return member.apiUrl()
                .map(url -> send(MemberRequest.status(url), STATUS_TIMEOUT))
                .orElseGet(() -> withoutAddress(member));
    }

    /** Reads what a member tells at an endpoint. */
    public RestAnswer read(Member member, String endpoint) {
        return member.apiUrl()
                .map(url -> send(MemberRequest.to(Method.GET, url, endpoint), STATUS_TIMEOUT))
                .orElseGet(() -> withoutAddress(member));
    }

    /** Asks a member to do something, and waits for the end of it. */
    public RestAnswer act(Member member, Method method, String endpoint) {
        return act(member, method, endpoint, Optional.empty());
    }

    /** Asks a member to do something that a document describes, and waits for the end of it. */
    public RestAnswer act(
            Member member, Method method, String endpoint, Map<String, ? extends @Nullable Object> document) {
        return act(member, method, endpoint, Optional.of(document));
    }

    private RestAnswer act(
            Member member, Method method, String endpoint, Optional<Map<String, ? extends @Nullable Object>> document) {
        return member.apiUrl()
                .map(url -> MemberRequest.to(method, url, endpoint))
                .map(request -> document.map(request::with).orElse(request))
                .map(request -> send(request, ACTION_TIMEOUT))
                .orElseGet(() -> withoutAddress(member));
    }

    private RestAnswer send(MemberRequest request, Duration timeout) {
        RestAnswer answer = client.send(request, timeout);
        for (int left = RETRIES; left > 0 && answer instanceof RestAnswer.Unreachable(String cause); left--) {
            terminal.warn("%s: %s, trying again".formatted(request.url(), cause));
            answer = client.send(request, timeout);
        }
        return answer;
    }

    private static RestAnswer withoutAddress(Member member) {
        return new RestAnswer.Unreachable("member " + member.name() + " has published no api_url");
    }
}
