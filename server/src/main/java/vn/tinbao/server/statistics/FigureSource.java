package vn.tinbao.server.statistics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Facts that figures count: SQL that gives a row each, as known at {@code :as_of}, of those whose
 * day lies in {@code :from} to {@code :until} ({@code :begins}, {@code :ends} as instants). Every
 * row has {@code subject} (uuid), {@code day} (date, Vietnam), {@code unit_id}, {@code agency_id}.
 *
 * @param name by which figures call it
 * @param sql the statement
 * @param dimensions what else it may be broken down by, as SQL over a row
 * @param many those whose SQL gives an array: a fact may be in several parts
 * @param folded parts that are counted ahead, by dimension; null: these facts are counted when
 *     asked
 */
record FigureSource(
    String name,
    String sql,
    Map<Dimension, String> dimensions,
    Set<Dimension> many,
    @Nullable Map<Dimension, List<String>> folded) {}
