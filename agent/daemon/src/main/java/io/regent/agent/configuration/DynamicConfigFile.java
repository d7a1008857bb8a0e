package io.regent.agent.configuration;

import io.regent.dcs.DynamicConfig;
import io.regent.dcs.wire.Json;
import io.regent.dcs.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code patroni.dynamic.json} in the data directory: the dynamic document as this node last knew it (CFG-154, IF-015). */
public final class DynamicConfigFile {

    private static final Logger LOG = LoggerFactory.getLogger(DynamicConfigFile.class);
    private static final String NAME = "patroni.dynamic.json";

    private final Path directory;
    private volatile @Nullable DynamicConfig saved;

    public DynamicConfigFile(Path dataDirectory) {
        this.directory = dataDirectory;
    }

    /** What was saved; empty when nothing usable is there. */
    public Optional<DynamicConfig> load() {
        Path file = directory.resolve(NAME);
        try {
            Optional<DynamicConfig> found = Files.exists(file)
                    ? Json.parseObject(Files.readString(file)).map(DynamicConfig::new)
                    : Optional.empty();
            saved = found.orElse(null);
            return found;
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", file, e.toString());
            return Optional.empty();
        }
    }

    /** Whether the document is another one than was saved last. */
    public boolean isOutdated(DynamicConfig document) {
        return !document.equals(saved);
    }

    /** The data directory holds other data now, so nothing is known of the file in it. */
    public void forget() {
        saved = null;
    }

    /** Replaces the file as a whole, with the permissions of the data directory's own files (CFG-155). */
    public void save(DynamicConfig document) {
        Path file = directory.resolve(NAME);
        Path fresh = directory.resolve(NAME + ".new");
        try {
            boolean groupReads = PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))
                    .startsWith("r", 3);
            Files.writeString(fresh, Wire.config(document));
            Files.setPosixFilePermissions(
                    fresh, PosixFilePermissions.fromString(groupReads ? "rw-r-----" : "rw-------"));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            saved = document;
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", file, e.toString());
        }
    }
}
