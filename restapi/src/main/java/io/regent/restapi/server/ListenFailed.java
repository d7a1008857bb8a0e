package io.regent.restapi.server;

import io.regent.restapi.ListenAddress;

/** The server cannot listen where {@code restapi.listen} says (API-001). The message is written for the operator. */
public final class ListenFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ListenFailed(ListenAddress address, Throwable cause) {
        super("restapi.listen: can't listen on %s: %s".formatted(address, rootOf(cause)), cause);
    }

    private static String rootOf(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
