package io.regent.agent.fake;

import io.regent.postgres.ServerProcess;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** The processes of a server that lives on paper. */
public final class FakeProcess implements ServerProcess {

    /** What the processes do about signals. */
    public enum Manners {
        OBEDIENT,
        /** Only SIGKILL ends them. */
        STUBBORN,
        /** The postmaster goes; a backend stays until the kernel lets it go. */
        BACKEND_STAYS
    }

    private final List<Signal> signals = new CopyOnWriteArrayList<>();
    private volatile Manners manners = Manners.OBEDIENT;
    private volatile long postmaster;
    private volatile boolean backends;

    /** Runs as this pid. */
    public void runAs(long pid) {
        postmaster = pid;
        backends = true;
    }

    /** How it reacts from now on. */
    public void behave(Manners how) {
        manners = how;
    }

    /** Every process is gone. */
    public void vanish() {
        postmaster = 0;
        backends = false;
    }

    /** What it was sent. */
    public List<Signal> signals() {
        return List.copyOf(signals);
    }

    @Override
    public void signal(Signal signal) {
        signals.add(signal);
        switch (manners) {
            case OBEDIENT -> vanish();
            case STUBBORN -> {
                if (signal == Signal.KILL) {
                    vanish();
                }
            }
            case BACKEND_STAYS -> postmaster = 0;
        }
    }

    @Override
    public OptionalLong pid() {
        return postmaster == 0 ? OptionalLong.empty() : OptionalLong.of(postmaster);
    }

    @Override
    public Optional<Identity> postmaster() {
        return postmaster == 0 ? Optional.empty() : Optional.of(new Identity(postmaster, 1_000 + postmaster));
    }

    @Override
    public List<String> titles() {
        return backends ? List.of("archiver archiving 000000010000000000000001") : List.of();
    }

    @Override
    public boolean isAlive() {
        return postmaster != 0;
    }

    @Override
    public boolean backendsAlive() {
        return backends;
    }
}
