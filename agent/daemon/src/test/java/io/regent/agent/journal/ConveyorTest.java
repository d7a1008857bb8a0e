package io.regent.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ConveyorTest {

    @Test
    void nobody_waits_for_work_that_stands_still_and_what_finds_no_room_is_counted() throws InterruptedException {
        var conveyor = new Conveyor("test", 1);
        var begun = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        var done = new CopyOnWriteArrayList<Integer>();
        conveyor.offer(() -> {
            begun.countDown();
            await(released);
        });
        begun.await();
        for (int i = 0; i < 10; i++) {
            int number = i;
            conveyor.offer(() -> done.add(number));
        }
        assertThat(conveyor.dropped()).isEqualTo(9);

        released.countDown();
        conveyor.close();

        assertThat(done).isEqualTo(List.of(0));
    }

    @Test
    void work_that_fails_stops_nothing() {
        var done = new CopyOnWriteArrayList<Integer>();
        var conveyor = new Conveyor("test", 10);
        conveyor.offer(() -> {
            throw new IllegalStateException("on purpose");
        });
        conveyor.offer(() -> done.add(1));
        conveyor.close();

        assertThat(done).isEqualTo(List.of(1));
        assertThat(conveyor.dropped()).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
