package vn.tinbao.server.tip;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Published in the transaction that restricts a tip, or changes who is named: some who worked on it
 * see it no more.
 *
 * @param by null for the house itself
 */
public record TipRestricted(UUID tipId, @Nullable UUID by) {}
