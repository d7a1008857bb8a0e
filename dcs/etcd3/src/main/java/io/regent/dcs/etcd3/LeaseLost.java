package io.regent.dcs.etcd3;

/** etcd says that the lease of a write does not exist: it has ended or somebody revoked it. */
final class LeaseLost extends Exception {

    private static final long serialVersionUID = 1L;

    LeaseLost(String cause) {
        super(cause);
    }
}
