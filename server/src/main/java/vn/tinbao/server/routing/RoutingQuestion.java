package vn.tinbao.server.routing;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Understood.Kind;

/**
 * What routing needs to know of a tip.
 *
 * @param unitId place of the event as a unit standing on {@code day} or before; null when unknown
 * @param hotlineUnitId unit whose line received it: the smallest known unit when the place is not
 * @param immediateDanger the sender said so
 */
public record RoutingQuestion(
    @Nullable Long unitId,
    @Nullable Long hotlineUnitId,
    Kind kind,
    List<Category> categories,
    int urgency,
    boolean child,
    boolean crossBorder,
    boolean immediateDanger,
    LocalDate day) {}
