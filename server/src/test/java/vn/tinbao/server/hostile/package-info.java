/** What strangers send to do harm, over HTTP against the whole server. */
package vn.tinbao.server.hostile;
