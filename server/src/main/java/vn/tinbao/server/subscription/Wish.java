package vn.tinbao.server.subscription;

import java.util.Set;

/**
 * News of which place somebody wants.
 *
 * @param unitId a unit of any date
 * @param language code such as {@code vi}
 * @param interests empty: all
 */
public record Wish(long unitId, String language, SubscriberKind kind, Set<Interest> interests) {
  public Wish {
    if (!language.matches("[a-z]{2,3}")) {
      throw new IllegalArgumentException("No language code: " + language);
    }
    interests = Set.copyOf(interests);
  }
}
