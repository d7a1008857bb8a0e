package io.regent.restapi.server;

import io.regent.restapi.operations.Reply;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Something unsafe that a request may ask for.
 *
 * @param perform what is done; may block
 */
record Action(RequestBody body, Function<Map<String, Object>, Reply> perform) {

    /** The actions by method and first path segment. */
    static Map<String, Action> of(Node node) {
        var actions = new HashMap<String, Action>();
        actions.put("PATCH config", new Action(RequestBody.MANDATORY, node.configuration()::patch));
        actions.put("PUT config", new Action(RequestBody.MANDATORY, node.configuration()::replace));
        actions.put("POST switchover", new Action(RequestBody.MANDATORY, node.switchover()::switchover));
        actions.put(
                "DELETE switchover",
                new Action(RequestBody.IGNORED, _ -> node.switchover().delete()));
        actions.put("POST failover", new Action(RequestBody.MANDATORY, node.switchover()::failover));
        actions.put("POST restart", new Action(RequestBody.OPTIONAL, node.restart()::restart));
        actions.put(
                "DELETE restart",
                new Action(RequestBody.IGNORED, _ -> node.restart().delete()));
        actions.put("POST reload", new Action(RequestBody.IGNORED, _ -> node.reload()));
        actions.put("POST reinitialize", new Action(RequestBody.OPTIONAL, node.reinitialize()::reinitialize));
        actions.put("POST failsafe", new Action(RequestBody.MANDATORY, node.consent()::vote));
        return Map.copyOf(actions);
    }

    static Optional<Action> find(Map<String, Action> actions, String method, String segment) {
        return Optional.ofNullable(actions.get(method + " " + segment));
    }
}
