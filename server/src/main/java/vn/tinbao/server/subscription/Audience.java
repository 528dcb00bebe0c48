package vn.tinbao.server.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who shall get a message. A person is in it once, however many of its ways lead to them.
 *
 * @param subscribers whether subscribers are meant; false: only those of the lists
 * @param units subscribers of these units and of all that lies in them today; empty: the whole
 *     country. Numbers of a list that name no unit are in it whatever the units
 * @param languages codes such as {@code vi}; empty: all
 * @param interests who named one of these, or none; empty: all
 * @param kinds empty: all
 * @param lists ids of uploaded lists
 * @param withoutUnits nobody of these units and of all that lies in them today
 * @param withoutLists nobody who is on one of these lists
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Audience(
    boolean subscribers,
    List<Long> units,
    Set<String> languages,
    Set<Interest> interests,
    Set<SubscriberKind> kinds,
    List<UUID> lists,
    List<Long> withoutUnits,
    List<UUID> withoutLists) {

  public Audience {
    units = list(units);
    languages = set(languages);
    interests = set(interests);
    kinds = set(kinds);
    lists = list(lists);
    withoutUnits = list(withoutUnits);
    withoutLists = list(withoutLists);
  }

  /** What is empty may be left out where an audience is kept as JSON. */
  private static <T> List<T> list(@Nullable List<T> given) {
    return given == null ? List.of() : List.copyOf(given);
  }

  private static <T> Set<T> set(@Nullable Set<T> given) {
    return given == null ? Set.of() : Set.copyOf(given);
  }

  /** All subscribers of these units. */
  public static Audience ofUnits(List<Long> units) {
    return new Audience(true, units, Set.of(), Set.of(), Set.of(), List.of(), List.of(), List.of());
  }
}
