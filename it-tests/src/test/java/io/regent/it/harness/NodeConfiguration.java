package io.regent.it.harness;

import java.nio.file.Path;

/** The file that an agent is started with. Both products read it. */
final class NodeConfiguration {

    private NodeConfiguration() {}

    static String yaml(
            String scope, String name, String etcd, int restPort, int postgresPort, Path folder, ClusterSettings dcs) {
        var home = folder.normalize();
        return """
                scope: %s
                name: %s
                restapi:
                  listen: 127.0.0.1:%d
                  connect_address: 127.0.0.1:%d
                etcd3:
                  hosts: %s
                %s
                postgresql:
                  listen: 127.0.0.1:%d
                  connect_address: 127.0.0.1:%d
                  data_dir: %s
                  bin_dir: %s
                  pgpass: %s
                  authentication:
                    superuser: {username: %s, password: %s}
                    replication: {username: replicator, password: replication-secret}
                    rewind: {username: rewinder, password: rewind-secret}
                  parameters:
                    unix_socket_directories: %s
                """.formatted(
                        scope,
                        name,
                        restPort,
                        restPort,
                        etcd,
                        bootstrap(dcs),
                        postgresPort,
                        postgresPort,
                        home.resolve(name),
                        dcs.programs().orElseGet(PostgresBinaries::folder),
                        home.resolve(name + ".pgpass"),
                        Sql.USER,
                        Sql.PASSWORD,
                        home);
    }

    private static String standbyCluster(ClusterSettings dcs) {
        return dcs.replicates()
                .map(port -> "\n    standby_cluster: {host: 127.0.0.1, port: %d}".formatted(port))
                .orElse("");
    }

    private static String bootstrap(ClusterSettings dcs) {
        return """
                bootstrap:
                  dcs:
                    ttl: %d
                    loop_wait: %d
                    retry_timeout: %d
                    maximum_lag_on_failover: 1048576%s
                    postgresql:
                      use_pg_rewind: true
                      use_slots: true
                      parameters:
                        max_connections: 50
                        shared_buffers: 16MB
                        wal_keep_size: 128MB
                  initdb:
                  - encoding: UTF8
                  - data-checksums
                  pg_hba:
                  - local all all trust
                  - host replication replicator 127.0.0.1/32 scram-sha-256
                  - host all all 127.0.0.1/32 scram-sha-256
                """.formatted(dcs.ttl(), dcs.loopWait(), dcs.retryTimeout(), standbyCluster(dcs))
                .stripTrailing();
    }
}
