package io.regent.dcs.etcd3;

/** No endpoint gave a usable answer in time. */
final class Silence extends Exception {

    private static final long serialVersionUID = 1L;

    Silence(String cause) {
        super(cause);
    }
}
