package io.regent.dcs.etcd3;

/** Who we are to etcd. The password stays out of every text. */
record Credentials(String username, String password) {

    @Override
    public String toString() {
        return username;
    }
}
