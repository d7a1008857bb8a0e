package io.regent.agent.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.agent.fake.Await;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Asks something that may hang or fail, without doing either. */
class BoundedTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void an_answer_in_time_is_the_answer() {
        assertThat(Bounded.ask(() -> "here").within(LONG, "nothing")).isEqualTo("here");
    }

    @Test
    void a_hanging_question_is_interrupted() {
        var interrupted = new AtomicBoolean();
        Bounded<String> question = Bounded.ask(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
            return "late";
        });

        assertThat(question.within(Duration.ofMillis(20), "nothing")).isEqualTo("nothing");
        Await.until(interrupted::get);
    }

    @Test
    void a_failing_question_is_no_answer() {
        Bounded<String> question = Bounded.ask(() -> {
            throw new IllegalStateException("broken");
        });

        assertThat(question.within(LONG, "nothing")).isEqualTo("nothing");
    }

    @Test
    void an_answer_that_is_there_needs_no_time() {
        var answered = new AtomicBoolean();
        Bounded<String> question = Bounded.ask(() -> {
            answered.set(true);
            return "here";
        });
        Await.until(answered::get);
        Await.until(() -> question.within(Duration.ZERO, "nothing").equals("here"));

        assertThat(question.within(Duration.ofSeconds(-1), "nothing")).isEqualTo("here");
    }
}
