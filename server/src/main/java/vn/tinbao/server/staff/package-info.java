/**
 * People who work here: accounts, roles, sign-in with a second factor, sessions, and the audit of
 * what they did and saw.
 *
 * <p>Floor 0. Uses {@code vault} to seal second factors, {@code catalogue} for the names of
 * agencies, and {@code web}. Higher rooms take {@link vn.tinbao.server.staff.StaffMember} as an
 * argument of their controller methods, and write {@link vn.tinbao.server.staff.Audit} rows in
 * their own transactions.
 */
@NullMarked
package vn.tinbao.server.staff;

import org.jspecify.annotations.NullMarked;
