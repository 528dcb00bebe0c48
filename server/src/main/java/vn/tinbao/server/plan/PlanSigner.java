package vn.tinbao.server.plan;

import org.jspecify.annotations.Nullable;

/**
 * Who signs a plan, as decree 30/2020 wants it said.
 *
 * @param authority {@code TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH}
 * @param position {@code PHÓ CHỦ TỊCH}
 * @param secondPosition a second office of the same person, below the first
 * @param name null while nobody signed, or when the text does not say
 */
public record PlanSigner(
    @Nullable String authority,
    @Nullable String position,
    @Nullable String secondPosition,
    @Nullable String name) {}
