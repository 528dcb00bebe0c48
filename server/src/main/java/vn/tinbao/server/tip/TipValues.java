package vn.tinbao.server.tip;

import io.micronaut.serde.annotation.Serdeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Understood;

/**
 * What a tip is taken for: by the machine first, by a person who corrects it afterwards.
 *
 * @param categories strongest first, never empty
 * @param urgency 1–5
 * @param unitId where it happened, null when unknown
 */
@Serdeable
public record TipValues(
    Understood.Kind kind,
    List<Category> categories,
    int urgency,
    boolean child,
    @Nullable Long unitId) {

  public TipValues {
    categories = List.copyOf(categories);
    if (categories.isEmpty()) {
      throw new IllegalArgumentException("A tip has at least one category");
    }
    if (urgency < 1 || urgency > 5) {
      throw new IllegalArgumentException("Urgency is 1 to 5");
    }
  }

  /** What can be corrected. */
  public enum Part {
    KIND,
    CATEGORY,
    URGENCY,
    CHILD,
    PLACE
  }

  /** In what they differ, in the order of {@link Part}. */
  List<Part> differences(TipValues other) {
    List<Part> parts = new ArrayList<>();
    if (kind != other.kind) {
      parts.add(Part.KIND);
    }
    if (!categories.equals(other.categories)) {
      parts.add(Part.CATEGORY);
    }
    if (urgency != other.urgency) {
      parts.add(Part.URGENCY);
    }
    if (child != other.child) {
      parts.add(Part.CHILD);
    }
    if (!Objects.equals(unitId, other.unitId)) {
      parts.add(Part.PLACE);
    }
    return List.copyOf(parts);
  }
}
