package io.regent.dcs.etcd3;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Where etcd can be asked: at the endpoints of the settings, and then at those where its members said that they listen. What was
 * learned never takes the place of the settings, so that members are found again when all of them were replaced, one by one, and when
 * all of them moved while nobody could be asked (LES-005).
 */
final class Topology implements AutoCloseable {

    private static final Set<String> ANYWHERE = Set.of("0.0.0.0", "::");

    private final Connector connector;
    private final List<Link> configured;
    private volatile List<Link> links;

    Topology(List<Endpoint> configured, Connector connector) {
        this.connector = connector;
        this.configured = configured.stream()
                .distinct()
                .map(endpoint -> new Link(endpoint, connector))
                .toList();
        this.links = this.configured;
    }

    /** In the order in which they should be asked for the first time. */
    List<Link> links() {
        return links;
    }

    /** The members say that they listen here, and nowhere else. */
    synchronized void learn(Collection<Endpoint> told) {
        var next = new ArrayList<>(configured);
        for (Endpoint endpoint : told) {
            if (isUsable(endpoint) && next.stream().noneMatch(link -> link.isTo(endpoint))) {
                next.add(links.stream()
                        .filter(link -> link.isTo(endpoint))
                        .findFirst()
                        .orElseGet(() -> new Link(endpoint, connector)));
            }
        }
        List<Link> before = links;
        links = List.copyOf(next);
        before.stream().filter(link -> !next.contains(link)).forEach(Link::close);
    }

    @Override
    public synchronized void close() {
        links.forEach(Link::close);
    }

    /** An etcd that says it listens on its own loopback interface means ours only if the settings do, too. */
    private boolean isUsable(Endpoint endpoint) {
        boolean local = configured.stream().anyMatch(link -> link.endpoint().isLoopback());
        return !ANYWHERE.contains(endpoint.host()) && (local || !endpoint.isLoopback());
    }
}
