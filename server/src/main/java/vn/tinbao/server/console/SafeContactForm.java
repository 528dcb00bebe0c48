package vn.tinbao.server.console;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.tip.SafeContact;

/** What the form about safe contact sends, as typed. */
@Serdeable
@Introspected
public record SafeContactForm(
    @Nullable String neverCall,
    @Nullable String textFrom,
    @Nullable String textUntil,
    @Nullable String neutral) {

  /** What is known. */
  static SafeContactForm of(Optional<SafeContact> known) {
    return known
        .map(
            safe ->
                new SafeContactForm(
                    safe.neverCall() ? "yes" : null,
                    safe.from(),
                    safe.until(),
                    safe.neutral() ? "yes" : null))
        .orElseGet(() -> new SafeContactForm(null, null, null, null));
  }

  /** Whether its hours can be read. */
  boolean readable() {
    return SafeContact.readable(textFrom, textUntil);
  }

  /** What is asked for, null: nothing; only when it is {@link #readable}. */
  @Nullable SafeContact safe() {
    return SafeContact.typed(neverCall != null, textFrom, textUntil, neutral != null).orElse(null);
  }
}
