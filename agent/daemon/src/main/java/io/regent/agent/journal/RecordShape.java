package io.regent.agent.journal;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The components of a class of records: how they are read, and how a record is built of them. */
final class RecordShape {

    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return new RecordShape(type);
        }
    };

    private final Class<?> owner;
    private final List<RecordComponent> components;
    private final Constructor<?> constructor;

    private RecordShape(Class<?> owner) {
        this.owner = owner;
        this.components = List.of(owner.getRecordComponents());
        try {
            constructor = owner.getDeclaredConstructor(
                    components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(owner + " is no record", e);
        }
        constructor.setAccessible(true);
        components.stream().map(RecordComponent::getAccessor).forEach(accessor -> accessor.setAccessible(true));
    }

    static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** The class of a type, without its arguments. */
    static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType parameterized -> (Class<?>) parameterized.getRawType();
            default -> throw new IllegalStateException(type.getTypeName() + " has no form in a trace");
        };
    }

    /** The records that a sealed type stands for. */
    static Stream<Class<?>> leaves(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .flatMap(type -> type.isSealed() ? leaves(type) : Stream.of(type));
    }

    int size() {
        return components.size();
    }

    /** Whether it only gives a type to one value. */
    boolean isWrapper() {
        return size() == 1 && components.getFirst().getType() != Optional.class;
    }

    String name(int index) {
        return components.get(index).getName();
    }

    /** The type of a component of a record that was declared as given, which says what type variables stand for. */
    Type type(int index, Type declared) {
        Type type = components.get(index).getGenericType();
        if (!(type instanceof TypeVariable<?> variable)) {
            return type;
        }
        int position = List.of(owner.getTypeParameters()).indexOf(variable);
        if (declared instanceof ParameterizedType parameterized && position >= 0) {
            return parameterized.getActualTypeArguments()[position];
        }
        throw new IllegalStateException("%s does not say what %s is".formatted(declared.getTypeName(), variable));
    }

    Object value(Record tree, int index) {
        Method accessor = components.get(index).getAccessor();
        try {
            return accessor.invoke(tree);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(accessor + " cannot be called", e);
        }
    }

    Object build(List<?> values) {
        try {
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("%s cannot be built of %s".formatted(owner, values), e.getCause());
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException(owner + " cannot be built", e);
        }
    }
}
