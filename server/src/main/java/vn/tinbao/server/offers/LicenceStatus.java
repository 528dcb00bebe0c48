package vn.tinbao.server.offers;

import java.util.List;
import java.util.Optional;

/** How a licence stands, as the list says. */
public enum LicenceStatus {
  ACTIVE("active", "dang hoat dong", "con hieu luc", "hoat dong"),
  SUSPENDED("suspended", "tam dinh chi", "dinh chi", "tam dung"),
  REVOKED("revoked", "thu hoi", "bi thu hoi", "da thu hoi"),
  RETURNED("returned", "nop lai", "da nop lai", "cham dut", "het hieu luc");

  private final List<String> words;

  LicenceStatus(String... words) {
    this.words = List.of(words);
  }

  /** By code or Vietnamese words, with or without marks. */
  static Optional<LicenceStatus> of(String text) {
    String folded = Folded.text(text);
    for (LicenceStatus status : values()) {
      if (status.words.contains(folded)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
