package io.regent.ctl.output;

import io.regent.ctl.output.MemberSheet.Extent;
import io.regent.ctl.output.MemberSheet.Style;
import io.regent.dcs.Cluster;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.Initialization;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.dcs.Versioned;
import io.regent.dcs.wire.Wire;
import io.regent.postgres.wal.Lsn;
import java.util.Optional;
import java.util.stream.Collectors;

/** The members of a cluster in any format, with its title and what is to be known of it as a whole. */
public final class ClusterText {

    private static final String SCHEDULED = "Switchover scheduled at:";
    private static final long MEGABYTE = 1 << 20;
    private static final long SEGMENT = 16 * MEGABYTE;

    private ClusterText() {}

    /** The members, each line ended. */
    public static String list(String name, Cluster cluster, Format format, Extent extent) {
        Sheet sheet = MemberSheet.of(name, cluster, Style.of(format), extent);
        return switch (format) {
            case PRETTY ->
                Table.of(sheet, title(name, cluster))
                        + footer(cluster)
                        + (extent == Extent.EXTENDED ? slots(cluster) : "");
            case TSV -> TabSeparated.of(sheet);
            case JSON -> JsonText.of(sheet.withoutEmptyCells()) + "\n";
            case YAML -> YamlText.block(sheet.withoutEmptyCells()) + "\n";
        };
    }

    /** The members as a tree, each line ended. */
    public static String tree(String name, Cluster cluster) {
        Sheet sheet = MemberSheet.of(name, cluster, Style.TREE, Extent.AS_NEEDED);
        return Table.of(sheet, title(name, cluster)) + footer(cluster);
    }

    private static String title(String name, Cluster cluster) {
        return " Cluster: %s (%s) ".formatted(name, identity(cluster.initialization()));
    }

    /** CTL-024. */
    private static String identity(Initialization initialization) {
        return switch (initialization) {
            case Initialization.Absent() -> "uninitialized";
            case Initialization.InProgress() -> "initializing";
            case Initialization.Done(var system) -> system.digits();
            case Initialization.Garbage(String text) -> text;
        };
    }

    /** CTL-035. */
    private static String footer(Cluster cluster) {
        String paused = new Roles(cluster).isPaused() ? " Maintenance mode: on\n" : "";
        return paused
                + troubles(cluster)
                + progress(cluster)
                + cluster.failover()
                        .map(Versioned::value)
                        .map(ClusterText::scheduled)
                        .orElse("");
    }

    private static String troubles(Cluster cluster) {
        return cluster.members().stream()
                .filter(Member::isRunning)
                .flatMap(member ->
                        member.stuck().map(why -> " %s is stuck: %s\n".formatted(member.name(), why)).stream())
                .collect(Collectors.joining());
    }

    private static String progress(Cluster cluster) {
        return cluster.members().stream()
                .flatMap(member ->
                        ProgressText.of(member).map(text -> " %s: %s\n".formatted(member.name(), text)).stream())
                .collect(Collectors.joining());
    }

    /** Slots that keep a segment of the log or more: one that nobody reads from fills the disk in the end (LES-078). */
    private static String slots(Cluster cluster) {
        Lsn end = cluster.status().optime();
        return cluster.status().slots().entrySet().stream()
                .filter(slot -> slot.getValue().bytesBehind(end) >= SEGMENT)
                .map(slot -> " Slot %s keeps %d MB of the log\n"
                        .formatted(slot.getKey(), slot.getValue().bytesBehind(end) / MEGABYTE))
                .collect(Collectors.joining());
    }

    private static String scheduled(FailoverRequest request) {
        return request.scheduledAt()
                .map(time -> " " + SCHEDULED + " " + Wire.timestamp(time) + "\n"
                        + side("from:", request.leader())
                        + side("to:", request.candidate()))
                .orElse("");
    }

    private static String side(String label, Optional<MemberName> member) {
        String blanks = " ".repeat(1 + SCHEDULED.length() - label.length());
        return member.map(name -> blanks + label + " " + name + "\n").orElse("");
    }
}
