package io.regent.postgres.server;

import io.regent.postgres.ServerProcess;
import io.regent.postgres.control.DataDirectory;
import io.regent.postgres.control.PostmasterFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The server's processes by what all of them have in common: they work in the data directory and carry the server program's
 * name. A postmaster is the one that was seen in {@code postmaster.pid}, or that has children. So orphans of a killed postmaster are found (LES-059), and a reused pid is not mistaken for it (LES-058).
 *
 * <p>Where the kernel hides working directories, the postmaster last seen by {@link #adopt} and its children count instead.
 */
public final class LinuxServerProcess implements ServerProcess {

    private static final int NAME_LENGTH = 15;
    private static final String BACKEND = "postgres: ";
    private static final long START_TOLERANCE_SECONDS = 5;

    private volatile String directory;
    private final String program;
    private volatile Optional<Identity> adopted = Optional.empty();

    /**
     * @param dataDir the data directory
     * @param program the name of the server program's file
     */
    public LinuxServerProcess(Path dataDir, String program) {
        this.directory = realPath(dataDir);
        this.program = program.substring(0, Math.min(program.length(), NAME_LENGTH));
    }

    /**
     * Looks at {@code postmaster.pid}, which is disk access, and remembers the postmaster it names if that is really one. A
     * stale file, or one whose pid belongs to another process now, gives empty.
     */
    public Optional<PostmasterFile> adopt(DataDirectory data) {
        directory = realPath(data.path());
        Optional<PostmasterFile> file = data.postmasterFile();
        Optional<ProcessTable.Entry> found =
                file.flatMap(noted -> ProcessTable.find(noted.pid()).filter(entry -> isPostmaster(entry, noted)));
        adopted = found.map(entry -> new Identity(entry.pid(), entry.startTicks()));
        return found.flatMap(entry -> file);
    }

    @Override
    public void signal(Signal signal) {
        int number = switch (signal) {
            case QUIT -> KernelSignal.QUIT;
            case KILL -> KernelSignal.KILL;
        };
        for (ProcessTable.Entry entry : living()) {
            KernelSignal.send(entry.pid(), number);
        }
    }

    @Override
    public OptionalLong pid() {
        List<ProcessTable.Entry> living = living();
        Set<Long> parents = living.stream().map(ProcessTable.Entry::parent).collect(Collectors.toSet());
        return living.stream()
                .filter(entry -> isAdopted(entry) || parents.contains(entry.pid()))
                .mapToLong(ProcessTable.Entry::pid)
                .findFirst();
    }

    @Override
    public Optional<Identity> postmaster() {
        return adopted.filter(identity -> ProcessTable.find(identity.pid())
                .filter(entry -> entry.startTicks() == identity.startTicks())
                .isPresent());
    }

    @Override
    public boolean isAlive() {
        return pid().isPresent();
    }

    @Override
    public boolean backendsAlive() {
        OptionalLong postmaster = pid();
        return living().stream().anyMatch(entry -> postmaster.isEmpty() || entry.pid() != postmaster.getAsLong());
    }

    @Override
    public boolean sessionsAlive() {
        OptionalLong postmaster = pid();
        return living().stream()
                .filter(entry -> postmaster.isEmpty() || entry.pid() != postmaster.getAsLong())
                .anyMatch(entry -> !ProcessTitle.isAuxiliary(ProcessTable.title(entry.pid())));
    }

    @Override
    public List<String> titles() {
        return living().stream()
                .map(entry -> ProcessTable.title(entry.pid()))
                .filter(title -> title.startsWith(BACKEND))
                .map(title -> title.substring(BACKEND.length()))
                .toList();
    }

    /**
     * Ends what is left of a dead postmaster, as its children do by themselves when they can: they are known by their title, and by a
     * parent that is no process of the server (LES-042, LES-059).
     *
     * @return how many there were
     */
    public int endOrphans() {
        List<ProcessTable.Entry> living = living();
        Set<Long> present = living.stream().map(ProcessTable.Entry::pid).collect(Collectors.toSet());
        List<ProcessTable.Entry> orphans = living.stream()
                .filter(entry -> !present.contains(entry.parent()))
                .filter(entry -> ProcessTable.title(entry.pid()).startsWith(BACKEND))
                .toList();
        orphans.forEach(orphan -> KernelSignal.send(orphan.pid(), KernelSignal.KILL));
        return orphans.size();
    }

    private boolean isAdopted(ProcessTable.Entry entry) {
        return adopted.filter(identity -> identity.equals(new Identity(entry.pid(), entry.startTicks())))
                .isPresent();
    }

    private List<ProcessTable.Entry> living() {
        Optional<Identity> postmaster = adopted;
        return ProcessTable.all(entry -> isOurs(entry)
                || postmaster
                        .filter(identity -> isOrDescendsFrom(entry, identity))
                        .isPresent());
    }

    private boolean isOurs(ProcessTable.Entry entry) {
        return entry.command().equals(program) && entry.worksIn(directory);
    }

    private static boolean isOrDescendsFrom(ProcessTable.Entry entry, Identity postmaster) {
        if (entry.pid() == postmaster.pid()) {
            return entry.startTicks() == postmaster.startTicks();
        }
        return entry.parent() == postmaster.pid()
                && ProcessTable.find(postmaster.pid())
                        .filter(parent -> parent.startTicks() == postmaster.startTicks())
                        .isPresent();
    }

    private boolean isPostmaster(ProcessTable.Entry entry, PostmasterFile noted) {
        if (entry.directory().isPresent()) {
            return isOurs(entry);
        }
        OptionalLong started = ProcessTable.startedAt(entry.pid());
        return started.isPresent() && Math.abs(started.getAsLong() - noted.startedAt()) <= START_TOLERANCE_SECONDS;
    }

    /** The path as the kernel will show it; a directory that does not exist yet is taken as no link. */
    private static String realPath(Path dataDir) {
        Path path = dataDir.toAbsolutePath().normalize();
        try {
            return path.toRealPath().toString();
        } catch (IOException e) {
            return realParent(path);
        }
    }

    private static String realParent(Path path) {
        try {
            return path.resolveSibling(".")
                    .toRealPath()
                    .resolve(path.getFileName())
                    .toString();
        } catch (IOException e) {
            return path.toString();
        }
    }
}
