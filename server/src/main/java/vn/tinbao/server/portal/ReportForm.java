package vn.tinbao.server.portal;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.serde.annotation.Serdeable;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.tip.Channel;
import vn.tinbao.server.tip.SafeContact;
import vn.tinbao.server.tip.TipSubmission;
import vn.tinbao.server.web.Ui;

/**
 * What the report page sends, as typed. {@code id} and {@code replayKey} were put into the page
 * when it was made: sending it twice is one tip and gives the same receipt.
 */
@Serdeable
@Introspected
public record ReportForm(
    @Nullable String id,
    @Nullable String replayKey,
    @Nullable String story,
    @Nullable String danger,
    @Nullable String place,
    @Nullable String when,
    @Nullable String name,
    @Nullable String phone,
    @Nullable String safeContact,
    @Nullable String neverCall,
    @Nullable String textFrom,
    @Nullable String textUntil,
    @Nullable String neutral,
    @Nullable String official,
    @Nullable String officialOf,
    @Nullable String via) {
  private static final int REPLAY_KEY_BYTES = 16;
  private static final Pattern REPLAY_KEY = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final Pattern VIA = Pattern.compile("[a-z2-9]{8}");
  private static final int UUID_VERSION = 7;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** An empty form with a new identity. */
  public static ReportForm fresh() {
    return new ReportForm(
        newId(),
        newReplayKey(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** The same form, on the page of a campaign. */
  ReportForm by(@Nullable String code) {
    return new ReportForm(
        id,
        replayKey,
        story,
        danger,
        place,
        when,
        name,
        phone,
        safeContact,
        neverCall,
        textFrom,
        textUntil,
        neutral,
        official,
        officialOf,
        code);
  }

  /** The same words under an identity that can be used: the one it came with, else a new one. */
  ReportForm withUsableIdentity() {
    return idValue().isPresent() && replayKey != null && REPLAY_KEY.matcher(replayKey).matches()
        ? this
        : withNewIdentity();
  }

  /** The same words under a new identity. */
  ReportForm withNewIdentity() {
    return new ReportForm(
        newId(),
        newReplayKey(),
        story,
        danger,
        place,
        when,
        name,
        phone,
        safeContact,
        neverCall,
        textFrom,
        textUntil,
        neutral,
        official,
        officialOf,
        via);
  }

  /** What was typed, by name; for {@link #of}. */
  Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    put(fields, "id", id);
    put(fields, "replayKey", replayKey);
    put(fields, "story", story);
    put(fields, "danger", ticked(danger));
    put(fields, "place", place);
    put(fields, "when", given(when));
    put(fields, "name", name);
    put(fields, "phone", phone);
    put(fields, "safeContact", safeContact);
    put(fields, "neverCall", ticked(neverCall));
    put(fields, "textFrom", given(textFrom));
    put(fields, "textUntil", given(textUntil));
    put(fields, "neutral", ticked(neutral));
    put(fields, "official", ticked(official));
    put(fields, "officialOf", officialOf);
    put(fields, "via", viaCode());
    return fields;
  }

  /** What {@link #fields} gave. */
  static ReportForm of(Map<String, String> fields) {
    return new ReportForm(
        fields.get("id"),
        fields.get("replayKey"),
        fields.get("story"),
        fields.get("danger"),
        fields.get("place"),
        fields.get("when"),
        fields.get("name"),
        fields.get("phone"),
        fields.get("safeContact"),
        fields.get("neverCall"),
        fields.get("textFrom"),
        fields.get("textUntil"),
        fields.get("neutral"),
        fields.get("official"),
        fields.get("officialOf"),
        fields.get("via"));
  }

  /** A box that is ticked: whatever was sent for it. */
  private static @Nullable String ticked(@Nullable String value) {
    return value == null ? null : "yes";
  }

  private static void put(Map<String, String> fields, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      fields.put(name, value);
    }
  }

  /** The path of a campaign by which its sender came; null for whatever is none. */
  public @Nullable String viaCode() {
    return via != null && VIA.matcher(via).matches() ? via : null;
  }

  /** Whether the part about safe contact has something in it. */
  public boolean asksForCare() {
    return neverCall != null
        || neutral != null
        || given(textFrom) != null
        || given(textUntil) != null;
  }

  /** What is wrong: name of the field to key of the sentence, in the order of the page. */
  Map<String, String> mistakes() {
    Map<String, String> mistakes = new LinkedHashMap<>();
    if (given(story) == null) {
      mistakes.put("story", "portal.story.missing");
    } else if (text(story).length() > TipSubmission.MOST_CHARACTERS) {
      mistakes.put("story", "portal.story.long");
    }
    tooLong(mistakes, "place", place, 500);
    if (given(when) != null && occurredAt().isEmpty()) {
      mistakes.put("when", "portal.when.unreadable");
    }
    tooLong(mistakes, "name", name, 200);
    tooLong(mistakes, "phone", phone, 30);
    tooLong(mistakes, "safeContact", safeContact, 500);
    if (!SafeContact.readable(textFrom, textUntil)) {
      mistakes.put("safeHours", "safe.hours.wrong");
    }
    tooLong(mistakes, "officialOf", officialOf, TipSubmission.MOST_OFFICIAL);
    return mistakes;
  }

  /** The report; only without {@link #mistakes} and with a usable identity. */
  TipSubmission submission(Locale language) {
    String where = given(place);
    TipSubmission.Reporter reporter =
        new TipSubmission.Reporter(
            given(name),
            given(phone),
            given(safeContact),
            SafeContact.typed(neverCall != null, textFrom, textUntil, neutral != null)
                .orElse(null));
    return new TipSubmission(
        idValue().orElseThrow(),
        Base64.getUrlDecoder().decode(text(replayKey)),
        Channel.WEB,
        text(story).strip(),
        null,
        occurredAt().orElse(null),
        where == null ? null : new TipSubmission.GivenPlace(where, null, null, null),
        reporter.says() ? reporter : null,
        null,
        language,
        danger != null,
        null,
        official == null && given(officialOf) == null ? null : text(given(officialOf)));
  }

  private Optional<UUID> idValue() {
    try {
      return Optional.of(UUID.fromString(text(id))).filter(u -> u.version() == UUID_VERSION);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<OffsetDateTime> occurredAt() {
    try {
      return Optional.ofNullable(given(when))
          .map(typed -> LocalDateTime.parse(typed).atZone(Ui.ZONE).toOffsetDateTime());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static void tooLong(
      Map<String, String> mistakes, String field, @Nullable String value, int most) {
    if (text(value).length() > most) {
      mistakes.put(field, "portal.long");
    }
  }

  private static @Nullable String given(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static String newId() {
    return UuidCreator.getTimeOrderedEpoch().toString();
  }

  private static String newReplayKey() {
    byte[] key = new byte[REPLAY_KEY_BYTES];
    RANDOM.nextBytes(key);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
  }

  @Override
  public String toString() {
    return "ReportForm[" + id + "]";
  }
}
