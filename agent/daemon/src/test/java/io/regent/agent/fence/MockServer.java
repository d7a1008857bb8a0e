package io.regent.agent.fence;

import io.regent.agent.fake.Await;
import io.regent.postgres.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Real processes that look like a server's from outside. */
final class MockServer implements ServerProcess, AutoCloseable {

    static final String PROGRAM = "postgres";

    private final Path data;
    private final Path program;
    private final List<ProcessHandle> all = new ArrayList<>();
    private Process postmaster;
    private Identity identity;

    MockServer(Path directory, String name) throws IOException {
        data = Files.createDirectory(directory.resolve(name));
        Path backend = directory.resolve(name + "-bin").resolve(PROGRAM);
        Files.createDirectory(backend.getParent());
        Files.copy(Path.of("/bin/sleep"), backend);
        program = Files.createDirectory(directory.resolve(name + "-main")).resolve(PROGRAM);
        Files.writeString(program, "#!/bin/bash\n(exec -a 'postgres: walwriter' %s 600) &\nwait\n".formatted(backend));
        Files.setPosixFilePermissions(backend, PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        start();
    }

    Path data() {
        return data;
    }

    private void start() {
        try {
            postmaster = new ProcessBuilder(program.toString())
                    .directory(data.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Await.until(
                    () -> postmaster.children().anyMatch(child -> title(child).startsWith("postgres: ")));
            all.add(postmaster.toHandle());
            postmaster.children().forEach(all::add);
            identity = new Identity(postmaster.pid(), startTicks(postmaster.pid()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void losesItsPostmaster() {
        postmaster.destroyForcibly();
        Await.until(() -> !postmaster.isAlive());
    }

    void pretendsToHaveStartedEarlier() {
        identity = new Identity(identity.pid(), identity.startTicks() - 1);
    }

    boolean isAnyAlive() {
        return all.stream().anyMatch(ProcessHandle::isAlive);
    }

    /** The supervisors of this server. */
    List<ProcessHandle> supervisors() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().arguments().stream()
                        .flatMap(Arrays::stream)
                        .anyMatch(data.toString()::equals))
                .toList();
    }

    private static String title(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static long startTicks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19]);
    }

    @Override
    public Optional<Identity> postmaster() {
        return Optional.of(identity);
    }

    @Override
    public void signal(Signal signal) {
        throw new UnsupportedOperationException("the supervisor sends its signals itself");
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(postmaster.pid());
    }

    @Override
    public List<String> titles() {
        return List.of();
    }

    @Override
    public boolean isAlive() {
        return postmaster.isAlive();
    }

    @Override
    public boolean backendsAlive() {
        return isAnyAlive();
    }

    @Override
    public void close() {
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
