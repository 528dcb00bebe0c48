package vn.tinbao.server.console;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.serde.annotation.Serdeable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.tip.DeskReports;
import vn.tinbao.server.tip.SafeContact;
import vn.tinbao.server.tip.TipSubmission;
import vn.tinbao.sms.phone.PhoneNumber;

/** What the page for a caller's report sends, as typed. */
@Serdeable
@Introspected
public record TypedTipForm(
    @Nullable String id,
    @Nullable String story,
    @Nullable String danger,
    @Nullable String place,
    @Nullable String name,
    @Nullable String phone,
    @Nullable String neverCall,
    @Nullable String textFrom,
    @Nullable String textUntil,
    @Nullable String neutral,
    @Nullable String official,
    @Nullable String officialOf) {
  private static final int UUID_VERSION = 7;
  private static final int MOST_PLACE = 500;
  private static final int MOST_NAME = 200;
  private static final int MOST_PHONE = 30;

  /** An empty form with a new id. */
  static TypedTipForm fresh() {
    return new TypedTipForm(
        newId(), null, null, null, null, null, null, null, null, null, null, null);
  }

  /** The same under an id that can be used: the one it came with, else a new one. */
  TypedTipForm withUsableId() {
    boolean usable = Ids.find(id).filter(u -> u.version() == UUID_VERSION).isPresent();
    return usable ? this : withNewId();
  }

  TypedTipForm withNewId() {
    return new TypedTipForm(
        newId(),
        story,
        danger,
        place,
        name,
        phone,
        neverCall,
        textFrom,
        textUntil,
        neutral,
        official,
        officialOf);
  }

  /** What is wrong: name of the field to key of the sentence, in the order of the page. */
  Map<String, String> mistakes() {
    Map<String, String> mistakes = new LinkedHashMap<>();
    if (given(story) == null) {
      mistakes.put("story", "access.typed.story.missing");
    } else if (text(story).length() > TipSubmission.MOST_CHARACTERS) {
      mistakes.put("story", "portal.story.long");
    }
    tooLong(mistakes, "officialOf", officialOf, TipSubmission.MOST_OFFICIAL);
    tooLong(mistakes, "place", place, MOST_PLACE);
    tooLong(mistakes, "name", name, MOST_NAME);
    if (given(phone) != null
        && (text(phone).length() > MOST_PHONE || PhoneNumber.parse(text(phone)).isEmpty())) {
      mistakes.put("phone", "access.typed.phone.unreadable");
    }
    if (!SafeContact.readable(textFrom, textUntil)) {
      mistakes.put("safeHours", "safe.hours.wrong");
    }
    return mistakes;
  }

  /** The call; only without {@link #mistakes} and with a usable id. */
  DeskReports.Call call() {
    Optional<PhoneNumber> number = Optional.ofNullable(given(phone)).flatMap(PhoneNumber::parse);
    return new DeskReports.Call(
        UUID.fromString(text(id)),
        text(story).strip(),
        given(place),
        danger != null,
        new TipSubmission.Reporter(
            given(name),
            null,
            null,
            SafeContact.typed(neverCall != null, textFrom, textUntil, neutral != null)
                .orElse(null)),
        number.orElse(null),
        official == null && given(officialOf) == null ? null : text(given(officialOf)));
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

  @Override
  public String toString() {
    return "TypedTipForm[" + id + "]";
  }
}
