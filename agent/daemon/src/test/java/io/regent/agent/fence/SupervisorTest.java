package io.regent.agent.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.clock.BootTimeClock;
import io.regent.agent.fake.Await;
import io.regent.dcs.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real script, and processes that only look like a server. That nothing happened at a point is known when a second server, watched
 * until a little later, has been ended.
 */
class SupervisorTest {

    private static final Duration SOON = Duration.ofMillis(600);
    /** Long enough for what has to come before it, also on a machine that has much else to do. */
    private static final Duration IN_A_WHILE = Duration.ofSeconds(4);

    private static final Duration LATER = Duration.ofMinutes(10);
    /** The clock of the script counts in hundredths, it looks every quarter of a second at the most, and SIGKILL comes 0.3 s later. */
    private static final Duration LATEST = Duration.ofSeconds(1);

    @TempDir
    Path directory;

    private final BootTimeClock clock = new BootTimeClock();
    private MockServer server;
    private MockServer witness;
    private Supervisor supervisor;
    private Supervisor watch;

    @BeforeEach
    void begin() throws IOException {
        server = new MockServer(directory, "data");
        witness = new MockServer(directory, "witness");
        supervisor = supervisorOf(server);
        watch = supervisorOf(witness);
    }

    @AfterEach
    void end() {
        supervisor.dismiss();
        watch.dismiss();
        server.close();
        witness.close();
        Await.until(
                () -> server.supervisors().isEmpty() && witness.supervisors().isEmpty());
    }

    @Test
    @Spec("LES-045")
    void every_process_of_the_server_is_ended_when_the_point_comes() {
        Deadline point = armed(SOON);

        Await.until(() -> !server.isAnyAlive());
        Duration late = point.leftAt(clock.nanos()).negated();
        System.out.println("the supervisor had ended a stubborn server " + late.toMillis() + " ms after the point");

        assertThat(late).isPositive().isLessThan(LATEST);
        Await.until(() -> server.supervisors().isEmpty());
    }

    @Test
    void a_renewal_moves_the_point() {
        armed(IN_A_WHILE);
        armed(LATER);

        assertThatTheServerOutlives(IN_A_WHILE);
    }

    @Test
    void agents_that_share_a_folder_start_their_supervisors_at_the_same_time() throws Exception {
        int agents = 8;
        var together = new CyclicBarrier(agents);
        try (var threads = Executors.newFixedThreadPool(agents)) {
            List<Callable<Fifo.Sent>> starts = IntStream.range(0, agents)
                    .mapToObj(i -> (Callable<Fifo.Sent>) () -> {
                        together.await();
                        return startsAndEnds(directory.resolve("data" + i));
                    })
                    .toList();

            for (Future<Fifo.Sent> start : threads.invokeAll(starts)) {
                assertThat(start.get()).isEqualTo(Fifo.Sent.YES);
            }
        }
    }

    private Fifo.Sent startsAndEnds(Path data) throws IOException {
        var script = new SupervisorScript(new RuntimeDirectory(directory.resolve("run")), data, MockServer.PROGRAM);
        try (Fifo pipe = script.connect()) {
            Fifo.Sent sent = pipe.send("exit");
            Await.until(() -> script.pid().isEmpty());
            return sent;
        }
    }

    @Test
    void nothing_happens_after_it_was_disarmed() {
        armed(IN_A_WHILE);
        supervisor.disarm();

        assertThatTheServerOutlives(IN_A_WHILE);
    }

    @Test
    void a_postmaster_that_was_started_at_another_time_is_left_alone() {
        server.pretendsToHaveStartedEarlier();
        armed(SOON);

        Await.until(() -> server.supervisors().isEmpty());

        assertThat(server.isAnyAlive()).isTrue();
    }

    @Test
    void children_of_a_dead_postmaster_are_ended() {
        server.losesItsPostmaster();
        armed(SOON);

        Await.until(() -> !server.isAnyAlive());
    }

    @Test
    void a_server_that_is_being_started_is_ended_whichever_it_is() {
        server.pretendsToHaveStartedEarlier();
        armed(SOON);
        supervisor.serverStarts();

        Await.until(() -> !server.isAnyAlive());
    }

    @Test
    @Spec("IF-002")
    void the_next_agent_takes_the_living_supervisor_over() throws IOException {
        armed(IN_A_WHILE);
        awaitSupervisor();
        var before = server.supervisors();

        supervisor = supervisorOf(server);
        armed(LATER);

        assertThatTheServerOutlives(IN_A_WHILE);
        assertThat(server.supervisors()).isEqualTo(before);
    }

    @Test
    void an_agent_that_sees_a_standby_leaves_armed_what_its_predecessor_armed() throws IOException {
        armed(SOON);
        awaitSupervisor();

        supervisor = supervisorOf(server);
        supervisor.standbySeen();

        Await.until(() -> !server.isAnyAlive());
    }

    @Test
    void a_supervisor_that_was_killed_is_started_again() {
        armed(LATER);
        awaitSupervisor();
        server.supervisors().forEach(ProcessHandle::destroyForcibly);
        Await.until(() -> server.supervisors().isEmpty());

        armed(SOON);

        Await.until(() -> !server.isAnyAlive());
    }

    @Test
    void a_supervisor_that_was_killed_before_it_listened_is_started_again_at_the_next_word() {
        armed(LATER);
        Await.until(() -> !server.supervisors().isEmpty());
        server.supervisors().forEach(ProcessHandle::destroyForcibly);
        Deadline point = armed(SOON);

        Await.until(() -> {
            supervisor.arm(point);
            return !server.isAnyAlive();
        });
    }

    @Test
    void a_supervisor_that_does_not_read_blocks_nobody_and_then_believes_the_last_word() throws Exception {
        armed(IN_A_WHILE);
        awaitSupervisor();
        long pid = server.supervisors().getFirst().pid();
        new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor();

        IntStream.range(0, 100).forEach(i -> armed(IN_A_WHILE));
        armed(LATER);
        assertThatTheWitnessIsEndedAfter(IN_A_WHILE);
        new ProcessBuilder("kill", "-CONT", Long.toString(pid)).start().waitFor();
        IntStream.range(0, 5_000).forEach(i -> armed(LATER));

        assertThat(server.isAnyAlive()).isTrue();
    }

    /** The script waits for a quarter of a second at a time, and on a busy machine such a wait ends in the middle of a line. */
    @Test
    void a_line_that_arrives_in_two_parts_is_heard() throws IOException {
        armed(LATER);
        awaitSupervisor();
        try (var pipe = Files.newOutputStream(pipe(), StandardOpenOption.WRITE)) {
            pipe.write("ex".getBytes(StandardCharsets.US_ASCII));
            assertThatTheWitnessIsEndedAfter(SOON);
            pipe.write("it\n".getBytes(StandardCharsets.US_ASCII));

            Await.until(() -> server.supervisors().isEmpty());
        }
        assertThat(server.isAnyAlive()).isTrue();
    }

    @Test
    void it_goes_when_its_agent_has_gone_and_nothing_is_armed() throws IOException {
        armed(LATER);
        awaitSupervisor();
        supervisor.disarm();

        try (Fifo pipe = Fifo.open(pipe()).orElseThrow()) {
            pipe.send("agent %d 1".formatted(ProcessHandle.current().pid()));
        }

        Await.until(() -> server.supervisors().isEmpty());
        assertThat(server.isAnyAlive()).isTrue();
    }

    /** A process is there before it listens, and it listens before the agent has said what it had to say. */
    private void awaitSupervisor() {
        Await.until(() -> {
            try (Fifo pipe = Fifo.open(pipe()).orElse(null)) {
                return pipe != null && server.supervisors().size() == 1 && nobodyConnects();
            } catch (IOException e) {
                return false;
            }
        });
    }

    private static boolean nobodyConnects() {
        return Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("supervisor"));
    }

    private Path pipe() {
        return new RuntimeDirectory(directory.resolve("run")).fifo(server.data());
    }

    private Deadline armed(Duration left) {
        Deadline point = Deadline.after(clock.nanos(), left);
        supervisor.arm(point);
        return point;
    }

    private void assertThatTheServerOutlives(Duration point) {
        assertThatTheWitnessIsEndedAfter(point);
        assertThat(server.isAnyAlive()).isTrue();
    }

    private void assertThatTheWitnessIsEndedAfter(Duration point) {
        watch.arm(Deadline.after(clock.nanos(), point.multipliedBy(2)));
        Await.until(() -> !witness.isAnyAlive());
    }

    private Supervisor supervisorOf(MockServer watched) throws IOException {
        return Supervisor.of(
                clock,
                () -> watched,
                watched.data(),
                MockServer.PROGRAM,
                java.util.Optional.of(directory.resolve("run")));
    }
}
