package io.regent.settings;

/** A user name and a password for HTTP basic authentication. The password is never shown. */
public record BasicCredentials(String username, String password) {

    @Override
    public String toString() {
        return "BasicCredentials[" + username + "]";
    }
}
