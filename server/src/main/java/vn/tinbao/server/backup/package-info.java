/**
 * Backup and restore of the whole house, without programs of PostgreSQL: every table of both
 * schemas by COPY in one snapshot, sealed to a public key.
 *
 * <p>Two files. The content file holds what may be kept for years. The key file holds what must be
 * forgettable: the keys of tips, everything that leads to a phone number, and the key files of the
 * house; only the newest is kept. So a tip whose key was destroyed cannot be read from any content
 * file once the next key file has replaced the last. Stands on the top floor; knows tables by the
 * database's own catalogue and no room by name, but for the tips' keys.
 */
@NullMarked
package vn.tinbao.server.backup;

import org.jspecify.annotations.NullMarked;
