/** The measurements that ./bench makes: Regent, and Debian's Patroni on the same machine in the same run. */
@NullMarked
package io.regent.it.bench;

import org.jspecify.annotations.NullMarked;
