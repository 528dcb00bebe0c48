/** What tests of every room share: a browser, people who can sign in. */
@NullMarked
package vn.tinbao.server.testing;

import org.jspecify.annotations.NullMarked;
