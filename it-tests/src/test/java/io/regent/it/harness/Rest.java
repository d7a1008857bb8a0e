package io.regent.it.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Plain HTTP requests to the agents. */
public final class Rest {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(90);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private Rest() {}

    /** An answer, whatever its status. */
    public record Answer(int status, String body) {

        /**
         * The body, read as JSON.
         *
         * @throws UncheckedIOException when it is something else
         */
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException("not JSON: " + body, e);
            }
        }
    }

    public static Answer get(String url) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).GET());
    }

    /** Operations answer when they are done, so they are given time. */
    public static Answer post(String url, String json) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(url))
                .timeout(LONG_PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    public static Answer patch(String url, String json) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(url))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(json)));
    }

    /** DELETE. */
    public static Answer delete(String url) throws IOException {
        return send(
                HttpRequest.newBuilder(URI.create(url)).timeout(LONG_PATIENCE).DELETE());
    }

    private static Answer send(HttpRequest.Builder request) throws IOException {
        try {
            var answer = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for an answer", e);
        }
    }
}
