package io.regent.restapi;

import io.regent.dcs.Cluster;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.dcs.ReadAnswer;
import io.regent.dcs.Tags;
import io.regent.dcs.WriteAnswer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An agent that does as the test says and notes what it was told. */
public final class FakeOperations implements Operations {

    public final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    public ReadAnswer reading = new ReadAnswer.Seen(Cluster.EMPTY);
    public final Deque<ReadAnswer> laterReadings = new ArrayDeque<>();
    public ConfigAnswer config = new ConfigAnswer.Current(new DynamicConfig(Map.of("ttl", 20)));
    public FailoverAnswer failover = new FailoverAnswer.Requested();
    public WriteAnswer clearing = new WriteAnswer.Done(8);
    public CandidateAnswer candidate = new CandidateAnswer.Answered(Tags.NONE, false);
    /** Answers that differ from the one of all. */
    public Map<MemberName, CandidateAnswer> answers = Map.of();

    public RestartAnswer restart = new RestartAnswer.Restarted();
    public ScheduleAnswer schedule = new ScheduleAnswer.Scheduled();
    public ReinitializeAnswer reinitialize = new ReinitializeAnswer.Started();
    public FailsafeReply consent = new FailsafeReply.Off();
    public boolean hasScheduledRestart;
    public Runnable beforeReading = () -> {};
    public Runnable whileWaiting = () -> {};

    @Override
    public ReadAnswer readCluster() {
        beforeReading.run();
        return reading;
    }

    @Override
    public ReadAnswer readClusterAfterChange(Duration atMost) {
        whileWaiting.run();
        ReadAnswer next = laterReadings.poll();
        return next == null ? reading : next;
    }

    @Override
    public ConfigAnswer patchConfig(Map<String, Object> patch) {
        calls.add("patch " + patch);
        return config;
    }

    @Override
    public ConfigAnswer replaceConfig(Map<String, Object> document) {
        calls.add("replace " + document);
        return config;
    }

    @Override
    public FailoverAnswer requestFailover(FailoverRequest request) {
        calls.add("request %s to %s at %s"
                .formatted(
                        request.leader().map(MemberName::value).orElse("-"),
                        request.candidate().map(MemberName::value).orElse("-"),
                        request.scheduledAt().map(Object::toString).orElse("-")));
        return failover;
    }

    @Override
    public WriteAnswer clearFailover(long revision) {
        calls.add("clear failover " + revision);
        return clearing;
    }

    @Override
    public Map<MemberName, CandidateAnswer> askCandidates(List<Member> members) {
        var given = new LinkedHashMap<MemberName, CandidateAnswer>();
        members.forEach(member -> given.put(member.name(), answers.getOrDefault(member.name(), candidate)));
        return given;
    }

    @Override
    public RestartAnswer restart(RestartConditions conditions) {
        calls.add("restart " + conditions.timeout().map(Duration::toString).orElse(""));
        return restart;
    }

    @Override
    public ScheduleAnswer scheduleRestart(ScheduledRestart scheduled) {
        calls.add("schedule " + scheduled.at());
        return schedule;
    }

    @Override
    public boolean deleteScheduledRestart() {
        return hasScheduledRestart;
    }

    @Override
    public FailsafeReply consentTo(FailsafeCaller leader) {
        calls.add("consent to " + leader);
        return consent;
    }

    @Override
    public void reload() {
        calls.add("reload");
    }

    @Override
    public ReinitializeAnswer reinitialize(ReinitializeRequest request) {
        calls.add("reinitialize force=%s fromLeader=%s discardsNewerData=%s"
                .formatted(request.force(), request.fromLeader(), request.discardsNewerData()));
        return reinitialize;
    }
}
