package io.regent.it.harness;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives each test a workspace and clears up after it; prints the end of every log when the test has failed.
 *
 * <p>With {@code -Dregent.it.product=PATRONI} the scenarios run against Debian's Patroni instead: what a scenario
 * expects of us, the real thing must be able to show.
 */
public final class Clusters implements BeforeEachCallback, AfterEachCallback {

    private static final Product UNDER_TEST = Product.valueOf(System.getProperty("regent.it.product", "REGENT"));

    private @Nullable Workspace workspace;

    /** A cluster of that many members, all replicating. */
    public Cluster of(int members) {
        return of(Collections.nCopies(members, UNDER_TEST));
    }

    /** A cluster with one member for each product named, all replicating. */
    public Cluster of(List<Product> products) {
        var cluster = prepared(products);
        cluster.startAgents();
        return cluster;
    }

    /** A cluster of that many members with PostgreSQL's programs in that folder. */
    public Cluster of(int members, Path programs) {
        var cluster = Cluster.prepare(
                workspace(), ClusterSettings.QUICK.with(programs), Collections.nCopies(members, UNDER_TEST));
        cluster.startAgents();
        return cluster;
    }

    /** Members that the test starts itself. */
    public Cluster prepared(int members) {
        return prepared(Collections.nCopies(members, UNDER_TEST));
    }

    private Cluster prepared(List<Product> products) {
        return Cluster.prepare(workspace(), ClusterSettings.QUICK, products);
    }

    public Workspace workspace() {
        return Objects.requireNonNull(workspace, "only inside a test");
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        var folder = test.getRequiredTestClass().getSimpleName() + "/"
                + test.getRequiredTestMethod().getName();
        workspace = new Workspace(Distribution.top().resolve("target/it").resolve(folder));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        if (test.getExecutionException().isPresent()) {
            System.err.println(workspace().lastLines());
        }
        workspace().close();
    }
}
