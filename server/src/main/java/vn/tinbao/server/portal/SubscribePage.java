package vn.tinbao.server.portal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.UnitSearch;

/**
 * Joining and leaving campaign messages on the web.
 *
 * @param joins false: it is about leaving
 * @param typed the form as it was sent, by name
 * @param hits places of which one is to be chosen; empty: none
 * @param mistake message key of what was wrong, null
 */
public record SubscribePage(
    boolean joins, Map<String, String> typed, List<UnitSearch.Hit> hits, @Nullable String mistake) {

  /** A field as it was typed. */
  public String field(String name) {
    return typed.getOrDefault(name, "");
  }

  /** Whether this was ticked. */
  public boolean ticked(String name) {
    return typed.containsKey(name);
  }

  /** Where the form goes. */
  public String action() {
    return joins ? "/subscribe" : "/unsubscribe";
  }

  @Override
  public String toString() {
    return "SubscribePage[" + joins + "]";
  }
}
