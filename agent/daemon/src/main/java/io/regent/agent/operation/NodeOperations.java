package io.regent.agent.operation;

import io.regent.agent.cycle.FailsafeVoter;
import io.regent.agent.cycle.FailsafeVoter.Vote;
import io.regent.agent.decision.FailsafeLeader;
import io.regent.agent.performance.Leadership;
import io.regent.agent.performance.Node;
import io.regent.agent.performance.PeerPoll;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.ClusterStore;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.dcs.Precondition;
import io.regent.dcs.ReadAnswer;
import io.regent.dcs.WriteAnswer;
import io.regent.dcs.wire.Wire;
import io.regent.postgres.wal.Lsn;
import io.regent.restapi.CandidateAnswer;
import io.regent.restapi.ConfigAnswer;
import io.regent.restapi.FailoverAnswer;
import io.regent.restapi.FailsafeCaller;
import io.regent.restapi.FailsafeReply;
import io.regent.restapi.Operations;
import io.regent.restapi.ReinitializeAnswer;
import io.regent.restapi.ReinitializeRequest;
import io.regent.restapi.RestartAnswer;
import io.regent.restapi.RestartConditions;
import io.regent.restapi.ScheduleAnswer;
import io.regent.restapi.ScheduledRestart;
import io.regent.restapi.StatusSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands of operators. Every call may come from any thread and blocks it for a bounded time. */
public final class NodeOperations implements Operations {

    private static final Logger LOG = LoggerFactory.getLogger(NodeOperations.class);

    private final ClusterStore store;
    private final FailsafeVoter voter;
    private final StatusSource status;
    private final Runnable wakeLoop;
    private final ChangeBell changes;
    private final ConfigDocument config;
    private final ServerRequests server;
    private final PeerPoll peers;
    private final Runnable reload;

    /**
     * @param status what the node last published
     * @param changes rings when the cluster changed in the store
     * @param reload has the configuration read again; may block
     */
    public NodeOperations(
            Node node,
            Leadership leadership,
            StatusSource status,
            ChangeBell changes,
            PeerPoll peers,
            Runnable reload) {
        this.store = node.store();
        this.voter = node.voter();
        this.status = status;
        this.wakeLoop = node.pacemaker()::wake;
        this.changes = changes;
        this.config = new ConfigDocument(store, wakeLoop);
        this.server = new ServerRequests(node, leadership, status);
        this.peers = peers;
        this.reload = reload;
    }

    @Override
    public ReadAnswer readCluster() {
        return store.read();
    }

    @Override
    public ReadAnswer readClusterAfterChange(Duration atMost) {
        changes.await(atMost);
        return store.read();
    }

    @Override
    public ConfigAnswer patchConfig(Map<String, Object> patch) {
        return config.patch(patch);
    }

    @Override
    public ConfigAnswer replaceConfig(Map<String, Object> document) {
        return config.replace(document);
    }

    @Override
    public FailoverAnswer requestFailover(FailoverRequest request) {
        WriteAnswer answer = store.write(ClusterKey.FAILOVER, Wire.failover(request), new Precondition.Anything());
        wakeLoop.run();
        return switch (answer) {
            case WriteAnswer.Done _ -> new FailoverAnswer.Requested();
            case WriteAnswer.Conflict _ -> new FailoverAnswer.NotWritten("the key was changed by somebody else");
            case WriteAnswer.Unreachable(String cause) -> new FailoverAnswer.NotWritten(cause);
        };
    }

    @Override
    public WriteAnswer clearFailover(long revision) {
        WriteAnswer answer = store.write(ClusterKey.FAILOVER, "{}", new Precondition.Unchanged(revision));
        wakeLoop.run();
        return answer;
    }

    @Override
    public Map<MemberName, CandidateAnswer> askCandidates(List<Member> members) {
        return peers.askCandidates(members);
    }

    @Override
    public RestartAnswer restart(RestartConditions conditions) {
        return server.restart(conditions);
    }

    @Override
    public ScheduleAnswer scheduleRestart(ScheduledRestart restart) {
        return server.schedule(restart);
    }

    @Override
    public boolean deleteScheduledRestart() {
        return server.unschedule();
    }

    /** The loop learns at once that there is a leader whom it has to follow. */
    @Override
    public FailsafeReply consentTo(FailsafeCaller caller) {
        var leader = new FailsafeLeader(caller.name(), caller.connUrl(), caller.apiUrl(), caller.slots());
        boolean known = voter.notice()
                .filter(promise -> promise.leader().name().equals(caller.name()))
                .isPresent();
        return switch (voter.answer(leader)) {
            case Vote.Accepted(Duration holds) -> {
                if (!known) {
                    LOG.info("Promised {} not to lead while it goes on without the DCS", caller.name());
                    wakeLoop.run();
                }
                yield new FailsafeReply.Accepted(position(), holds);
            }
            case Vote.Leading _ -> new FailsafeReply.Leading();
            case Vote.Refused(String why) -> new FailsafeReply.Refused(why);
            case Vote.Off _ -> new FailsafeReply.Off();
        };
    }

    private Lsn position() {
        return status.snapshot()
                .server()
                .facts()
                .map(facts -> facts.position().lsn())
                .orElse(Lsn.NONE);
    }

    @Override
    public void reload() {
        Thread.ofVirtual().name("reload").start(reload);
    }

    @Override
    public ReinitializeAnswer reinitialize(ReinitializeRequest request) {
        return server.reinitialize(request);
    }
}
