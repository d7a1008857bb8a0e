package io.regent.restapi.access;

import static io.regent.restapi.access.BasicAuthentication.Verdict.GRANTED;
import static io.regent.restapi.access.BasicAuthentication.Verdict.NOT_AUTHENTICATED;
import static io.regent.restapi.access.BasicAuthentication.Verdict.NO_HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.restapi.RestApiSettings.Credentials;
import io.regent.restapi.access.BasicAuthentication.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BasicAuthenticationTest {

    private static final Credentials REQUIRED = new Credentials("jürgen", "paß:wort");

    @Test
    @Spec("API-129")
    void only_the_configured_pair_is_let_in() {
        assertThat(judge("Basic " + encoded("jürgen:paß:wort"))).isEqualTo(GRANTED);
        assertThat(judge("basic  " + encoded("jürgen:paß:wort"))).isEqualTo(GRANTED);
        assertThat(judge("Basic " + encoded("jürgen:wrong"))).isEqualTo(NOT_AUTHENTICATED);
        assertThat(judge("Basic " + encoded("jürgen:paß:wort1"))).isEqualTo(NOT_AUTHENTICATED);
        assertThat(judge("Basic %%%")).isEqualTo(NOT_AUTHENTICATED);
        assertThat(judge("Bearer " + encoded("jürgen:paß:wort"))).isEqualTo(NOT_AUTHENTICATED);
        assertThat(judge("")).isEqualTo(NOT_AUTHENTICATED);
    }

    @Test
    @Spec("API-129")
    void no_header_is_an_answer_of_its_own() {
        assertThat(BasicAuthentication.judge(Optional.empty(), Optional.of(REQUIRED)))
                .isEqualTo(NO_HEADER);
    }

    @Test
    void nothing_is_asked_where_nothing_is_configured() {
        assertThat(BasicAuthentication.judge(Optional.empty(), Optional.empty()))
                .isEqualTo(GRANTED);
    }

    @Test
    void a_password_is_never_shown() {
        assertThat(REQUIRED.toString()).doesNotContain("wort");
    }

    private static Verdict judge(String header) {
        return BasicAuthentication.judge(Optional.of(header), Optional.of(REQUIRED));
    }

    private static String encoded(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
