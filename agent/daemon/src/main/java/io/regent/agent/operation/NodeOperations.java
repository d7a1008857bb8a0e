package io.regent.agent.operation;

import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.decision.OperatorRequest;
import io.regent.agent.decision.Task;
import io.regent.agent.member.RequestInbox;
import io.regent.agent.performance.BackgroundSlot;
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
import io.regent.postgres.Outcome;
import io.regent.restapi.CandidateAnswer;
import io.regent.restapi.ConfigAnswer;
import io.regent.restapi.FailoverAnswer;
import io.regent.restapi.Operations;
import io.regent.restapi.ReinitializeAnswer;
import io.regent.restapi.ReinitializeRequest;
import io.regent.restapi.RestartAnswer;
import io.regent.restapi.RestartConditions;
import io.regent.restapi.ScheduleAnswer;
import io.regent.restapi.ScheduledRestart;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The commands of operators. Every call may come from any thread and blocks it for a bounded time. */
public final class NodeOperations implements Operations {

    /** How long the loop may take to turn to a request. */
    private static final Duration TO_BEGIN = Duration.ofSeconds(30);

    private final ClusterStore store;
    private final ConfigDocument config;
    private final ChangeBell changes;
    private final LiveSettings settings;
    private final RequestInbox requests;
    private final BackgroundSlot slot;
    private final PeerPoll peers;
    private final Runnable wakeLoop;
    private final Runnable reload;

    /**
     * @param changes rings when the cluster changed in the store
     * @param reload has the configuration read again by the loop
     */
    public NodeOperations(
            ClusterStore store,
            ChangeBell changes,
            LiveSettings settings,
            RequestInbox requests,
            BackgroundSlot slot,
            PeerPoll peers,
            Runnable wakeLoop,
            Runnable reload) {
        this.store = store;
        this.config = new ConfigDocument(store, wakeLoop);
        this.changes = changes;
        this.settings = settings;
        this.requests = requests;
        this.slot = slot;
        this.peers = peers;
        this.wakeLoop = wakeLoop;
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
        return switch (answer) {
            case WriteAnswer.Done _ -> {
                wakeLoop.run();
                yield new FailoverAnswer.Requested();
            }
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
        Duration patience = conditions
                .timeout()
                .orElse(settings.cluster().primaryStartTimeout())
                .plus(TO_BEGIN);
        Optional<RequestInbox.Entry> entry = submit(new OperatorRequest.Restart(conditions.timeout()));
        if (entry.isEmpty()) {
            return new RestartAnswer.Busy(whatRuns());
        }
        return switch (await(entry.orElseThrow(), patience)) {
            case Outcome.Done _ -> new RestartAnswer.Restarted();
            case Outcome.StillUnderWay _ -> new RestartAnswer.StillStarting();
            case Outcome.Failed(String reason) -> new RestartAnswer.Failed(reason);
            case Outcome.Cancelled _ -> new RestartAnswer.Failed("the restart was cancelled");
        };
    }

    @Override
    public ScheduleAnswer scheduleRestart(ScheduledRestart restart) {
        return new ScheduleAnswer.NotSupported("scheduled restarts are not supported yet; restart without a schedule");
    }

    @Override
    public boolean deleteScheduledRestart() {
        return false;
    }

    @Override
    public void reload() {
        reload.run();
    }

    @Override
    public ReinitializeAnswer reinitialize(ReinitializeRequest request) {
        if (request.force()) {
            slot.cancel();
        }
        Optional<RequestInbox.Entry> entry = submit(new OperatorRequest.Reinitialize(request.fromLeader()));
        if (entry.isEmpty()) {
            return new ReinitializeAnswer.Busy(whatRuns());
        }
        return switch (await(entry.orElseThrow(), TO_BEGIN)) {
            case Outcome.Done _ -> new ReinitializeAnswer.Started();
            case Outcome.Failed(String reason) ->
                reason.startsWith("I am the leader")
                        ? new ReinitializeAnswer.IsLeader()
                        : new ReinitializeAnswer.NoLeader();
            case Outcome.StillUnderWay _, Outcome.Cancelled _ -> new ReinitializeAnswer.Busy(whatRuns());
        };
    }

    private Optional<RequestInbox.Entry> submit(OperatorRequest request) {
        Optional<Task> busy = slot.running();
        boolean forced = request instanceof OperatorRequest.Reinitialize;
        Optional<RequestInbox.Entry> entry = busy.isPresent() && !forced ? Optional.empty() : requests.submit(request);
        wakeLoop.run();
        return entry;
    }

    private Outcome await(RequestInbox.Entry entry, Duration patience) {
        try {
            return entry.end().get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            requests.withdraw(entry);
            return new Outcome.StillUnderWay();
        } catch (ExecutionException e) {
            return new Outcome.Failed(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            requests.withdraw(entry);
            return new Outcome.Cancelled();
        }
    }

    private String whatRuns() {
        return slot.running().map(Task::words).orElse("another request");
    }
}
