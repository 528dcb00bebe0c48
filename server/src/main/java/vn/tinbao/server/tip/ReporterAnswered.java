package vn.tinbao.server.tip;

import java.util.UUID;

/**
 * Staff wrote to the reporter. Published inside the transaction that stores the message; carries
 * the text because the reporter's channel may need it, and must therefore never be logged.
 */
public record ReporterAnswered(UUID tipId, UUID messageId, String text) {

  @Override
  public String toString() {
    return "ReporterAnswered[" + tipId + "]";
  }
}
