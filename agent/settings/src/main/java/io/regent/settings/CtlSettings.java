package io.regent.settings;

import java.util.Optional;

/**
 * How members are asked over their REST API, by the CLI and by other members (CFG-114, CFG-115).
 *
 * @param authentication of {@code ctl}, else of {@code restapi}
 * @param insecure whether certificates of members are not verified
 * @param cacert a file or directory with certificate authorities; of {@code ctl}, else {@code restapi.cafile}
 * @param certfile the client's certificate
 * @param keyfile its key; absent when the certificate's file holds it
 * @param keyfilePassword never shown
 */
public record CtlSettings(
        Optional<BasicCredentials> authentication,
        boolean insecure,
        Optional<String> cacert,
        Optional<String> certfile,
        Optional<String> keyfile,
        Optional<String> keyfilePassword) {

    /** The section {@code ctl}, where {@code restapi} says what it leaves open. */
    static CtlSettings from(Section ctl, Section restapi) {
        Optional<BasicCredentials> own = BasicCredentials.from(ctl.section("authentication"));
        var settings = new CtlSettings(
                own.or(() -> BasicCredentials.from(restapi.section("authentication"))),
                ctl.flag("insecure", false),
                ctl.text("cacert").or(() -> restapi.text("cafile")),
                ctl.text("certfile"),
                ctl.text("keyfile"),
                ctl.text("keyfile_password"));
        ctl.reportUnknown();
        return settings;
    }

    @Override
    public String toString() {
        return "CtlSettings[authentication=%s, insecure=%s, cacert=%s, certfile=%s, keyfile=%s]"
                .formatted(authentication, insecure, cacert, certfile, keyfile);
    }
}
