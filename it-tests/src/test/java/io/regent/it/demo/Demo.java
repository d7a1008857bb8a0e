package io.regent.it.demo;

import io.regent.it.harness.Distribution;
import io.regent.it.harness.Product;
import io.regent.it.harness.Workspace;
import java.io.Console;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Entry point of {@code ./demo}. Exit code 0 when the story went as told, 1 when not. */
public final class Demo {

    private Demo() {}

    public static void main(String[] arguments) throws InterruptedException {
        boolean auto = List.of(arguments).contains("--auto");
        var screen = new Screen(System.out, onTerminal());
        var workspace = new Workspace(Distribution.top().resolve("target/demo"));
        boolean good = play(screen, workspace, auto);
        if (good && !auto) {
            // until Ctrl-C; the workspace then clears up by itself
            new CountDownLatch(1).await();
        }
        workspace.close();
        screen.say("");
        screen.say("Everything is stopped and removed; the logs are kept in target/demo.");
        System.exit(good ? 0 : 1);
    }

    private static boolean onTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    private static boolean play(Screen screen, Workspace workspace, boolean auto) {
        try {
            var story = new Story(screen, workspace, Product.REGENT);
            story.play();
            if (!auto) {
                story.showHowToGoOn();
            }
            return true;
        } catch (Exception | AssertionError failure) {
            if (!workspace.ended()) {
                screen.bad(failure.toString());
                System.err.println(workspace.lastLines());
            }
            return false;
        }
    }
}
