package io.regent.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTest {

    private final List<String> called = new ArrayList<>();

    @Test
    void closing_never_fails_because_what_was_done_is_done() {
        var session = new Session(brokenPipe());
        assertThatCode(session::close).doesNotThrowAnyException();
        assertThat(called).containsExactly("close");
    }

    @Test
    void a_session_that_cannot_say_is_not_open() {
        assertThat(new Session(brokenPipe()).isOpen()).isFalse();
    }

    private Connection brokenPipe() {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    called.add(method.getName());
                    throw new SQLException("Unable to close connection properly", "08006");
                });
    }
}
