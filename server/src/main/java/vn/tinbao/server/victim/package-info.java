/**
 * People, not tips: who may be a victim, how that is found out, what they are entitled to and got,
 * to whom they were referred, and what they consented to. Need to know: a record opens to the heads
 * of the agency that answers for it, to people whom a head names, and to the same of an agency that
 * accepted a referral; each opening is an audit row.
 *
 * <p>Floor 2. Uses {@code tip} (a record may begin from one), {@code vault} (a key for each
 * record), {@code clocks}, {@code catalogue}, {@code staff}. Doors: {@link
 * vn.tinbao.server.victim.Victims}, {@link vn.tinbao.server.victim.VictimCourse}, {@link
 * vn.tinbao.server.victim.Consents}, {@link vn.tinbao.server.victim.Referrals}, {@link
 * vn.tinbao.server.victim.Supports}; law as dated data in {@code resources/victim/rules.yaml}.
 */
@NullMarked
package vn.tinbao.server.victim;

import org.jspecify.annotations.NullMarked;
