package io.regent.restapi;

import java.util.function.Supplier;

/** A node whose server says what the test says. */
public record FakeStatus(Supplier<StatusSnapshot> published, Supplier<StatusSnapshot> asked)
        implements PresentStatusSource {

    /** A server that says what was published. */
    public static FakeStatus of(Supplier<StatusSnapshot> published) {
        return new FakeStatus(published, published);
    }

    @Override
    public StatusSnapshot snapshot() {
        return published.get();
    }

    @Override
    public StatusSnapshot present() {
        return asked.get();
    }
}
