/** Server and gateway as two processes on one PostgreSQL. */
@NullMarked
package vn.tinbao.server.gateway;

import org.jspecify.annotations.NullMarked;
