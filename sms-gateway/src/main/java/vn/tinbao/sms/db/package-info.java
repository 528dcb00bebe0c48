/**
 * The one database of the house: which one it is, how it is started, and its migrations.
 *
 * <p>Without a setting a real PostgreSQL is started from Maven artifacts in {@code
 * <home>/postgres}; {@code TINBAO_DB_URL} names any other PostgreSQL 15 or newer. Used by both
 * server and gateway; knows nothing of either.
 */
@NullMarked
package vn.tinbao.sms.db;

import org.jspecify.annotations.NullMarked;
