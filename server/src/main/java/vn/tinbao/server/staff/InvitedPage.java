package vn.tinbao.server.staff;

import java.time.Instant;
import java.util.UUID;

/** A code that is shown this once, and the link that carries it. */
public record InvitedPage(UUID id, String name, String code, String link, Instant expiresAt) {

  @Override
  public String toString() {
    return "InvitedPage[" + id + "]";
  }
}
