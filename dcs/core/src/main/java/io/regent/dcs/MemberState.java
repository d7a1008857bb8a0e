package io.regent.dcs;

/** The state a member publishes; the order is the order of the metric's numbers 0 to 14 (HA-006). */
public enum MemberState {
    INITDB("initializing new cluster"),
    INITDB_FAILED("initdb failed"),
    CUSTOM_BOOTSTRAP("running custom bootstrap script"),
    CUSTOM_BOOTSTRAP_FAILED("custom bootstrap failed"),
    CREATING_REPLICA("creating replica"),
    RUNNING("running"),
    STARTING("starting"),
    BOOTSTRAP_STARTING("starting after custom bootstrap"),
    START_FAILED("start failed"),
    RESTARTING("restarting"),
    RESTART_FAILED("restart failed"),
    STOPPING("stopping"),
    STOPPED("stopped"),
    STOP_FAILED("stop failed"),
    CRASHED("crashed");

    private final String words;

    MemberState(String words) {
        this.words = words;
    }

    /** The words on the wire. */
    public String words() {
        return words;
    }
}
