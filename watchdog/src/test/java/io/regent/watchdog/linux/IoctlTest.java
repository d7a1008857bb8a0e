package io.regent.watchdog.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IoctlTest {

    /** As a C program prints them. */
    @ParameterizedTest
    @CsvSource({
        "amd64, GET_SUPPORT, 80285700", "amd64, KEEP_ALIVE, 80045705", "amd64, SET_TIMEOUT, c0045706",
        "aarch64, GET_TIMEOUT, 80045707", "ppc64le, GET_SUPPORT, 40285700", "ppc64le, SET_TIMEOUT, c0045706",
        "ppc64le, GET_TIMEOUT, 40045707"
    })
    void a_request_has_the_number_that_the_kernel_knows(String architecture, Ioctl ioctl, String number) {
        assertThat(Long.toHexString(ioctl.request(architecture))).isEqualTo(number);
    }
}
