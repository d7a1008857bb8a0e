package io.regent.postgres.sql;

import io.regent.postgres.ReplicationSlot;
import io.regent.postgres.SlotPattern;
import io.regent.postgres.replication.SlotChange;
import io.regent.postgres.wal.Lsn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The replication slots of a running server. */
public record Slots(Session session) {

    /**
     * Makes them what is wanted; gives one sentence for each change that the server refused.
     *
     * @param foreign slots that are left as they are (HA-131)
     */
    public List<String> keep(Map<String, Lsn> wanted, Collection<SlotPattern> foreign) throws SQLException {
        var refusals = new ArrayList<String>();
        List<ReplicationSlot> present = present();
        present.stream()
                .filter(slot -> !slot.physical() && wanted.containsKey(slot.name()))
                .forEach(slot -> refusals.add("slot " + slot.name() + " exists and is logical"));
        for (SlotChange change : SlotChange.between(present, wanted, foreign)) {
            try {
                apply(change);
            } catch (SQLException e) {
                refusals.add(change + ": " + e.getMessage());
            }
        }
        return refusals;
    }

    private List<ReplicationSlot> present() throws SQLException {
        var slots = new ArrayList<ReplicationSlot>();
        try (var statement = session.createStatement();
                var rows = statement.executeQuery("SELECT slot_name, slot_type = 'physical', active, temporary, "
                        + "restart_lsn::text FROM pg_replication_slots")) {
            while (rows.next()) {
                slots.add(new ReplicationSlot(
                        rows.getString(1),
                        rows.getBoolean(2),
                        rows.getBoolean(3),
                        rows.getBoolean(4),
                        Optional.ofNullable(rows.getString(5)).map(Lsn::parse)));
            }
        }
        return slots;
    }

    private void apply(SlotChange change) throws SQLException {
        switch (change) {
            case SlotChange.Create(String name) -> run("SELECT pg_create_physical_replication_slot(?, true)", name);
            case SlotChange.Drop(String name) -> run("SELECT pg_drop_replication_slot(?)", name);
            case SlotChange.Advance(String name, Lsn to) ->
                run("SELECT pg_replication_slot_advance(?, ?::pg_lsn)", name, to.toString());
        }
    }

    private void run(String text, String... arguments) throws SQLException {
        try (var statement = session.prepareStatement(text)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            statement.execute();
        }
    }
}
