package io.regent.restapi.client;

/** A certificate, key or authority that cannot be used. The message names the setting, the file and the reason. */
public final class InvalidClientTls extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidClientTls(String message) {
        super(message);
    }
}
