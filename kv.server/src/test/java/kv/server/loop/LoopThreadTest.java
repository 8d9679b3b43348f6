package kv.server.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopThreadTest {

    /// A loop that tells on which thread it takes its mail.
    private static final class Telling implements Loop {

        private final Mailbox<CompletableFuture<String>> mail;
        private final AtomicInteger starts = new AtomicInteger();
        private final AtomicInteger ends = new AtomicInteger();

        Telling(Wakeup wakeup) {
            mail = new Mailbox<>(wakeup);
        }

        String askForThread() throws Exception {
            CompletableFuture<String> name = new CompletableFuture<>();
            mail.put(name);
            return name.get(10, TimeUnit.SECONDS);
        }

        @Override
        public String roleName() {
            return "telling";
        }

        @Override
        public void onStart() {
            starts.incrementAndGet();
        }

        @Override
        public int doWork(long nowNs) {
            return mail.drain(1, name -> name.complete(Thread.currentThread().getName()));
        }

        @Override
        public void onClose() {
            ends.incrementAndGet();
        }
    }

    @Test
    void givesLoopsAwayBetweenTwoRounds() throws Exception {
        LinkedBlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
        LoopThread first = new LoopThread("first", Clock.SYSTEM, failures::add);
        LoopThread second = new LoopThread("second", Clock.SYSTEM, failures::add);
        LoopCall call = new LoopCall(first);
        Telling stays = new Telling(first);
        Telling goes = new Telling(call);
        first.start(List.of(stays, goes));
        assertEquals("first", goes.askForThread());

        CompletableFuture<Void> gone = new CompletableFuture<>();
        first.part(given -> {
            call.redirect(second);
            second.resume(given);
            gone.complete(null);
        });
        gone.get(10, TimeUnit.SECONDS);

        assertEquals("second", goes.askForThread());
        assertEquals("first", stays.askForThread());
        first.close();
        second.close();
        assertEquals(List.of(1, 1, 1, 1), List.of(stays.starts.get(), stays.ends.get(),
                goes.starts.get(), goes.ends.get()));
        if (!failures.isEmpty()) {
            fail(failures.peek());
        }
    }
}
