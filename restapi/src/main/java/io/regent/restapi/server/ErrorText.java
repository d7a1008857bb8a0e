package io.regent.restapi.server;

import io.undertow.util.StatusCodes;

/** The page that says why a request failed (API-006). */
final class ErrorText {

    private ErrorText() {}

    static String page(int code, String method) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>Error %1$d</title></head>
                <body>
                <h1>Error %1$d: %2$s</h1>
                <p>%3$s.</p>
                </body>
                </html>
                """.formatted(code, StatusCodes.getReason(code), escaped(explanation(code, method)));
    }

    private static String explanation(int code, String method) {
        return switch (code) {
            case 400 -> "The body must be a JSON object that is not empty";
            case 409 -> "The value was changed by somebody else meanwhile";
            case 411 -> "A body with a Content-Length is required";
            case 413 -> "The body is too large";
            case 500 -> "The request failed, the log of the server says why";
            case 501 -> "Unsupported method ('%s'). Server does not support this operation".formatted(method);
            case 502 -> "There is no such value, or it could not be written";
            case 503 -> "The DCS does not answer, or there is no value to change";
            default -> StatusCodes.getReason(code);
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
