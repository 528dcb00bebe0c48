package vn.tinbao.server.console;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.serde.annotation.Serdeable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.tip.TipValues;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Understood;

/**
 * What the page that corrects a reading sends, as chosen and typed.
 *
 * @param version of the tip that the page showed
 * @param category the strongest one
 * @param others further ones
 * @param place id of a unit, {@code NONE}, or {@code SEARCH}: {@code search} says which
 * @param child {@code yes} or nothing
 */
@Serdeable
@Introspected
public record CorrectionForm(
    @Nullable String id,
    @Nullable String version,
    @Nullable String kind,
    @Nullable String category,
    @Nullable List<String> others,
    @Nullable String urgency,
    @Nullable String child,
    @Nullable String place,
    @Nullable String search,
    @Nullable String reason) {
  /** Says that nobody knows the place. */
  public static final String NONE = "NONE";

  /** Says that the place is typed. */
  public static final String SEARCH = "SEARCH";

  private static final int MOST_SEARCH = 200;

  /** The form as it is shown first: what the tip is taken for now. */
  static CorrectionForm of(TipValues now, int version) {
    return new CorrectionForm(
        UuidCreator.getTimeOrderedEpoch().toString(),
        String.valueOf(version),
        now.kind().name(),
        now.categories().get(0).name(),
        now.categories().stream().skip(1).map(Enum::name).toList(),
        String.valueOf(now.urgency()),
        now.child() ? "yes" : null,
        now.unitId() == null ? NONE : String.valueOf(now.unitId()),
        "",
        "");
  }

  /** The same for another version of the tip: what was typed stays. */
  CorrectionForm seeing(int newVersion) {
    return new CorrectionForm(
        id,
        String.valueOf(newVersion),
        kind,
        category,
        others,
        urgency,
        child,
        place,
        search,
        reason);
  }

  Optional<Understood.Kind> kindValue() {
    return Arrays.stream(Understood.Kind.values()).filter(k -> k.name().equals(kind)).findFirst();
  }

  /** The categories chosen, strongest first, each once; empty when the strongest is none. */
  List<Category> categoriesValue() {
    Optional<Category> first = category(category);
    if (first.isEmpty()) {
      return List.of();
    }
    Set<Category> all = new LinkedHashSet<>();
    all.add(first.get());
    for (String other : Objects.requireNonNullElse(others, List.<String>of())) {
      category(other).ifPresent(all::add);
    }
    return new ArrayList<>(all);
  }

  private static Optional<Category> category(@Nullable String name) {
    return Arrays.stream(Category.values()).filter(c -> c.name().equals(name)).findFirst();
  }

  Optional<Integer> urgencyValue() {
    return Optional.ofNullable(urgency).filter(u -> u.matches("[1-5]")).map(Integer::valueOf);
  }

  /** The unit chosen from the list, empty for anything else. */
  Optional<Long> unitValue() {
    return Optional.ofNullable(place).filter(p -> p.matches("[0-9]{1,18}")).map(Long::valueOf);
  }

  /** What was typed to find a place, at most 200 characters. */
  public String searchValue() {
    String text = search == null ? "" : search.strip();
    return text.length() > MOST_SEARCH ? text.substring(0, MOST_SEARCH) : text;
  }

  int versionValue() {
    return Optional.ofNullable(version)
        .filter(v -> v.matches("[0-9]{1,9}"))
        .map(Integer::valueOf)
        .orElse(-1);
  }

  @Override
  public String toString() {
    return "CorrectionForm[…]";
  }
}
