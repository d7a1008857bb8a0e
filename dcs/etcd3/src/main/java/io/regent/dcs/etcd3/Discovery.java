package io.regent.dcs.etcd3;

import io.etcd.jetcd.api.Member;
import io.etcd.jetcd.api.MemberListRequest;
import io.etcd.jetcd.api.MemberListResponse;
import io.regent.dcs.Deadline;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Asks etcd now and then who its members are (CFG-065). It does so behind the back of a request that was answered, never before one, and
 * sooner when an endpoint has failed (LES-005).
 */
final class Discovery {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration USUALLY = Duration.ofMinutes(5);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);
    private static final int DEFAULT_PORT = 2379;

    private final Etcd3Client client;
    private final Topology topology;
    private final String scheme;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile Optional<Long> lastNanos = Optional.empty();

    /**
     * @param scheme of the addresses that are of use
     */
    Discovery(Etcd3Client client, Topology topology, String scheme) {
        this.client = client;
        this.topology = topology;
        this.scheme = scheme;
    }

    /** A request was answered, after trouble with an endpoint or at once. */
    void answered(boolean afterTrouble) {
        Duration pause = afterTrouble ? AFTER_TROUBLE : USUALLY;
        boolean due = lastNanos
                .map(last -> Deadline.after(last, pause).passedAt(System.nanoTime()))
                .orElse(true);
        if (due && busy.compareAndSet(false, true)) {
            Thread.ofVirtual().name("etcd3-members").start(this::look);
        }
    }

    private void look() {
        try {
            lastNanos = Optional.of(System.nanoTime());
            MemberListResponse members = client.ask(
                            Budget.of(LIMIT),
                            stubs -> stubs.cluster().memberList(MemberListRequest.getDefaultInstance()))
                    .message();
            List<Endpoint> told = members.getMembersList().stream()
                    .filter(member -> !member.getIsLearner())
                    .flatMap(this::endpoints)
                    .distinct()
                    .toList();
            if (!told.isEmpty()) {
                topology.learn(told);
            }
        } catch (Silence | LeaseLost e) {
            // The endpoints that are known go on being used, and the next request that is answered brings the next
            // look.
            return;
        } finally {
            busy.set(false);
        }
    }

    private Stream<Endpoint> endpoints(Member member) {
        return member.getClientURLsList().stream().flatMap(url -> endpoint(url).stream());
    }

    private Optional<Endpoint> endpoint(String text) {
        try {
            URI url = URI.create(text);
            return scheme.equals(url.getScheme()) && url.getHost() != null
                    ? Optional.of(new Endpoint(
                            url.getHost().replaceAll("[\\[\\]]", ""), url.getPort() < 0 ? DEFAULT_PORT : url.getPort()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
