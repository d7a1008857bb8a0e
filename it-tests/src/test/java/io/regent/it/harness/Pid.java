package io.regent.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A process of this machine, by its number. */
public record Pid(long number) {

    /** Whether it runs. A zombie that nobody reaps does not. */
    public boolean alive() {
        try {
            String stat = Files.readString(Path.of("/proc/" + number + "/stat"));
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state != 'Z' && state != 'X';
        } catch (IOException gone) {
            return false;
        }
    }

    /** Whether its command line names the given text: a number alone may have been given to another process. */
    public boolean commandNames(String text) {
        try {
            return alive()
                    && Files.readString(Path.of("/proc/" + number + "/cmdline")).contains(text);
        } catch (IOException gone) {
            return false;
        }
    }

    public void send(Signal signal) {
        Shell.run("kill", "-" + signal, Long.toString(number));
    }

    public void awaitEnd(Duration limit) {
        Await.until("the end of process " + number, limit, () -> !alive());
    }

    /** The signals that the scenarios use. */
    public enum Signal {
        HUP,
        TERM,
        QUIT,
        KILL,
        STOP,
        CONT
    }
}
