/** The gateway on its own: with an account of its own, and when its database is away. */
@NullMarked
package vn.tinbao.sms.alone;

import org.jspecify.annotations.NullMarked;
