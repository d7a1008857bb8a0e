/** The files that configure a server: postgresql.conf, pg_hba.conf, pg_ident.conf, password files, connection strings. */
@NullMarked
package io.regent.postgres.files;

import org.jspecify.annotations.NullMarked;
