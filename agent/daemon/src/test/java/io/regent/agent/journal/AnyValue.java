package io.regent.agent.journal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes values of any type that a view may hold, whatever components it has. */
final class AnyValue {

    private static final int SMALLEST_IDENTIFIER = 1_000_000_000;

    private final Random random;

    AnyValue(long seed) {
        random = new Random(seed);
    }

    Object of(Type type) {
        Class<?> raw = RecordShape.raw(type);
        if (raw.isRecord()) {
            return record(raw, type);
        }
        if (raw.isSealed()) {
            List<Class<?>> leaves = RecordShape.leaves(raw).toList();
            Class<?> leaf = leaves.get(random.nextInt(leaves.size()));
            return record(leaf, leaf);
        }
        if (raw.isEnum()) {
            Object[] constants = Objects.requireNonNull(raw.getEnumConstants());
            return constants[random.nextInt(constants.length)];
        }
        return raw.isPrimitive() || type instanceof Class<?> ? plain(raw) : container(raw, (ParameterizedType) type);
    }

    private Object record(Class<?> raw, Type type) {
        RecordShape shape = RecordShape.of(raw);
        var values = new ArrayList<>();
        for (int i = 0; i < shape.size(); i++) {
            values.add(of(shape.type(i, type)));
        }
        return shape.build(values);
    }

    /** Texts that are good for names and for identifiers, numbers that are good for ports and for timelines. */
    private Object plain(Class<?> raw) {
        if (raw == boolean.class || raw == Boolean.class) {
            return random.nextBoolean();
        }
        if (raw == int.class || raw == Integer.class) {
            return 1 + random.nextInt(60_000);
        }
        if (raw == long.class || raw == Long.class) {
            return random.nextLong();
        }
        if (raw == Duration.class) {
            return Duration.ofMillis(random.nextInt());
        }
        if (raw == OffsetDateTime.class) {
            return OffsetDateTime.parse("2026-03-01T12:00:00.123456+01:00").plusSeconds(random.nextInt());
        }
        if (raw == String.class || raw == Object.class) {
            return Integer.toString(SMALLEST_IDENTIFIER + random.nextInt(SMALLEST_IDENTIFIER));
        }
        throw new AssertionError("what is a " + raw + "?");
    }

    private Object container(Class<?> raw, ParameterizedType type) {
        Type[] of = type.getActualTypeArguments();
        int size = random.nextInt(3);
        if (raw == Optional.class) {
            return size == 0 ? Optional.empty() : Optional.of(of(of[0]));
        }
        if (raw == Map.class || raw == SortedMap.class) {
            Map<Object, Object> map = raw == Map.class ? new LinkedHashMap<>() : new TreeMap<>();
            for (int i = 0; i < size; i++) {
                map.put(of(of[0]), of(of[1]));
            }
            return map;
        }
        if (raw == List.class || raw == SortedSet.class) {
            var values = raw == List.class ? new ArrayList<Object>() : new TreeSet<Object>();
            for (int i = 0; i < size; i++) {
                values.add(of(of[0]));
            }
            return values;
        }
        throw new AssertionError("what is a " + type + "?");
    }
}
