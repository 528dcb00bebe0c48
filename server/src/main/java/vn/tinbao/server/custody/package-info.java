/**
 * Custody of identities: who a reporter is, nobody at the desk can see. One asks with a reason, a
 * custodian decides with a reason, and it opens for the one who asked, for a set time. Every step
 * is an audit row.
 *
 * <p>Floor 1. Door: {@link vn.tinbao.server.custody.IdentityRequests}. Uses {@code tip} for sight
 * and {@code vault}, which opens an identity only against a granted row. {@code console} shows the
 * asker's side on the page of the tip; the custodian's pages are here.
 */
@NullMarked
package vn.tinbao.server.custody;

import org.jspecify.annotations.NullMarked;
