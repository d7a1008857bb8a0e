package io.regent.ctl.session;

import io.regent.dcs.Cluster;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.DcsStore;
import io.regent.dcs.Precondition;
import io.regent.dcs.ReadAnswer;
import io.regent.dcs.WriteAnswer;

/** One cluster, as the store records it. */
public final class RecordedCluster implements AutoCloseable {

    private final String name;
    private final DcsStore store;

    RecordedCluster(String name, DcsStore store) {
        this.name = name;
        this.store = store;
    }

    /** The cluster's name. */
    public String name() {
        return name;
    }

    /**
     * Reads the cluster. Of an unknown name it is empty.
     *
     * @throws Refusal when the store cannot vouch for its answer, so that nothing old is ever shown (CTL-010, LES-124)
     */
    public Cluster read() {
        return switch (store.read()) {
            case ReadAnswer.Seen(Cluster cluster) -> cluster;
            case ReadAnswer.Unreachable(String cause) ->
                throw new Refusal("the DCS does not answer: " + cause + ". Nothing is known of cluster " + name);
        };
    }

    /**
     * Writes a key.
     *
     * @return {@link WriteAnswer.Done} or {@link WriteAnswer.Conflict}
     * @throws Refusal when the store does not answer
     */
    public WriteAnswer write(ClusterKey key, String value, Precondition precondition) {
        WriteAnswer answer = store.write(key, value, precondition);
        if (answer instanceof WriteAnswer.Unreachable(String cause)) {
            throw new Refusal("the DCS does not answer: " + cause + ". It is not known whether " + key
                    + " was written, look at the cluster before you try again");
        }
        return answer;
    }

    @Override
    public void close() {
        store.close();
    }
}
