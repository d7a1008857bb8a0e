package io.regent.agent.decision;

import io.regent.dcs.MemberRole;

/**
 * One call of an operator's script (HA-183).
 *
 * @param role what the server is from now on; on a stop, what it was, or {@code demoted}
 */
public record Callback(Event event, MemberRole role) {

    /** What there are scripts for. */
    public enum Event {
        START("on_start"),
        STOP("on_stop"),
        RESTART("on_restart"),
        RELOAD("on_reload"),
        ROLE_CHANGE("on_role_change");

        private final String word;

        Event(String word) {
            this.word = word;
        }

        /** The name of the setting, and the first argument of the script. */
        public String word() {
            return word;
        }
    }
}
