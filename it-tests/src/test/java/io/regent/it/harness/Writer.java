package io.regent.it.harness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A client that inserts numbered rows, one commit each, into whichever node accepts writes, and remembers what was
 * acknowledged and how long it ever had to wait between two acknowledgements.
 */
public final class Writer implements AutoCloseable {

    private static final Duration BETWEEN_ROWS = Duration.ofMillis(10);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final List<Node> nodes;
    private final Thread thread = new Thread(this::run, "writer");
    private final Set<Long> acknowledged = new ConcurrentSkipListSet<>();
    private volatile boolean stopped;
    private volatile long lastAcknowledgement = System.nanoTime();
    private volatile long longestWait;

    private Writer(List<Node> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** Returns when the first row is acknowledged. */
    public static Writer start(List<Node> nodes) {
        var writer = new Writer(nodes);
        writer.thread.setDaemon(true);
        writer.thread.start();
        writer.awaitProgress();
        writer.forgetWaits();
        return writer;
    }

    /** Rows acknowledged so far. */
    public int count() {
        return acknowledged.size();
    }

    /** The longest time between two acknowledgements since the last call of {@link #forgetWaits}. */
    public Duration longestOutage() {
        return Duration.ofNanos(Math.max(longestWait, System.nanoTime() - lastAcknowledgement));
    }

    public void forgetWaits() {
        longestWait = 0;
    }

    /** Returns when rows are being acknowledged again. */
    public void awaitProgress() {
        awaitCount(count() + 10);
    }

    public void awaitCount(int rows) {
        Await.until("the writer to have written %d rows".formatted(rows), PATIENCE, () -> count() >= rows);
    }

    /** Acknowledged rows that the node does not hold. */
    public Set<Long> missingOn(Node node) throws SQLException {
        var expected = new TreeSet<>(acknowledged);
        var held = Sql.query(node, "SELECT n FROM written").stream()
                .map(Long::valueOf)
                .collect(Collectors.toSet());
        expected.removeAll(held);
        return expected;
    }

    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        Await.until("the writer to stop", PATIENCE, () -> !thread.isAlive());
    }

    private void run() {
        long next = 1;
        while (!stopped) {
            try (var connection = Sql.connectToPrimary(nodes);
                    var insert = prepared(connection)) {
                while (!stopped) {
                    insert.setLong(1, next++);
                    insert.executeUpdate();
                    acknowledge(next - 1);
                    LockSupport.parkNanos(BETWEEN_ROWS.toNanos());
                }
            } catch (SQLException outage) {
                // a row in doubt is not written again: it may be there, and nobody was promised anything
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            }
        }
    }

    private void acknowledge(long row) {
        long now = System.nanoTime();
        longestWait = Math.max(longestWait, now - lastAcknowledgement);
        lastAcknowledgement = now;
        acknowledged.add(row);
    }

    private static PreparedStatement prepared(Connection connection) throws SQLException {
        Sql.execute(
                connection, "CREATE TABLE IF NOT EXISTS written (n bigint PRIMARY KEY, at timestamptz DEFAULT now())");
        return connection.prepareStatement("INSERT INTO written (n) VALUES (?)");
    }
}
