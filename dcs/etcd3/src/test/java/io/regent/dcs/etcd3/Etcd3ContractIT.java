package io.regent.dcs.etcd3;

import io.regent.dcs.ClusterPath;
import io.regent.dcs.DcsStore;
import io.regent.dcs.DcsStoreContract;
import io.regent.dcs.MonotonicClock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(value = "io.regent.dcs.etcd3.EtcdServer#isInstalled", disabledReason = "etcd or etcdctl is not on the PATH")
class Etcd3ContractIT extends DcsStoreContract {

    private static EtcdServer server;

    @BeforeAll
    static void start() {
        server = EtcdServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected DcsStore open(ClusterPath cluster) {
        return new Etcd3Backend().open(Map.of("host", server.address()), cluster);
    }

    @Override
    protected MonotonicClock clock() {
        return System::nanoTime;
    }

    @Override
    protected void tick() {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }

    @Override
    protected void silence() {
        server.freeze();
    }

    @Override
    protected void speak() {
        server.thaw();
    }
}
