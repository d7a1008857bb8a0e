package io.regent.postgres.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PostmasterFileTest {

    @Test
    void a_complete_file_says_who_runs_since_when_and_whether_it_is_ready() {
        var file = PostmasterFile.parse(
                        "7384\n/data\n1795255611\n54991\n/tmp\nlocalhost\n  2146411         4\nready   \n")
                .orElseThrow();

        assertThat(file).isEqualTo(new PostmasterFile(7384, 1795255611, "ready"));
        assertThat(file.isReady()).isTrue();
    }

    @Test
    void a_file_that_is_still_being_written_is_not_ready() {
        assertThat(PostmasterFile.parse("7384\n/data\n")).contains(new PostmasterFile(7384, 0, ""));
    }

    @Test
    void a_single_user_server_notes_a_negative_pid() {
        assertThat(PostmasterFile.parse("-7384\n/data\n1795255611\n"))
                .contains(new PostmasterFile(7384, 1795255611, ""));
    }

    @Test
    void rubbish_names_nobody() {
        assertThat(PostmasterFile.parse("")).isEmpty();
        assertThat(PostmasterFile.parse("nobody\n")).isEmpty();
    }
}
