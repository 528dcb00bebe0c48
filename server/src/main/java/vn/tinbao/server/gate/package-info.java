/**
 * The open door: what keeps reporting and coming back possible for everybody while somebody pours
 * forged posts in.
 *
 * <p>Floor 0. {@link vn.tinbao.server.gate.Gate} is its door. Nobody is refused for what others do:
 * who comes often (an address, a receipt) or comes while everybody does is asked for proof of work,
 * and who cannot compute waits at most half a minute. Addresses are in memory only and never
 * written, logged or counted by name.
 */
@NullMarked
package vn.tinbao.server.gate;

import org.jspecify.annotations.NullMarked;
