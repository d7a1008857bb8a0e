package io.regent.it.harness;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives each test a workspace and clears up after it; prints the end of every log when the test has failed. */
public final class Clusters implements BeforeEachCallback, AfterEachCallback {

    private @Nullable Workspace workspace;

    /** A cluster of our own members, all replicating. */
    public Cluster ofRegent(int members) {
        return of(Stream.generate(() -> Product.REGENT).limit(members).toArray(Product[]::new));
    }

    /** A cluster with one member for each product named, all replicating. */
    public Cluster of(Product... products) {
        return Cluster.start(workspace(), ClusterSettings.QUICK, List.of(products));
    }

    /** Members that the test starts itself. */
    public Cluster prepared(int members) {
        return Cluster.prepare(
                workspace(),
                ClusterSettings.QUICK,
                Stream.generate(() -> Product.REGENT).limit(members).toList());
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
