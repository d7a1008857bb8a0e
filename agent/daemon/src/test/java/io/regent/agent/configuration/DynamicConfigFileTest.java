package io.regent.agent.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.fake.Samples;
import io.regent.dcs.DynamicConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dynamic document in the data directory. */
class DynamicConfigFileTest {

    private static final DynamicConfig DOCUMENT = Samples.config("{\"ttl\":40,\"loop_wait\":5}");

    @TempDir
    Path data;

    @Test
    void what_was_saved_is_there_after_a_restart() {
        var file = new DynamicConfigFile(data);
        assertThat(file.load()).isEmpty();
        assertThat(file.isOutdated(DOCUMENT)).isTrue();

        file.save(DOCUMENT);

        assertThat(file.isOutdated(DOCUMENT)).isFalse();
        assertThat(new DynamicConfigFile(data).load()).contains(DOCUMENT);
    }

    @Test
    void a_document_that_is_there_need_not_be_saved_again() {
        new DynamicConfigFile(data).save(DOCUMENT);
        var file = new DynamicConfigFile(data);
        file.load();

        assertThat(file.isOutdated(DOCUMENT)).isFalse();
        file.forget();
        assertThat(file.isOutdated(DOCUMENT)).isTrue();
    }

    @Test
    void a_damaged_file_is_no_document() throws IOException {
        Files.writeString(data.resolve("patroni.dynamic.json"), "{\"ttl\":");

        assertThat(new DynamicConfigFile(data).load()).isEmpty();
    }

    @Spec("CFG-155")
    @ParameterizedTest
    @CsvSource({"rwx------, rw-------", "rwxr-x---, rw-r-----"})
    void the_file_follows_the_mode_of_the_data_directory(String directory, String expected) throws IOException {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString(directory));

        new DynamicConfigFile(data).save(DOCUMENT);

        assertThat(Files.getPosixFilePermissions(data.resolve("patroni.dynamic.json")))
                .isEqualTo(PosixFilePermissions.fromString(expected));
    }

    @Test
    void a_directory_that_cannot_be_written_is_no_disaster() {
        var file = new DynamicConfigFile(data.resolve("gone"));

        file.save(DOCUMENT);

        assertThat(file.isOutdated(DOCUMENT)).isTrue();
    }
}
