/** What the gateway's web doors share: language, problem answers. */
@NullMarked
package vn.tinbao.sms.web;

import org.jspecify.annotations.NullMarked;
