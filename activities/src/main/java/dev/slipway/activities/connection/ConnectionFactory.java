package dev.slipway.activities.connection;

import dev.slipway.ssh.job.RemoteJobs;
import dev.slipway.ssh.job.ShellJobs;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** What activities are made of, as beans. */
@Factory
final class ConnectionFactory {
    @Singleton
    @Bean(preDestroy = "close", typed = RemoteJobs.class)
    ShellJobs remoteJobs() {
        return new ShellJobs();
    }

    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }
}
