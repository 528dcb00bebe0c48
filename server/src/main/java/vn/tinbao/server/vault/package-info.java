/**
 * Keys and encryption: nothing that names a person is stored readable.
 *
 * <p>Floor 0. Every tip has a data key of its own, wrapped by the master key; destroying the
 * wrapped key deletes the tip. Receipt codes and replay keys are kept as keyed hashes only. Key
 * files lie in {@code <home>/keys}, 0600. The doors are {@link vn.tinbao.server.vault.TipVault},
 * {@link vn.tinbao.server.vault.ReceiptCodes} and {@link vn.tinbao.server.vault.SecretSeal}.
 */
@NullMarked
package vn.tinbao.server.vault;

import org.jspecify.annotations.NullMarked;
