package io.regent.it.bench;

import io.regent.it.harness.Pid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process takes from its machine, as the kernel counts it. */
final class ProcessCost {

    /** Linux counts processor time for other processes in hundredths of a second. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    private ProcessCost() {}

    /** Memory in MB: {@code Rss} is all that is mapped in, {@code Pss} counts shared pages by their share. */
    static double megabytes(Pid pid, String kind) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid.number() + "/smaps_rollup")).stream()
                .filter(line -> line.startsWith(kind + ":"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /** Processor seconds used so far. */
    static double processorSeconds(Pid pid) throws IOException {
        var stat = Files.readString(Path.of("/proc/" + pid.number() + "/stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Double.parseDouble(fields[USER_TIME]) + Double.parseDouble(fields[SYSTEM_TIME])) / TICKS_PER_SECOND;
    }
}
