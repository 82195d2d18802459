package dev.slipway.api.pod;

import dev.slipway.config.settings.Settings;
import dev.slipway.ssh.RemoteHosts;
import dev.slipway.ssh.connection.SshSettings;
import dev.slipway.ssh.job.RemoteJobs;
import dev.slipway.ssh.job.ShellJobs;
import dev.slipway.ssh.pool.SshjHosts;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** The connections of this process. */
@Factory
final class SshFactory {
    @Singleton
    @Bean(preDestroy = "close", typed = RemoteHosts.class)
    SshjHosts remoteHosts(Settings.Ssh settings) {
        return new SshjHosts(SshSettings.of(settings.connectTimeout(), settings.idleTimeout()));
    }

    @Singleton
    @Bean(preDestroy = "close", typed = RemoteJobs.class)
    ShellJobs remoteJobs() {
        return new ShellJobs();
    }
}
