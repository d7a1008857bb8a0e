package io.regent.restapi.operations;

/** The two ways to change the leader, and the words of their answers (API-098, API-099). */
enum FailoverAction {
    SWITCHOVER("Switchover", "switched over"),
    FAILOVER("Failover", "failed over");

    private final String word;
    private final String done;

    FailoverAction(String word, String done) {
        this.word = word;
        this.done = done;
    }

    String word() {
        return word;
    }

    /** As in "Successfully switched over to". */
    String done() {
        return done;
    }
}
