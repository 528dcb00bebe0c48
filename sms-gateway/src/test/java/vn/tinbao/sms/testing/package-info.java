/**
 * The database of the tests, for every module: each application context of a test gets a fresh
 * database, cloned from a migrated template on one PostgreSQL a test process.
 *
 * <p>Nothing to do in a test but {@code @MicronautTest(transactional = false)}. A test that wants
 * the real start instead sets {@code tinbao.test.database=false} and {@code tinbao.home}.
 */
@NullMarked
package vn.tinbao.sms.testing;

import org.jspecify.annotations.NullMarked;
