package io.regent.ctl.output;

import io.regent.ctl.output.Column.Alignment;
import io.regent.dcs.Cluster;
import io.regent.dcs.HostPort;
import io.regent.dcs.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The members of a cluster as rows (CTL-025 to CTL-034). */
public final class MemberSheet {

    private static final int DEFAULT_PORT = 5432;
    private static final int REASON_LIMIT = 50;

    /** For whom the rows are: the eye, which wants short headings and no repetition, or a program. */
    public enum Style {
        TABLE,
        TREE,
        TEXT,
        OBJECTS;

        /** The style of rows printed in a format. */
        public static Style of(Format format) {
            return switch (format) {
                case PRETTY -> TABLE;
                case TSV -> TEXT;
                case JSON, YAML -> OBJECTS;
            };
        }

        private boolean isForTheEye() {
            return this == TABLE || this == TREE;
        }
    }

    /** Which of the columns that only some clusters need are shown (CTL-031). */
    public enum Extent {
        AS_NEEDED,
        EXTENDED
    }

    /** A column that is left out when no member has anything in it. */
    private record Extra(String title, Function<Member, Object> cell) {}

    private final String name;
    private final Cluster cluster;
    private final Style style;
    private final Roles roles;
    private final boolean portsMatter;

    private MemberSheet(String name, Cluster cluster, Style style) {
        this.name = name;
        this.cluster = cluster;
        this.style = style;
        this.roles = new Roles(cluster);
        this.portsMatter = portsMatter(cluster);
    }

    /** The rows of a cluster. */
    public static Sheet of(String name, Cluster cluster, Style style, Extent extent) {
        return new MemberSheet(name, cluster, style).sheet(extent);
    }

    private Sheet sheet(Extent extent) {
        List<Extra> extras = Stream.of(
                        new Extra("Pending restart", member -> member.pendingRestart() ? "*" : ""),
                        new Extra("Pending restart reason", this::reason),
                        new Extra("Scheduled restart", MemberSheet::scheduledRestart),
                        new Extra("Tags", this::tags))
                .filter(extra -> extent == Extent.EXTENDED
                        || cluster.members().stream().anyMatch(member -> !"".equals(extra.cell.apply(member))))
                .toList();
        List<TreeOrder.Place> places = style == Style.TREE ? TreeOrder.of(cluster) : TreeOrder.flat(cluster);
        return new Sheet(
                columns(extras),
                places.stream().map(place -> row(place, extras)).toList());
    }

    private List<Column> columns(List<Extra> extras) {
        var columns = new ArrayList<Column>();
        if (!style.isForTheEye()) {
            columns.add(Column.left("Cluster"));
        }
        Stream.of("Member", "Host", "Role", "State").map(Column::left).forEach(columns::add);
        columns.add(Column.right("TL"));
        columns.add(Column.right("Receive LSN"));
        columns.add(new Column("Receive Lag", "Lag", Alignment.RIGHT));
        columns.add(Column.right("Replay LSN"));
        columns.add(new Column("Replay Lag", "Lag", Alignment.RIGHT));
        extras.stream().map(extra -> Column.left(extra.title)).forEach(columns::add);
        return columns;
    }

    private List<Object> row(TreeOrder.Place place, List<Extra> extras) {
        Member member = place.member();
        boolean leads = cluster.isLedBy(member.name());
        LagText received =
                leads ? LagText.NONE : LagText.received(member, cluster.status().optime());
        LagText replayed =
                leads ? LagText.NONE : LagText.replayed(member, cluster.status().optime());
        var cells = new ArrayList<Object>();
        if (!style.isForTheEye()) {
            cells.add(name);
        }
        cells.add(place.prefix() + member.name());
        cells.add(member.address().map(this::host).orElse(""));
        cells.add(roles.of(member));
        cells.add(state(member).orElse(""));
        cells.add(member.timeline().<Object>map(timeline -> timeline.number()).orElse(""));
        cells.addAll(List.of(received.lsn(), received.lag(), replayed.lsn(), replayed.lag()));
        extras.forEach(extra -> cells.add(extra.cell.apply(member)));
        return cells;
    }

    /** How a member replicates says more than that it runs; a leader that follows nobody does not (CTL-030); that it is stuck says most (LES-074). */
    private Optional<String> state(Member member) {
        if (member.isRunning() && member.stuck().isPresent()) {
            return Optional.of("stuck");
        }
        return cluster.isLedBy(member.name()) && !roles.isStandbyCluster()
                ? member.state()
                : member.replicationState().or(member::state);
    }

    /** Ports are told of all members when one has its own, or when two share a host (CTL-028). */
    private static boolean portsMatter(Cluster cluster) {
        Set<String> hosts = new HashSet<>();
        return cluster.members().stream()
                .flatMap(member -> member.address().stream())
                .anyMatch(address -> address.port() != DEFAULT_PORT || !hosts.add(address.host()));
    }

    private String host(HostPort address) {
        return portsMatter ? address.host() + ":" + address.port() : address.host();
    }

    private Object reason(Member member) {
        if (!(member.data().get("pending_restart_reason") instanceof Map<?, ?> reasons)) {
            return "";
        }
        return String.join(
                "\n",
                reasons.entrySet().stream()
                        .map(entry -> reason(String.valueOf(entry.getKey()), entry.getValue()))
                        .toList());
    }

    private String reason(String parameter, Object change) {
        String text = "%s: %s->%s".formatted(parameter, field(change, "old_value"), field(change, "new_value"));
        return style.isForTheEye() && text.length() > REASON_LIMIT ? parameter + ": [hidden - too long]" : text;
    }

    private static Object scheduledRestart(Member member) {
        Object scheduled = member.data().get("scheduled_restart");
        String at = field(scheduled, "schedule");
        String version = field(scheduled, "postgres_version");
        return at.isEmpty() || version.isEmpty() ? at : at + " if version < " + version;
    }

    private static String field(@Nullable Object map, String key) {
        return Optional.ofNullable(map)
                .filter(Map.class::isInstance)
                .map(Map.class::cast)
                .map(fields -> fields.get(key))
                .map(Object::toString)
                .orElse("");
    }

    private Object tags(Member member) {
        Map<String, Object> tags = member.tags().values();
        if (tags.isEmpty()) {
            return "";
        }
        return switch (style) {
            case TABLE -> YamlText.block(tags).stripTrailing();
            case TREE, TEXT -> YamlText.flow(tags);
            case OBJECTS -> tags;
        };
    }
}
