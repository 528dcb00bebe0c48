/**
 * The provider that needs no account: phones that exist only in this process's memory, and a page
 * on which a person holds several of them ({@code /simulator}).
 *
 * <p>It plays the outside world: what is typed there enters through the same door as an operator's
 * message, and nothing inside may ask it anything.
 */
@NullMarked
package vn.tinbao.sms.provider.simulator;

import org.jspecify.annotations.NullMarked;
