package io.regent.agent.performance;

import io.regent.agent.callback.Callbacks;
import io.regent.agent.configuration.DynamicConfigFile;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Duties;
import io.regent.agent.decision.Rule;
import io.regent.agent.decision.View;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.postgres.PostgresState;
import io.regent.restapi.client.ClientAccess;
import io.regent.restapi.client.ClientTls;
import io.regent.restapi.client.MemberClient;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A performer on a node whose server, store, fence and clock are not real. */
final class PerformerFixture implements AutoCloseable {

    final FakeNode node;
    final WorldPerformer performer;
    final ServerReload reload;

    PerformerFixture(Path dataDir) {
        this(dataDir, new FakeNode(dataDir));
    }

    PerformerFixture(Path dataDir, FakeNode node) {
        this.node = node;
        this.reload = new ServerReload(node.settings, node.postgres, () -> {});
        var nobody = new MemberClient(new ClientAccess(Optional.empty(), ClientTls.DEFAULT));
        this.performer = new WorldPerformer(
                node.node,
                node.leadership,
                node.board,
                new PeerPoll(() -> nobody),
                new FailsafePoll(node.settings, node.clock, () -> nobody),
                reload,
                new DynamicConfigFile(dataDir),
                new Callbacks(node.settings));
    }

    /** With one more line in the section {@code postgresql}, and a server in that state. */
    static PerformerFixture with(Path dataDir, String line, PostgresState server) {
        var fixture = new PerformerFixture(
                dataDir, new FakeNode(Samples.settings(Samples.yaml(dataDir) + "  " + line + "\n")));
        fixture.node.initialized();
        fixture.node.postgres.is(server);
        return fixture;
    }

    /** A cycle's view after the lease was taken. */
    View leading() {
        return performer.ask(new Action.AcquireLease(), node.view());
    }

    /** The end of a cycle that did nothing. */
    void finish(View view) {
        performer.finish(view, new Decision(new Action.Wait(), Rule.LEAD), Duties.of(view));
    }

    /** Chores are done one after another: what was begun has ended when the last one has, and writes into no folder any more. */
    @Override
    public void close() {
        var quiet = new CompletableFuture<Boolean>();
        node.slot.chore("the last one", () -> quiet.complete(true));
        if (node.slot.running().isEmpty()) {
            quiet.completeOnTimeout(false, 2, TimeUnit.SECONDS).join();
        }
        node.close();
    }
}
