/** Pages of records of people: the list, one person, the form, the file for other systems. */
@NullMarked
package vn.tinbao.server.console.victim;

import org.jspecify.annotations.NullMarked;
