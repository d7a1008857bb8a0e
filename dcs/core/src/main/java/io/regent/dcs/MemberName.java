package io.regent.dcs;

/**
 * The name of a member, unique within its cluster.
 *
 * @param value not blank
 */
public record MemberName(String value) implements Comparable<MemberName> {

    public MemberName {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a member name must not be empty");
        }
    }

    @Override
    public int compareTo(MemberName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
