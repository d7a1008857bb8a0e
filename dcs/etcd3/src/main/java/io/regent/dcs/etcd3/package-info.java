/** The store of etcd's third protocol, spoken natively over gRPC. */
@NullMarked
package io.regent.dcs.etcd3;

import org.jspecify.annotations.NullMarked;
