package io.regent.dcs.etcd3;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.regent.dcs.Precondition;
import java.util.Optional;

/** A conditional request about one key. When its condition does not hold, or there is nothing to do, it reads the key. */
final class Txn {

    private final ByteString key;
    private final TxnRequest.Builder request = TxnRequest.newBuilder();

    private Txn(ByteString key) {
        this.key = key;
    }

    static Txn on(String key) {
        return new Txn(ByteString.copyFromUtf8(key));
    }

    Txn ifAbsent() {
        return when(compare(Compare.CompareTarget.CREATE).setCreateRevision(0));
    }

    Txn ifValueIs(String value) {
        return when(compare(Compare.CompareTarget.VALUE).setValue(ByteString.copyFromUtf8(value)));
    }

    Txn when(Precondition precondition) {
        return switch (precondition) {
            case Precondition.Anything() -> this;
            case Precondition.Absent() -> ifAbsent();
            case Precondition.Unchanged(long revision) ->
                when(compare(Compare.CompareTarget.MOD).setModRevision(revision));
        };
    }

    TxnRequest thenPut(String value) {
        return thenPut(value, 0);
    }

    TxnRequest thenPut(String value, long lease) {
        return then(RequestOp.newBuilder()
                .setRequestPut(PutRequest.newBuilder()
                        .setKey(key)
                        .setValue(ByteString.copyFromUtf8(value))
                        .setLease(lease)));
    }

    TxnRequest thenDelete() {
        return then(RequestOp.newBuilder()
                .setRequestDeleteRange(DeleteRangeRequest.newBuilder().setKey(key)));
    }

    TxnRequest thenRead() {
        return then(read());
    }

    /** The key as the transaction read it; empty when it does not exist, or when the transaction wrote it. */
    static Optional<KeyValue> read(TxnResponse response) {
        return response.getResponses(0).getResponseRange().getKvsList().stream().findFirst();
    }

    /** Whether the key exists and ends with the lease. */
    static boolean isUnder(long lease, Optional<KeyValue> found) {
        return found.filter(kv -> kv.getLease() == lease).isPresent();
    }

    private TxnRequest then(RequestOp.Builder operation) {
        return request.addSuccess(operation).addFailure(read()).build();
    }

    private RequestOp.Builder read() {
        return RequestOp.newBuilder().setRequestRange(RangeRequest.newBuilder().setKey(key));
    }

    private Txn when(Compare.Builder condition) {
        request.addCompare(condition);
        return this;
    }

    private Compare.Builder compare(Compare.CompareTarget target) {
        return Compare.newBuilder()
                .setKey(key)
                .setResult(Compare.CompareResult.EQUAL)
                .setTarget(target);
    }
}
