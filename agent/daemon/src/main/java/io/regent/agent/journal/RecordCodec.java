package io.regent.agent.journal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts trees of records into plain JSON values and back, whatever their components are, so that a new component of the view needs
 * nothing here.
 *
 * <p>A record is an object, a case of a sealed type an object that names the case in {@code @}, a record around one value that
 * value, an absent {@link Optional} is left out. {@code Object} stands for JSON that is kept as it is.
 */
final class RecordCodec {

    private static final String CASE = "@";

    private final Map<Class<?>, Object> withheld;

    /**
     * A codec that withholds values.
     *
     * @param withheld what is written instead of every value of a class
     */
    RecordCodec(Map<Class<?>, Object> withheld) {
        this.withheld = Map.copyOf(withheld);
    }

    /**
     * The value as JSON.
     *
     * @throws IllegalStateException when a type has no form in JSON, which is a fault of ours
     */
    @Nullable
    Object encode(@Nullable Object given, Type type) {
        if (given == null) {
            return null;
        }
        Object value = withheld.getOrDefault(given.getClass(), given);
        Class<?> raw = RecordShape.raw(type);
        return switch (value) {
            case Optional<?> optional -> optional.isEmpty() ? null : encode(optional.get(), argument(type, 0));
            case Object any when raw == Object.class -> any;
            case Boolean flag -> flag;
            case Number number -> number;
            case String text -> text;
            case Enum<?> constant -> constant.name();
            case Duration duration -> duration.toString();
            case Instant instant -> instant.toString();
            case OffsetDateTime time -> time.toString();
            case Map<?, ?> map -> object(map, type);
            case Collection<?> values ->
                values.stream()
                        .map(element -> encode(element, argument(type, 0)))
                        .collect(Collectors.toList());
            case Record tree -> raw.isSealed() ? named(tree) : record(tree, type);
            default -> throw formless(type);
        };
    }

    /**
     * The value that {@link #encode} made this JSON of.
     *
     * @throws IllegalStateException when it made none such of the type
     */
    Object decode(@Nullable Object json, Type type) {
        Class<?> raw = RecordShape.raw(type);
        if (raw == Optional.class) {
            return json == null ? Optional.empty() : Optional.of(decode(json, argument(type, 0)));
        }
        if (raw.isRecord()) {
            return built(RecordShape.of(raw), json, type);
        }
        if (json == null) {
            throw new IllegalStateException(type.getTypeName() + " is missing in the trace");
        }
        if (raw == Object.class) {
            return json;
        }
        if (raw.isSealed()) {
            return ofCase(raw, json);
        }
        return raw.isEnum() ? constant(raw, json) : plain(raw, json, type);
    }

    private Object plain(Class<?> raw, Object json, Type type) {
        return switch (json) {
            case Boolean flag -> flag;
            case Number number when raw == int.class || raw == Integer.class -> number.intValue();
            case Number number when raw == long.class || raw == Long.class -> number.longValue();
            case Number number when raw == double.class || raw == Double.class -> number.doubleValue();
            case String text when raw == String.class -> text;
            case String text when raw == Duration.class -> Duration.parse(text);
            case String text when raw == Instant.class -> Instant.parse(text);
            case String text when raw == OffsetDateTime.class -> OffsetDateTime.parse(text);
            case Map<?, ?> map
            when raw.isAssignableFrom(LinkedHashMap.class) -> entries(map, type, new LinkedHashMap<>());
            case Map<?, ?> map when raw == SortedMap.class -> entries(map, type, new TreeMap<>());
            case List<?> list when raw.isAssignableFrom(ArrayList.class) -> elements(list, type, new ArrayList<>());
            case List<?> list when raw == SortedSet.class -> elements(list, type, new TreeSet<>());
            case List<?> list when raw == Set.class -> elements(list, type, new LinkedHashSet<>());
            default -> throw formless(type);
        };
    }

    private Map<String, Object> object(Map<?, ?> map, Type type) {
        var object = new LinkedHashMap<String, Object>();
        map.forEach((key, value) ->
                put(object, String.valueOf(encode(key, argument(type, 0))), encode(value, argument(type, 1))));
        return object;
    }

    private @Nullable Object record(Record tree, Type type) {
        RecordShape shape = RecordShape.of(tree.getClass());
        return shape.isWrapper() ? encode(shape.value(tree, 0), shape.type(0, type)) : components(tree, shape, type);
    }

    private Map<String, Object> named(Record tree) {
        var object = new LinkedHashMap<String, Object>();
        object.put(CASE, tree.getClass().getSimpleName());
        object.putAll(components(tree, RecordShape.of(tree.getClass()), tree.getClass()));
        return object;
    }

    private Map<String, Object> components(Record tree, RecordShape shape, Type type) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < shape.size(); i++) {
            @Nullable Object json = encode(shape.value(tree, i), shape.type(i, type));
            if (json != null) {
                object.put(shape.name(i), json);
            }
        }
        return object;
    }

    private Object built(RecordShape shape, @Nullable Object json, Type type) {
        if (shape.isWrapper()) {
            return shape.build(List.of(decode(json, shape.type(0, type))));
        }
        if (!(json instanceof Map<?, ?> object)) {
            throw new IllegalStateException("%s is no object in the trace: %s".formatted(type.getTypeName(), json));
        }
        return fromObject(shape, object, type);
    }

    private Object fromObject(RecordShape shape, Map<?, ?> object, Type type) {
        var values = new ArrayList<>();
        for (int i = 0; i < shape.size(); i++) {
            values.add(decode(object.get(shape.name(i)), shape.type(i, type)));
        }
        return shape.build(values);
    }

    private Object ofCase(Class<?> sealed, Object json) {
        if (json instanceof Map<?, ?> object && object.get(CASE) instanceof String name) {
            Class<?> found = RecordShape.leaves(sealed)
                    .filter(leaf -> leaf.getSimpleName().equals(name))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("%s has no case %s".formatted(sealed.getName(), name)));
            return fromObject(RecordShape.of(found), object, found);
        }
        throw new IllegalStateException("%s without its case in the trace: %s".formatted(sealed.getName(), json));
    }

    private static Object constant(Class<?> type, Object json) {
        for (Object constant : Objects.requireNonNull(type.getEnumConstants())) {
            if (((Enum<?>) constant).name().equals(json)) {
                return constant;
            }
        }
        throw new IllegalStateException("%s has no constant %s".formatted(type.getName(), json));
    }

    private <T extends Map<Object, Object>> T entries(Map<?, ?> map, Type type, T target) {
        map.forEach((key, value) ->
                put(target, decode(key, argument(type, 0)), value == null ? null : decode(value, argument(type, 1))));
        return target;
    }

    private <T extends Collection<Object>> T elements(List<?> list, Type type, T target) {
        list.forEach(element -> target.add(decode(element, argument(type, 0))));
        return target;
    }

    /** Documents of others may hold nulls, and keep them. */
    @SuppressWarnings("NullAway")
    private static <K> void put(Map<K, Object> map, K key, @Nullable Object value) {
        map.put(key, value);
    }

    private static Type argument(Type type, int index) {
        if (type instanceof ParameterizedType parameterized) {
            return parameterized.getActualTypeArguments()[index];
        }
        throw formless(type);
    }

    private static IllegalStateException formless(Type type) {
        return new IllegalStateException(type.getTypeName() + " has no form in a trace");
    }
}
