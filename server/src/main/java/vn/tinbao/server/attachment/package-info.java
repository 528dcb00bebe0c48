/**
 * Photos, recordings and documents of a tip. The original is sealed as it came, in chunks, with its
 * hash; what ordinary staff see is a cleaned copy that a child process makes after commit.
 *
 * <p>Floor 1, beside {@code tip}. Doors: {@link vn.tinbao.server.attachment.Attachments} (in and
 * for the reporter), {@link vn.tinbao.server.attachment.AttachmentDesk} (staff). The port {@link
 * vn.tinbao.server.attachment.Scanner} looks for malware. {@code attachment.clean} knows file
 * formats and nothing else: no database, no keys, no network.
 */
@NullMarked
package vn.tinbao.server.attachment;

import org.jspecify.annotations.NullMarked;
