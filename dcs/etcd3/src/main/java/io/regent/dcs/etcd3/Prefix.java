package io.regent.dcs.etcd3;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchRequest;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.ClusterPath;

/** The range of etcd's keys that belongs to one cluster. */
record Prefix(ClusterPath path) {

    /** Reads all of it, with the word of a majority that it is current. */
    RangeRequest range() {
        return RangeRequest.newBuilder().setKey(first()).setRangeEnd(end()).build();
    }

    /** Watches all of it from now on. */
    WatchRequest watch() {
        return WatchRequest.newBuilder()
                .setCreateRequest(
                        WatchCreateRequest.newBuilder().setKey(first()).setRangeEnd(end()))
                .build();
    }

    /** The key without the prefix. */
    ClusterKey keyOf(KeyValue found) {
        return new ClusterKey(found.getKey().substring(first().size()).toStringUtf8());
    }

    private ByteString first() {
        return ByteString.copyFromUtf8(path.prefix());
    }

    /** The first key behind the prefix: its last byte, the slash, counted one up. */
    private ByteString end() {
        return first().substring(0, first().size() - 1).concat(ByteString.copyFromUtf8("0"));
    }
}
