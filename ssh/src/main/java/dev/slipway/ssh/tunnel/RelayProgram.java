package dev.slipway.ssh.tunnel;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Programs that can join their standard input and output with a TCP connection, best first.
 *
 * <p>Each ends when the pod's side closes, and hands on the end of the client's stream, so that a client that goes away
 * ends its request on the pod. That is why plain {@code nc} is none of them: OpenBSD's, which most machines have, stays when
 * the pod's side closes.
 */
enum RelayProgram {
    PYTHON("command -v python3", Scripts.PYTHON),
    BUSYBOX("busybox nc 2>&1 | grep -q -i usage", "exec busybox nc 127.0.0.1 \"$1\""),
    SOCAT("command -v socat", "exec socat - \"TCP4:127.0.0.1:$1\""),
    BASH("command -v bash", Scripts.BASH);

    private final String test;
    private final String script;

    RelayProgram(String test, String script) {
        this.test = test;
        this.script = script;
    }

    /** A script that prints the name of the best one that is there, or nothing. */
    static String search() {
        return Stream.of(values())
                .map(program -> "if { %s; } >/dev/null 2>&1; then echo %s; exit 0; fi".formatted(program.test, program))
                .collect(Collectors.joining("\n"));
    }

    /** {@code sh} command that succeeds where it can be used. */
    String test() {
        return test;
    }

    /** {@code sh} script that relays to the port in its first parameter. */
    String script() {
        return script;
    }

    /** Enum constants cannot refer to constants of their own enum. */
    private static final class Scripts {
        /** Watches its output too: when the channel is gone nobody reads, also while the pod's side is silent. */
        static final String PYTHON = """
                exec python3 -c '
                import os, select, socket, sys
                s = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
                s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                def put(fd, data):
                    while data:
                        data = data[os.write(fd, data):]
                p = select.poll()
                p.register(0, select.POLLIN)
                p.register(s, select.POLLIN)
                p.register(1, 0)
                while True:
                    for fd, event in p.poll():
                        if fd == 1:
                            sys.exit(0)
                        data = os.read(fd, 65536)
                        if fd == 0:
                            if data:
                                s.sendall(data)
                            else:
                                p.unregister(0)
                                s.shutdown(socket.SHUT_WR)
                        elif data:
                            put(1, data)
                        else:
                            sys.exit(0)
                ' "$1"
                """;

        /**
         * Cannot close one direction only, so the end of the client's stream ends both. Job control gives the writer a
         * process group of its own to end; {@code wait -n} would miss a child that ended before it.
         */
        static final String BASH = """
                exec bash -c '
                exec 3<>"/dev/tcp/127.0.0.1/$1" 4<&0 2>/dev/null || exit 1
                set -m
                cat <&3 & reader=$!
                { cat <&4 >&3; kill $reader; } & writer=$!
                wait $reader
                kill -- -$writer
                ' relay "$1"
                """;
    }
}
