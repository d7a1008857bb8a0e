package io.regent.postgres.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GucSettingTest {

    @ParameterizedTest
    @CsvSource({
        "integer, 2MB,  524288,  1TB,       true",
        "integer, MB,   6GB,     6GB,       false",
        "integer, 8kB,  16384,   128MB,     true",
        "integer, 8kB,  16384,   131072kB,  true",
        "integer, 8kB,  16384,   129MB,     false",
        "integer, s,    300,     5min,      true",
        "integer, ms,   1500,    1.5s,      true",
        "integer, ,     100,     0x64,      true",
        "integer, ,     100,     100MB,     false",
        "integer, kB,   64,      plenty,    false",
        "real,    ms,   2,       2000us,    true",
        "real,    ,     0.1,     1e-1,      true",
        "bool,    ,     on,      TRUE,      true",
        "bool,    ,     off,     0,         true",
        "bool,    ,     on,      o,         false",
        "enum,    ,     replica, REPLICA,   true",
        "enum,    ,     on,      true,      true",
        "string,  ,     a,       A,         false",
    })
    @Spec("CFG-199")
    void a_wanted_value_is_compared_by_its_meaning(
            String type, String unit, String setting, String wanted, boolean same) {
        assertThat(new GucSetting("any", setting, Optional.ofNullable(unit), type).means(wanted))
                .isEqualTo(same);
    }
}
