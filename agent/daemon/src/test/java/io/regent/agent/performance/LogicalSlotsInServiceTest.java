package io.regent.agent.performance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.regent.Spec;
import io.regent.agent.configuration.ServerConfiguration;
import io.regent.agent.decision.Action;
import io.regent.agent.fake.Await;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.dcs.MemberName;
import io.regent.postgres.Decoder;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ReplicationSlot;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.SlotCopies;
import io.regent.postgres.wal.Lsn;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a member does for logical slots besides keeping them. */
class LogicalSlotsInServiceTest {

    private static final Action.CopySlots COPY =
            new Action.CopySlots(new MemberName("node-2"), new TreeSet<>(Set.of("app")));

    @TempDir
    Path data;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private PerformerFixture given;
    private FakeNode node;

    @BeforeEach
    void build() {
        given = new PerformerFixture(data);
        node = given.node;
        node.initialized();
        node.dcs.put(
                FakeNode.PREFIX + "config",
                "{\"slots\":{\"app\":{\"type\":\"logical\",\"database\":\"shop\",\"plugin\":\"pgoutput\"}}}");
        node.dcs.put(FakeNode.PREFIX + "leader", "node-2");
        node.member("node-2", "{\"conn_url\":\"postgres://10.0.0.12:5432/postgres\",\"state\":\"running\"}");
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void close() {
        logger().detachAppender(log);
        given.close();
    }

    @Test
    @Spec("LES-082")
    void a_server_is_not_stopped_when_there_is_nothing_to_copy() {
        node.postgres.is(standby());
        node.postgres.offersSlots(new SlotCopies(new TreeMap<>(), List.of("slot app needs the log from 0/1 on")));

        given.performer.carryOut(COPY, node.view());
        Await.until(() -> node.slot.running().isEmpty());

        assertThat(node.postgres.calls()).contains("fetchSlots app").doesNotContain("installSlots app");
    }

    @Test
    void what_can_be_copied_is_laid_into_the_server() {
        node.postgres.is(standby());
        node.postgres.offersSlots(new SlotCopies(new TreeMap<>(Map.of("app", new byte[] {1})), List.of()));

        given.performer.carryOut(COPY, node.view());
        Await.until(() -> node.postgres.calls().contains("installSlots app"));
    }

    @Test
    @Spec("HA-129")
    void the_server_tells_its_primary_which_rows_its_slots_need_whatever_the_settings_say() {
        assertThat(feedback()).isNotEqualTo("on");
        node.postgres.is(standby());

        given.finish(node.view());

        assertThat(feedback()).isEqualTo("on");
        node.dcs.put(FakeNode.PREFIX + "config", "{}");
        given.finish(node.view());
        assertThat(feedback()).isNotEqualTo("on");
    }

    @Test
    @Spec("HA-128")
    void a_promotion_warns_of_slots_that_are_not_sound_yet() {
        node.postgres.is(standby("app"));
        given.finish(node.view());
        Await.until(() -> node.postgres.calls().contains("soundSlots node_1"));

        promote();
        assertThat(warnings()).anyMatch(line -> line.contains("[app] may lack changes"));
    }

    @Test
    @Spec("HA-128")
    void a_promotion_does_not_warn_of_slots_that_are_sound() {
        node.postgres.is(standby("app"));
        node.postgres.hasSoundSlots(Set.of("app", "other"));
        given.finish(node.view());
        var learned = new CountDownLatch(1);
        node.slot.chore("after that", learned::countDown);
        Await.until(() -> learned.getCount() == 0);

        promote();
        assertThat(warnings()).noneMatch(line -> line.contains("may lack changes"));
    }

    @Test
    @Spec("CFG-035")
    void a_version_that_cannot_keep_them_is_warned_about_once() {
        node.postgres.is(Samples.ofVersion(Samples.primaryFacts(1, List.of()), 100023));

        given.finish(node.view());
        given.finish(node.view());

        assertThat(warnings()).filteredOn(line -> line.contains("before 11")).hasSize(1);
    }

    @Test
    void a_slot_that_is_not_there_is_not_sound_either() {
        node.postgres.is(standby());
        given.finish(node.view());

        promote();
        assertThat(warnings()).anyMatch(line -> line.contains("[app] may lack changes"));
    }

    private void promote() {
        node.dcs.delete(FakeNode.PREFIX + "leader");
        given.performer.carryOut(new Action.Promote(), given.leading());
        Await.until(() -> node.postgres.calls().contains("promote"));
    }

    private Object feedback() {
        return ServerConfiguration.of(node.settings).parameters().getOrDefault("hot_standby_feedback", "");
    }

    private List<String> warnings() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(SoundSlots.class);
    }

    private static PostgresState standby(String... slots) {
        ServerFacts facts = ((PostgresState.Running) Samples.standby(1)).facts();
        return Samples.withSlots(
                facts,
                List.of(slots).stream()
                        .map(name ->
                                ReplicationSlot.logical(name, new Decoder("shop", "pgoutput"), Lsn.parse("0/4000000")))
                        .toList());
    }
}
