package io.regent.restapi.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one HTTP reply, whichever way it tells its end: by its length, in chunks, or by closing the connection. */
final class ReplyReader {

    /**
     * How a request ended.
     *
     * @param headers by name in lower case
     */
    record Reply(RestAnswer answer, Map<String, String> headers) {

        Reply {
            headers = Map.copyOf(headers);
        }

        /** Without a reply. */
        static Reply none(RestAnswer answer) {
            return new Reply(answer, Map.of());
        }
    }

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");
    private static final int LINE_LIMIT = 16 * 1024;
    private static final int BODY_LIMIT = 16 * 1024 * 1024;

    private final InputStream input;

    ReplyReader(InputStream input) {
        this.input = new BufferedInputStream(input);
    }

    Reply read() throws IOException {
        String line = line();
        Matcher status = STATUS_LINE.matcher(line);
        if (!status.matches()) {
            throw new ProtocolException("the answer is no HTTP");
        }
        Map<String, String> headers = headers();
        String body = new String(body(headers), StandardCharsets.UTF_8);
        return new Reply(new RestAnswer.Replied(Integer.parseInt(status.group(1)), body), headers);
    }

    private Map<String, String> headers() throws IOException {
        var headers = new HashMap<String, String>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunks();
        }
        String length = headers.get("content-length");
        if (length != null) {
            return exactly(size(length, 10));
        }
        byte[] body = input.readNBytes(BODY_LIMIT + 1);
        refuseBeyondLimit(body.length);
        return body;
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            refuseBeyondLimit(body.size() + size);
            body.write(exactly(size));
            line();
        }
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return size(line().replaceFirst(";.*", "").strip(), 16);
    }

    private static int size(String digits, int radix) throws IOException {
        try {
            int size = Integer.parseInt(digits, radix);
            refuseBeyondLimit(size);
            return size;
        } catch (NumberFormatException e) {
            throw new ProtocolException("the answer has the length '" + digits + "'");
        }
    }

    private static void refuseBeyondLimit(int size) throws IOException {
        if (size < 0 || size > BODY_LIMIT) {
            throw new ProtocolException("the answer is longer than " + BODY_LIMIT + " bytes");
        }
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = input.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("the connection was closed within the answer");
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0 || line.length() > LINE_LIMIT) {
                throw new EOFException("the connection was closed before the answer");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
