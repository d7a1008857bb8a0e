package io.regent.restapi.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Certificates and keys in PEM files (IF-008). */
final class Pem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private record Block(String kind, String base64) {

        byte[] content() {
            return Base64.getMimeDecoder().decode(base64);
        }
    }

    private Pem() {}

    /** All certificates of a file, or of all files of a directory. */
    static List<Certificate> certificates(Path source, String setting) {
        var certificates = new ArrayList<Certificate>();
        try {
            var factory = CertificateFactory.getInstance("X.509");
            for (Path file : files(source)) {
                for (Block block : blocks(file)) {
                    if (block.kind.equals("CERTIFICATE")) {
                        certificates.add(factory.generateCertificate(new ByteArrayInputStream(block.content())));
                    }
                }
            }
        } catch (IOException | CertificateException | IllegalArgumentException e) {
            throw new InvalidClientTls("%s: %s cannot be read: %s".formatted(setting, source, e));
        }
        if (certificates.isEmpty()) {
            throw new InvalidClientTls("%s: %s holds no PEM certificate".formatted(setting, source));
        }
        return certificates;
    }

    /** The first key of a file. */
    static PrivateKey key(Path file, Optional<String> password, String setting) {
        try {
            for (Block block : blocks(file)) {
                switch (block.kind) {
                    case "PRIVATE KEY" -> {
                        return key(new PKCS8EncodedKeySpec(block.content()));
                    }
                    case "ENCRYPTED PRIVATE KEY" -> {
                        return key(decrypted(block.content(), password.orElse("")));
                    }
                    default -> {
                        if (block.kind.endsWith("PRIVATE KEY")) {
                            throw new InvalidClientTls(
                                    "%s: %s holds a key of the form %s, it must be PKCS#8 (openssl pkcs8 -topk8)"
                                            .formatted(setting, file, block.kind));
                        }
                    }
                }
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new InvalidClientTls("%s: the key in %s cannot be read%s: %s"
                    .formatted(setting, file, password.isPresent() ? " with ctl.keyfile_password" : "", e));
        }
        throw new InvalidClientTls("%s: %s holds no PEM key".formatted(setting, file));
    }

    private static List<Path> files(Path source) throws IOException {
        if (!Files.isDirectory(source)) {
            return List.of(source);
        }
        try (Stream<Path> entries = Files.list(source)) {
            return entries.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<Block> blocks(Path file) throws IOException {
        Matcher matcher = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        var blocks = new ArrayList<Block>();
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] content, String password)
            throws IOException, GeneralSecurityException {
        var info = new EncryptedPrivateKeyInfo(content);
        // The parameters of PBES2, not its name, say which cipher it is.
        String algorithm = info.getAlgParameters().toString();
        var key = SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray()));
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.DECRYPT_MODE, key, info.getAlgParameters());
        return info.getKeySpec(cipher);
    }

    private static PrivateKey key(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            Optional<PrivateKey> key = key(algorithm, spec);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new InvalidKeySpecException("it is of none of the kinds " + ALGORITHMS);
    }

    private static Optional<PrivateKey> key(String algorithm, PKCS8EncodedKeySpec spec)
            throws GeneralSecurityException {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(spec));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        }
    }
}
