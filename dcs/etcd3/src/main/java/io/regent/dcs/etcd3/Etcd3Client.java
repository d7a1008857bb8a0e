package io.regent.dcs.etcd3;

import io.etcd.jetcd.api.ResponseHeader;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.regent.dcs.InvalidDcsSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sends a request to whichever endpoint answers it.
 *
 * <p>It begins with the endpoint that answered last and goes round until the time is over; each endpoint gets a share of
 * the time only (LES-002). An error that it does not know means that this endpoint is of no use now (LES-003). It never
 * repeats a request without telling: see {@link Reply#afterDoubt}.
 */
final class Etcd3Client implements AutoCloseable {

    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final int LARGEST_PAUSE_SHIFT = 4;
    private static final String NO_LEASE = "requested lease not found";

    private final Connector connector;
    private final Topology topology;
    private final Optional<Discovery> discovery;
    private final Login login;
    private final Freshness freshness = new Freshness();
    private volatile Optional<Endpoint> preferred = Optional.empty();
    private volatile boolean closed;

    Etcd3Client(Etcd3Settings settings) {
        connector = new Connector(settings.tls());
        topology = new Topology(settings.endpoints(), connector);
        discovery = settings.discovers()
                ? Optional.of(new Discovery(this, topology, settings.tls().isPresent() ? "https" : "http"))
                : Optional.empty();
        login = new Login(settings.credentials());
    }

    /** Sends a request whose answer vouches for the state of the whole cluster; answers older than one seen are refused. */
    <T> Reply<T> linearizable(Budget budget, Function<T, ResponseHeader> header, Function<Stubs, T> request)
            throws Silence, LeaseLost {
        return call(budget, stubs -> {
            Freshness.Mark before = freshness.mark();
            T answer = request.apply(stubs);
            if (header.apply(answer).getClusterId() == 0) {
                throw Status.DATA_LOSS
                        .withDescription("the answer does not say which etcd cluster it is from")
                        .asRuntimeException();
            }
            if (!freshness.accept(before, header.apply(answer), System.nanoTime())) {
                throw Status.DATA_LOSS
                        .withDescription("the answer is older than one already seen")
                        .asRuntimeException();
            }
            return answer;
        });
    }

    /** Where etcd is asked. */
    Topology topology() {
        return topology;
    }

    /** Sends a request until an endpoint answers it, and then looks for further endpoints if it is time. */
    <T> Reply<T> call(Budget budget, Function<Stubs, T> request) throws Silence, LeaseLost {
        Reply<T> reply = ask(budget, request);
        discovery.ifPresent(members -> members.answered(reply.afterTrouble()));
        return reply;
    }

    /** Sends a request until an endpoint answers it. */
    <T> Reply<T> ask(Budget budget, Function<Stubs, T> request) throws Silence, LeaseLost {
        var walk = new Walk<>(budget, request);
        while (walk.goesOn()) {
            Optional<T> answer = walk.askNext();
            if (answer.isPresent()) {
                return new Reply<>(answer.get(), walk.inDoubt, walk.asked > 1);
            }
        }
        throw new Silence(walk.cause());
    }

    @Override
    public void close() {
        closed = true;
        topology.close();
        connector.close();
    }

    /** One request on its way round the endpoints. */
    private final class Walk<T> {

        private final Budget budget;
        private final Function<Stubs, T> request;
        private final List<Link> links = topology.links();
        private final int first = indexOfPreferred();
        private int asked;
        private int refusals;
        private boolean inDoubt;
        private final Map<Endpoint, String> causes = new LinkedHashMap<>();

        Walk(Budget budget, Function<Stubs, T> request) {
            this.budget = budget;
            this.request = request;
        }

        /** Until the time is over, the store is closed, or every endpoint has said in turn that it does not accept our user. */
        boolean goesOn() {
            if (asked > 0 && asked % links.size() == 0) {
                pause();
            }
            return !closed
                    && refusals < links.size()
                    && !budget.isSpent()
                    && !Thread.currentThread().isInterrupted();
        }

        Optional<T> askNext() throws LeaseLost {
            int index = (first + asked) % links.size();
            Budget share = Budget.of(budget.share(links.size() - asked % links.size()));
            asked++;
            Link link = links.get(index);
            try {
                ManagedChannel channel = link.connect(share.left());
                Optional<T> answer = ask(link, channel, share);
                preferred = Optional.of(link.endpoint());
                return answer;
            } catch (StatusRuntimeException e) {
                note(link, e.getStatus());
            } catch (InvalidDcsSettings e) {
                causes.put(link.endpoint(), String.valueOf(e.getMessage()));
            }
            return Optional.empty();
        }

        private int indexOfPreferred() {
            return IntStream.range(0, links.size())
                    .filter(index -> preferred.filter(links.get(index)::isTo).isPresent())
                    .findFirst()
                    .orElse(0);
        }

        /** Asks once, and once more with a new token when the old one is refused (LES-014). */
        private Optional<T> ask(Link link, ManagedChannel channel, Budget share) throws LeaseLost {
            Optional<String> token = Optional.empty();
            try {
                token = login.token(channel, share.left());
                return Optional.of(send(channel, token, share));
            } catch (StatusRuntimeException e) {
                if (token.isEmpty() || !login.isNeededAfter(e.getStatus())) {
                    throw failed(link, channel, e);
                }
                login.forget(token);
            }
            try {
                return Optional.of(send(channel, login.token(channel, share.left()), share));
            } catch (StatusRuntimeException e) {
                throw failed(link, channel, e);
            }
        }

        private T send(ManagedChannel channel, Optional<String> token, Budget share) throws LeaseLost {
            try {
                return request.apply(new Stubs(channel, token, share.left()));
            } catch (StatusRuntimeException e) {
                if (String.valueOf(e.getStatus().getDescription()).contains(NO_LEASE)) {
                    throw new LeaseLost(NO_LEASE);
                }
                inDoubt |= !Login.isRefusal(e.getStatus());
                throw e;
            }
        }

        private StatusRuntimeException failed(Link link, ManagedChannel channel, StatusRuntimeException e) {
            if (!Login.isRefusal(e.getStatus())) {
                link.discard(channel);
            }
            return e;
        }

        private void note(Link link, Status status) {
            refusals = Login.isRefusal(status) ? refusals + 1 : 0;
            if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
                causes.putIfAbsent(link.endpoint(), described(status));
            } else {
                causes.put(link.endpoint(), described(status));
            }
        }

        /** What became of each endpoint; that the time ran out is said of one only when nothing better is known. */
        String cause() {
            return causes.isEmpty()
                    ? "there was no time to ask etcd"
                    : causes.entrySet().stream()
                            .map(cause -> cause.getKey() + ": " + cause.getValue())
                            .collect(Collectors.joining("; "));
        }

        private void pause() {
            int shift = Math.min(asked / links.size() - 1, LARGEST_PAUSE_SHIFT);
            long longest = Math.min(
                    FIRST_PAUSE_MILLIS << shift, Math.max(1, budget.left().toMillis()));
            LockSupport.parkNanos(Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest) + 1)
                    .toNanos());
        }
    }

    private static String described(Status status) {
        Throwable root = status.getCause();
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        String words = status.getDescription() == null
                ? status.getCode().toString()
                : status.getDescription().lines().findFirst().orElse("");
        return root == null ? words : words + ", " + root.getMessage();
    }
}
