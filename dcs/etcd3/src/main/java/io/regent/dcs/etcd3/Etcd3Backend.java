package io.regent.dcs.etcd3;

import io.regent.dcs.ClusterPath;
import io.regent.dcs.DcsBackend;
import io.regent.dcs.DcsStore;
import java.util.Map;

/** Opens clusters that are kept in etcd 3, version 3.4 or later. */
public final class Etcd3Backend implements DcsBackend {

    @Override
    public String section() {
        return "etcd3";
    }

    @Override
    public DcsStore open(Map<String, Object> settings, ClusterPath path) {
        Etcd3Settings understood = Etcd3Settings.parse(settings);
        understood.tls().ifPresent(Tls::context);
        return new Etcd3Store(new Etcd3Client(understood), path);
    }
}
