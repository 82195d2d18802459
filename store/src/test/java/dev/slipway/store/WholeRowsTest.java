package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.store.deployment.DeploymentRepository;
import dev.slipway.store.deployment.GpuLeaseKey;
import dev.slipway.store.deployment.GpuLeaseRepository;
import dev.slipway.store.deployment.GpuLeaseRow;
import dev.slipway.store.deployment.InstanceRepository;
import dev.slipway.store.deployment.PortLeaseKey;
import dev.slipway.store.deployment.PortLeaseRepository;
import dev.slipway.store.deployment.PortLeaseRow;
import dev.slipway.store.model.ModelRepository;
import dev.slipway.store.pod.GpuRepository;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.store.pod.RuntimeRepository;
import dev.slipway.store.run.RunEventKey;
import dev.slipway.store.run.RunEventRepository;
import dev.slipway.store.run.RunEventRow;
import dev.slipway.store.run.RunLogKey;
import dev.slipway.store.run.RunLogRepository;
import dev.slipway.store.run.RunLogRow;
import dev.slipway.store.run.RunRepository;
import dev.slipway.store.token.TokenRepository;
import dev.slipway.store.token.TokenRow;
import dev.slipway.workflows.pod.PodStatus;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every column holds what its name says, read past the repositories, and comes back to where it came from. */
class WholeRowsTest extends StoreContract {
    @Test
    void everyTableKeepsEveryColumn() {
        kept("pod", PodRepository.class, Rows.pod("a"), "a");
        var gpu = Rows.gpu("a", "GPU-1", 4);
        kept("gpu", GpuRepository.class, gpu, gpu.id());
        var runtime = Rows.runtime("a", "release", 12);
        kept("runtime", RuntimeRepository.class, runtime, runtime.id());
        var model = Rows.model("a", "c1", 12);
        kept("model", ModelRepository.class, model, model.id());
        kept("deployment", DeploymentRepository.class, Rows.deployment("chat", "a"), "chat");
        var instance = Rows.instance("chat", 3);
        kept("instance", InstanceRepository.class, instance, instance.id());
        var share = new GpuLeaseRow(new GpuLeaseKey("GPU-1", "chat", 3), 500, "run", 11);
        kept("gpu_lease", GpuLeaseRepository.class, share, share.id());
        kept("port_lease", PortLeaseRepository.class, port(), port().id());
        kept("run", RunRepository.class, Rows.endedRun("r"), "r");
        var event = new RunEventRow(new RunEventKey("r", 7), "step/gather", "STEP", 11, "{\"state\":\"DONE\"}");
        kept("run_event", RunEventRepository.class, event, event.id());
        var log = new RunLogRow(new RunLogKey("r", "r.runtime.1", 4096), 7, "a line");
        kept("run_log", RunLogRepository.class, log, log.id());
        kept("token", TokenRepository.class, new TokenRow("id", "laptop", "hash", "admin", 11, 12), "id");

        assertThat(tables()).hasSize(12).allSatisfy(table -> assertThat(select("select * from " + table))
                .as(table)
                .hasSize(1));
    }

    private List<String> tables() {
        return select("select table_name as name from information_schema.tables where table_schema = 'public'").stream()
                .flatMap(row -> row.values().stream())
                .filter(table -> !table.equals("flyway_schema_history"))
                .toList();
    }

    @Test
    void whatIsSetOfAPodIsAllThatChanges() {
        var pods = bean(PodRepository.class);
        pods.save(Rows.pod("a"));
        var pod = new Stored("pod", Rows.pod("a"));

        pods.setAccess("a", "admin@b", new byte[] {6}, "ssh-rsa BBBB", "print-2", "boot-2@18", 101);
        pod.has("target=admin@b", "access_sealed=06", "host_key=ssh-rsa BBBB")
                .has("fingerprint=print-2", "boot_identity=boot-2@18", "updated_at=101")
                .andNothingElse();
        pods.setMachine("a", "print-3", "boot-3@19", 102);
        pod.has("fingerprint=print-3", "boot_identity=boot-3@19", "updated_at=102")
                .andNothingElse();
        pods.setWishes("a", "true", "/models", "{}", 103);
        pod.has("mount_command=true", "models_path=/models", "environment={}", "updated_at=103")
                .andNothingElse();
        pods.setModelsPath("a", "/other", 104);
        pod.has("models_path=/other", "updated_at=104").andNothingElse();
        pods.setStatus("a", PodStatus.READY, "it is well", 105);
        pod.has("status=READY", "reason=it is well", "updated_at=105").andNothingElse();
        pods.setFacts("a", "[]", 106);
        pod.has("facts=[]", "facts_at=106", "updated_at=106").andNothingElse();
        pods.setSecrets("a", null, 107);
        pod.has("secrets_sealed=null", "updated_at=107").andNothingElse();
        pods.startAnew("a", "another machine", 108);
        pod.has("status=NEW", "reason=another machine", "facts={}", "facts_at=0", "updated_at=108")
                .andNothingElse();
    }

    @Test
    void aHostKeyIsPinnedOnce() {
        var pods = bean(PodRepository.class);
        pods.save(Rows.pod("a"));
        pods.setAccess("a", "root@a", new byte[] {1, 2, 3}, "", "print-a", "boot-1@17", 12);
        var pod = new Stored("pod", Rows.pod("a"));

        pods.pinHostKey("a", "ssh-rsa BBBB", 101);
        pods.pinHostKey("a", "ssh-rsa CCCC", 102);
        pod.has("host_key=ssh-rsa BBBB", "updated_at=101").andNothingElse();
    }

    @Test
    void whatMovesOfARunIsAllThatChanges() {
        var runs = bean(RunRepository.class);
        runs.save(Rows.endedRun("r"));
        var run = new Stored("run", Rows.endedRun("r"));

        runs.move("r", "CANCELLED", "CODE", "message", 31, 32, 33, 34, 35, 36, 37);
        run.has("status=CANCELLED", "failure_code=CODE", "failure_message=message", "last_event=31", "log_bytes=32")
                .has("bytes_done=33", "bytes_total=34", "bytes_per_second=35", "updated_at=36", "ended_at=37")
                .andNothingElse();
        runs.setTemporalRunId("r", "another");
        run.has("temporal_run_id=another").andNothingElse();
    }

    @Test
    void aPortIsTakenAsAWholeRow() {
        var ports = bean(PortLeaseRepository.class);

        assertThat(ports.take("print-a", 8001, "chat", 3, "run", 11)).isEqualTo(1);
        new Stored("port_lease", port()).andNothingElse();
    }

    private static PortLeaseRow port() {
        return new PortLeaseRow(new PortLeaseKey("print-a", 8001), "chat", 3, "run", 11);
    }

    /** Stores the row as the only one of its table. */
    private <E extends Record, I> void kept(
            String table, Class<? extends CrudRepository<E, I>> repository, E row, I key) {
        assertThat(Columns.of(row).values())
                .as("swapped columns would not show")
                .doesNotHaveDuplicates();

        bean(repository).save(row);

        new Stored(table, row).andNothingElse();
        assertThat(bean(repository).findById(key).orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(row);
    }

    /** The only row of a table: what it was, and what it must have become. */
    private final class Stored {
        private final String table;
        private final Map<String, String> columns;

        Stored(String table, Record row) {
            this.table = table;
            this.columns = Columns.of(row);
        }

        /** From here on, with these; each {@code column=value}. */
        Stored has(String... changes) {
            for (String change : changes) {
                int end = change.indexOf('=');
                assertThat(columns.put(change.substring(0, end), change.substring(end + 1)))
                        .as("there is a column " + change)
                        .isNotNull();
            }
            return this;
        }

        void andNothingElse() {
            assertThat(select("select * from " + table)).containsExactly(columns);
        }
    }
}
