package dev.slipway.ssh.pool;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.schmizz.sshj.common.Buffer;

/** The key file of a FIDO token, as far as it can be read without one: laid out as OpenSSH's PROTOCOL.key says. */
final class SecurityKey {
    private SecurityKey() {}

    static String text() {
        var publicHalf = new Buffer.PlainBuffer()
                .putString("sk-ssh-ed25519@openssh.com")
                .putBytes(new byte[32])
                .putString("ssh:");
        var file = new Buffer.PlainBuffer();
        file.putRawBytes("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII));
        file.putString("none").putString("none").putBytes(new byte[0]).putUInt32(1);
        file.putBytes(publicHalf.getCompactData()).putBytes(new byte[128]);
        return "-----BEGIN OPENSSH PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(file.getCompactData())
                + "\n-----END OPENSSH PRIVATE KEY-----\n";
    }
}
