/**
 * "Is this offer real?": the public list of companies licensed to send workers abroad, with the
 * fees they may take, as it was published on a day.
 *
 * <p>Floor 0. The doors are {@link vn.tinbao.server.offers.OfferRegister} (search) and {@link
 * vn.tinbao.server.offers.OfferImport}. What was looked for is kept nowhere. That a company is not
 * on the list of a day is all that is ever said; it is never called false.
 */
@NullMarked
package vn.tinbao.server.offers;

import org.jspecify.annotations.NullMarked;
