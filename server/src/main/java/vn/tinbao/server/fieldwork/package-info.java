/**
 * The field: officers' phones, what each of them holds and must forget, operations that were done
 * without a signal, and the report that is written on the spot.
 *
 * <p>Floor 2. Uses {@code assignment}, {@code tip}, {@code staff}, {@code vault}. Doors: {@link
 * vn.tinbao.server.fieldwork.FieldReports} for whoever has opened the tip, {@link
 * vn.tinbao.server.fieldwork.FieldDevices} for whoever keeps phones; the phones' own is {@code
 * SyncApi}. Why it works as it does: {@code docs/adr/0035-sync.md}.
 */
@NullMarked
package vn.tinbao.server.fieldwork;

import org.jspecify.annotations.NullMarked;
