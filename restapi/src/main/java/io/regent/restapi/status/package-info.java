/** The JSON documents that describe this node and the cluster, as maps in the order of their keys. */
@NullMarked
package io.regent.restapi.status;

import org.jspecify.annotations.NullMarked;
