package vn.tinbao.server.vault;

/**
 * A key was replaced, or that was begun. Published in a transaction of its own.
 *
 * @param name of the key
 * @param finished whether nothing is under the old one any more
 */
public record KeyTurned(String name, boolean finished) {}
