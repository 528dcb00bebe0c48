/**
 * Rows out of files that somebody brought, CSV or XLSX: read one after the other, within limits,
 * and never trusted.
 *
 * <p>Floor 0. Uses no other room; whoever takes in a list uses it. Door: {@link
 * vn.tinbao.server.sheets.SheetFile}.
 */
@NullMarked
package vn.tinbao.server.sheets;

import org.jspecify.annotations.NullMarked;
