package vn.tinbao.server.campaign.sending;

import jakarta.inject.Singleton;
import java.util.Collection;

/** What {@value SendingOrder#LEAVE} in a text comes to, for who writes, counts and tests it. */
@Singleton
public class LeaveWords {
  private final LeaveLink links;

  LeaveWords(LeaveLink links) {
    this.links = links;
  }

  /** Whether one of the texts asks for links to leave although none can be made here. */
  public boolean impossible(Collection<String> texts) {
    return !links.possible() && texts.stream().anyMatch(text -> text.contains(SendingOrder.LEAVE));
  }

  /** The text with a link as long as all are, which leads nobody out; unchanged without links. */
  public String like(String text) {
    return links.possible() ? text.replace(SendingOrder.LEAVE, links.like()) : text;
  }
}
