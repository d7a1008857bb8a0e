package io.regent.agent.simulation.mutant;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** Records with one component replaced, so that a mutant names what it falsifies and nothing else. */
public final class Altered {

    private Altered() {}

    /**
     * The same record with another value in one place.
     *
     * @throws IllegalArgumentException if there is no such place, or the value does not fit there
     */
    @SuppressWarnings("unchecked") // the constructor of a record makes that record
    public static <R extends Record> R with(R record, String component, Object value) {
        List<RecordComponent> components = Arrays.asList(record.getClass().getRecordComponents());
        if (components.stream().map(RecordComponent::getName).noneMatch(component::equals)) {
            throw new IllegalArgumentException(record.getClass().getSimpleName() + " has no " + component);
        }
        try {
            Object[] values = new Object[components.size()];
            for (int i = 0; i < values.length; i++) {
                RecordComponent at = components.get(i);
                values[i] = at.getName().equals(component)
                        ? value
                        : at.getAccessor().invoke(record);
            }
            Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class[]::new);
            return (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("cannot alter %s of %s".formatted(component, record), e);
        }
    }
}
