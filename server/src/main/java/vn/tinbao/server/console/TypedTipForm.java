package vn.tinbao.server.console;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.proceeding.Register;
import vn.tinbao.server.proceeding.RegisterField;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.DeskReports;
import vn.tinbao.server.tip.SafeContact;
import vn.tinbao.server.tip.TipSubmission;
import vn.tinbao.sms.phone.PhoneNumber;

/**
 * What the page for a caller's report sends, as typed.
 *
 * @param register what the register asks for beside; name and number of the caller are not in it
 */
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
    @Nullable String officialOf,
    RegisterForm register) {
  private static final int UUID_VERSION = 7;
  private static final int MOST_PLACE = 500;
  private static final int MOST_NAME = 200;
  private static final int MOST_PHONE = 30;

  /** A form with a new id, empty but for who takes the call. */
  static TypedTipForm fresh(StaffMember viewer) {
    return of(Map.of("id", newId(), RegisterField.RECEIVED_BY.name(), viewer.name()));
  }

  /** What was sent. */
  static TypedTipForm of(Map<String, String> sent) {
    return new TypedTipForm(
        sent.get("id"),
        sent.get("story"),
        sent.get("danger"),
        sent.get("place"),
        sent.get("name"),
        sent.get("phone"),
        sent.get("neverCall"),
        sent.get("textFrom"),
        sent.get("textUntil"),
        sent.get("neutral"),
        sent.get("official"),
        sent.get("officialOf"),
        RegisterForm.of(null, sent));
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
        officialOf,
        register);
  }

  /** The same with what is wrong in the register's fields. */
  TypedTipForm marked() {
    return new TypedTipForm(
        id,
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
        officialOf,
        register.with(
            RegisterForm.sentences(Register.wrong(register.typed(), register.refused()))));
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
    mistakes.putAll(RegisterForm.sentences(Register.wrong(register.typed(), register.refused())));
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

  /** Words to look for like reports by. */
  String saidSoFar() {
    return text(story).strip() + "\n" + text(given(place));
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
