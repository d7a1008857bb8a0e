package io.regent.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.ReplicationSlot.Trait;
import io.regent.postgres.SlotChange.Advance;
import io.regent.postgres.SlotChange.AdvanceLogical;
import io.regent.postgres.SlotChange.Create;
import io.regent.postgres.SlotChange.CreateLogical;
import io.regent.postgres.SlotChange.Drop;
import io.regent.postgres.SlotPattern.Kind;
import io.regent.postgres.wal.Lsn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SlotChangeTest {

    private static final Lsn OLD = Lsn.parse("0/3000000");
    private static final Lsn NEW = Lsn.parse("0/4000000");
    private static final Decoder SHOP = new Decoder("shop", "pgoutput");

    @Test
    void missing_slots_are_created_and_unknown_ones_dropped() {
        assertThat(changes(List.of(idle("old")), Map.of("new", Lsn.NONE), List.of()))
                .containsExactly(new Drop("old"), new Create("new"));
    }

    @Spec("LES-084")
    @Test
    void slots_in_use_temporary_ones_and_logical_ones_stay() {
        var active = ReplicationSlot.physical("active", Optional.of(OLD), Trait.ACTIVE);
        var temporary = ReplicationSlot.physical("temporary", Optional.of(OLD), Trait.TEMPORARY);
        var logical = logical("logical");

        assertThat(changes(List.of(active, temporary, logical), Map.of(), List.of()))
                .isEmpty();
        assertThat(changes(List.of(active, logical), Map.of("active", NEW), List.of()))
                .isEmpty();
    }

    @Test
    void an_idle_slot_is_advanced_never_set_back() {
        assertThat(changes(List.of(idle("a")), Map.of("a", NEW), List.of())).containsExactly(new Advance("a", NEW));
        assertThat(changes(List.of(idle("a")), Map.of("a", OLD), List.of())).isEmpty();
        assertThat(changes(List.of(idle("a")), Map.of("a", Lsn.NONE), List.of()))
                .isEmpty();
    }

    @Test
    void a_slot_that_lost_its_log_is_made_anew() {
        var lost = ReplicationSlot.physical("a", Optional.empty());

        assertThat(changes(List.of(lost), Map.of("a", Lsn.NONE), List.of()))
                .containsExactly(new Drop("a"), new Create("a"));
    }

    @Test
    @Spec({"HA-131", "LES-084"})
    void somebody_elses_slot_stays_as_it_is_wanted_or_not() {
        var named = pattern("theirs", Optional.of(Kind.PHYSICAL), Optional.empty(), Optional.empty());

        assertThat(changes(List.of(idle("theirs"), idle("old")), Map.of(), List.of(named)))
                .containsExactly(new Drop("old"));
        assertThat(changes(List.of(idle("theirs")), Map.of("theirs", NEW), List.of(named)))
                .isEmpty();
    }

    @Test
    @Spec("HA-131")
    void a_pattern_covers_a_slot_only_if_everything_that_it_names_is_the_same() {
        var others = List.of(
                pattern("old", Optional.of(Kind.LOGICAL), Optional.empty(), Optional.empty()),
                pattern("old", Optional.empty(), Optional.of("shop"), Optional.empty()),
                pattern("old", Optional.empty(), Optional.empty(), Optional.of("wal2json")),
                pattern("older", Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(changes(List.of(idle("old")), Map.of(), others)).containsExactly(new Drop("old"));
        assertThat(new SlotPattern(Optional.empty(), Optional.of(Kind.PHYSICAL), Optional.empty(), Optional.empty())
                        .covers(idle("any")))
                .isTrue();
    }

    @Test
    @Spec("HA-130")
    void a_slot_of_another_kind_database_or_plugin_is_made_anew() {
        SlotPlan wanted = plan(true, Set.of(), "app");

        assertThat(SlotChange.between(List.of(idle("app")), wanted, List.of()))
                .containsExactly(new Drop("app"), new CreateLogical("app", SHOP));
        assertThat(SlotChange.between(List.of(logical("app", new Decoder("shop", "wal2json"))), wanted, List.of()))
                .containsExactly(new Drop("app"), new CreateLogical("app", SHOP));
        assertThat(SlotChange.between(List.of(logical("app", new Decoder("till", "pgoutput"))), wanted, List.of()))
                .containsExactly(new Drop("app"), new CreateLogical("app", SHOP));
        assertThat(changes(List.of(logical("app")), Map.of("app", Lsn.NONE), List.of()))
                .containsExactly(new Drop("app"), new Create("app"));
        assertThat(SlotChange.between(List.of(logical("app", Trait.ACTIVE)), plan(true, Set.of("app")), List.of()))
                .isEmpty();
    }

    @Test
    void a_logical_slot_is_made_where_no_change_can_be_missed_and_moved_everywhere() {
        assertThat(SlotChange.between(List.of(), plan(true, Set.of(), "app"), List.of()))
                .containsExactly(new CreateLogical("app", SHOP));
        assertThat(SlotChange.between(List.of(), plan(false, Set.of(), "app"), List.of()))
                .isEmpty();
        assertThat(SlotChange.between(List.of(logical("app")), plan(false, Set.of(), "app"), List.of()))
                .containsExactly(new AdvanceLogical("app", "shop", NEW));
        assertThat(SlotChange.between(List.of(logical("app", Trait.ACTIVE)), plan(false, Set.of(), "app"), List.of()))
                .isEmpty();
    }

    @Spec("LES-084")
    @Test
    void what_does_harm_or_is_of_no_use_goes_unless_it_is_somebody_elses() {
        var theirs = pattern("app", Optional.of(Kind.LOGICAL), Optional.of("shop"), Optional.of("pgoutput"));

        assertThat(SlotChange.between(List.of(logical("app")), plan(false, Set.of("app")), List.of()))
                .containsExactly(new Drop("app"));
        assertThat(SlotChange.between(List.of(logical("app", Trait.LOST)), plan(false, Set.of(), "app"), List.of()))
                .containsExactly(new Drop("app"));
        assertThat(SlotChange.between(List.of(logical("app", Trait.LOST)), plan(false, Set.of()), List.of()))
                .isEmpty();
        assertThat(SlotChange.between(List.of(logical("app")), plan(false, Set.of("app")), List.of(theirs)))
                .isEmpty();
        var lost = ReplicationSlot.physical("a", Optional.of(OLD), Trait.LOST);
        assertThat(changes(List.of(lost), Map.of("a", Lsn.NONE), List.of()))
                .containsExactly(new Drop("a"), new Create("a"));
    }

    @Spec("LES-084")
    @Test
    void the_slots_of_the_server_and_of_a_first_copy_stay() {
        var servers = logical("app", Trait.LEFT_TO_SERVER);
        var copying = logical("pg_16394_sync_16389_7300000000000000000");
        SlotPlan wanted = plan(false, Set.of(servers.name(), copying.name()));

        assertThat(SlotChange.between(List.of(servers, copying), wanted, List.of()))
                .isEmpty();
        assertThat(SlotChange.between(
                        List.of(logical("app", Trait.LEFT_TO_SERVER, Trait.IN_THE_WAY)), wanted, List.of()))
                .containsExactly(new Drop("app"));
    }

    private static List<SlotChange> changes(
            List<ReplicationSlot> present, Map<String, Lsn> physical, List<SlotPattern> foreign) {
        return SlotChange.between(present, SlotPlan.physical(physical), foreign);
    }

    private static SlotPlan plan(boolean makes, Set<String> discarded, String... logical) {
        var wanted = new TreeMap<String, SlotPlan.Logical>();
        Stream.of(logical).forEach(name -> wanted.put(name, new SlotPlan.Logical(SHOP, NEW)));
        return new SlotPlan(new TreeMap<>(), wanted, makes, new TreeSet<>(discarded));
    }

    private static ReplicationSlot logical(String name, Trait... traits) {
        return logical(name, SHOP, traits);
    }

    private static ReplicationSlot logical(String name, Decoder decoder, Trait... traits) {
        return ReplicationSlot.logical(name, decoder, OLD, traits);
    }

    private static SlotPattern pattern(
            String name, Optional<Kind> kind, Optional<String> database, Optional<String> plugin) {
        return new SlotPattern(Optional.of(name), kind, database, plugin);
    }

    private static ReplicationSlot idle(String name) {
        return ReplicationSlot.physical(name, Optional.of(OLD));
    }
}
