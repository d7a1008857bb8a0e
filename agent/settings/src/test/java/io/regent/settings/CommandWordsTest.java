package io.regent.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.regent.Spec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words of a command are split without a shell. */
class CommandWordsTest {

    @Spec("HA-187")
    @Test
    void blanks_separate_words_outside_of_quotes() {
        assertThat(CommandWords.of("  /opt/move ip\t--to  eth0 ")).containsExactly("/opt/move", "ip", "--to", "eth0");
        assertThat(CommandWords.of("sh -c 'a \"b\" $HOME' x\"y z\"w ''"))
                .containsExactly("sh", "-c", "a \"b\" $HOME", "xy zw", "");
    }

    @Spec("HA-187")
    @Test
    void a_backslash_takes_the_next_character_as_it_is() {
        assertThat(CommandWords.of("a\\ b \"c\\\"d\\n\" 'e\\'")).isEqualTo(List.of("a b", "c\"d\\n", "e\\"));
        assertThat(CommandWords.of("end\\")).containsExactly("end\\");
    }

    @Test
    void a_quote_that_is_not_closed_and_an_empty_command_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandWords.of("sh -c 'a"))
                .withMessage("the quote ' is not closed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandWords.of("  "))
                .withMessage("there is no command");
    }
}
