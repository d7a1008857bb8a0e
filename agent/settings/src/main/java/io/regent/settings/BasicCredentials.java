package io.regent.settings;

import java.util.Optional;

/** A user name and a password for HTTP basic authentication. The password is never shown. */
public record BasicCredentials(String username, String password) {

    /** The subsection {@code authentication}; absent when there is no user name. */
    static Optional<BasicCredentials> from(Section section) {
        Optional<String> username = section.text("username");
        Optional<String> password = section.text("password");
        if (username.isPresent() != password.isPresent()) {
            section.problems()
                    .missing(section.at(username.isPresent() ? "password" : "username"), "given beside the other one");
        }
        section.reportUnknown();
        return username.flatMap(name -> password.map(secret -> new BasicCredentials(name, secret)));
    }

    @Override
    public String toString() {
        return "BasicCredentials[" + username + "]";
    }
}
