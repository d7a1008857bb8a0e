package io.regent.ctl.output;

import io.regent.dcs.Member;
import java.util.Map;
import java.util.Optional;

/** How far a member is whose server is kept away by long work: {@code clone from pg-1, copying: 512 of 2048 MB (25%), 80 MB/s}. */
final class ProgressText {

    private static final double MEGABYTE = 1 << 20;
    private static final int PERCENT = 100;

    private ProgressText() {}

    /** Empty when the member tells of no such work. */
    static Optional<String> of(Member member) {
        Map<String, Object> progress = member.progress();
        if (!(progress.get("work") instanceof String work)) {
            return Optional.empty();
        }
        String from = progress.get("source") instanceof String source ? " from " + source : "";
        String phase = progress.get("phase") instanceof String words ? ", " + words : "";
        return Optional.of(work + from + phase + amount(progress));
    }

    private static String amount(Map<String, Object> progress) {
        if (!(progress.get("bytes") instanceof Number bytes)) {
            return "";
        }
        String done = progress.get("total_bytes") instanceof Number total && total.longValue() > 0
                ? "%s of %s MB (%d%%)"
                        .formatted(
                                megabytes(bytes),
                                megabytes(total),
                                Math.min(PERCENT, bytes.longValue() * PERCENT / total.longValue()))
                : megabytes(bytes) + " MB";
        String rate = progress.get("bytes_per_second") instanceof Number speed && speed.longValue() > 0
                ? ", %s MB/s".formatted(megabytes(speed))
                : "";
        return ": " + done + rate;
    }

    private static String megabytes(Number bytes) {
        return String.valueOf(Math.round(bytes.longValue() / MEGABYTE));
    }
}
