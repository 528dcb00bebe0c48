package vn.tinbao.server.console;

import org.jspecify.annotations.Nullable;

/**
 * A bar with the mark of what is wanted.
 *
 * @param width in hundredths
 * @param mark where the target stands, in hundredths; -1: nowhere
 * @param met null: nothing to measure yet
 * @param says the same in words, for who does not see it
 */
public record TargetBar(int width, int mark, @Nullable Boolean met, String says) {}
