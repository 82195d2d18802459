package dev.slipway.activities.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.activities.deployment.ReadyWait.Logged;
import dev.slipway.activities.deployment.ReadyWait.Ready;
import dev.slipway.store.run.RunEventRow;
import dev.slipway.store.run.RunJournal;
import dev.slipway.workflows.deployment.ReadyDeadline;
import dev.slipway.workflows.deployment.ReadyRequest;
import dev.slipway.workflows.deployment.ReadyResult;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.run.RunEvent;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A wait and its deadline, on a clock that goes on with each heartbeat. */
@Timeout(60)
class ReadyWaitTest {
    private static final ReadyDeadline DEADLINE = new ReadyDeadline(60, 30, 600);
    private static final ReadyRequest REQUEST =
            new ReadyRequest("run", "a", "chat", "run.serve.1", 8001, "chat", "chat", "/runtime", DEADLINE);
    private static final ReadyResult READY = new ReadyResult(1, 2, "/v1/completions");

    private final KeptLines journal = new KeptLines();
    private long seconds = 1_000;
    private long offset;
    private final InstantSource clock = () -> Instant.ofEpochSecond(seconds);
    private final ReadyLog log = new ReadyLog(REQUEST, ReadyPosition.at(clock.millis()), journal, clock);
    private final ReadyWait wait = new ReadyWait(
            DEADLINE,
            log,
            end -> {
                throw new IllegalStateException("nothing ends here");
            },
            clock);

    @Test
    void aServerThatLogsMayTakeLongerThanWasDerived() throws InterruptedException {
        ReadyResult result = wait.result(beating(20, beat -> {
            if (beat == 10) {
                wait.tell(new Ready(READY));
            } else {
                say("layer " + beat);
            }
        }));

        assertThat(result).isEqualTo(READY);
        assertThat(seconds - 1_000).isGreaterThan(DEADLINE.derivedSeconds());
        assertThat(journal.lines).hasSize(9).startsWith("layer 1\n");
    }

    @Test
    void noServerMayTakeLongerThanTheCapHoweverMuchItLogs() {
        assertFails(beating(20, beat -> say("layer " + beat)), "after 600 s, and last logged something 20 s ago");
    }

    @Test
    void aServerThatIsSilentEndsWithTheDerivedTime() {
        wait.heard();

        assertFails(beating(20, beat -> {}), "after 60 s, and last logged something 60 s ago");
    }

    @Test
    void noDeadlineRunsBeforeThePodWasHeard() {
        assertFails(
                beating(1_000, beat -> {
                    if (beat == 3) {
                        wait.heard();
                    }
                }),
                "after 4000 s");
    }

    private void say(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        wait.heard();
        wait.tell(new Logged(offset, bytes));
        offset += bytes.length;
    }

    private void assertFails(BeatingContext context, String message) {
        assertThatThrownBy(() -> wait.result(context)).satisfies(thrown -> {
            assertThat(Failures.read(thrown).code()).isEqualTo(FailureCode.READY_DEADLINE);
            assertThat(Failures.read(thrown).message()).contains(message);
        });
    }

    /** Each heartbeat takes so many seconds, and then something happens. */
    private BeatingContext beating(int step, Beat beat) {
        return new BeatingContext(number -> {
            seconds += step;
            beat.happens(number);
        });
    }

    @FunctionalInterface
    private interface Beat {
        void happens(int number);
    }

    /** The context of an activity that does nothing but heartbeat. */
    private static final class BeatingContext extends ActivityExecutionContextBase {
        private final Beat beat;
        private int number;

        @SuppressWarnings("NullAway") // nothing else is asked of it
        BeatingContext(Beat beat) {
            super(null);
            this.beat = beat;
        }

        @Override
        public <V> void heartbeat(V details) {
            beat.happens(++number);
        }
    }

    /** A journal that keeps log lines. */
    private static final class KeptLines implements RunJournal {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void log(String runId, String jobId, long offset, String text) {
            lines.add(text);
        }

        @Override
        public void record(String runId, List<RunEvent> events) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void progress(String runId, long bytesDone, long bytesTotal, long bytesPerSecond) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<RunEventRow> after(String runId, long after, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Subscription follow(String runId, Runnable wake) {
            throw new UnsupportedOperationException();
        }
    }
}
