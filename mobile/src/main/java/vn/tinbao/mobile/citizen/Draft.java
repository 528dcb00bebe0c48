package vn.tinbao.mobile.citizen;

import com.github.f4b6a3.uuid.UuidCreator;
import io.avaje.jsonb.Json;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.net.wire.Reporter;
import vn.tinbao.mobile.net.wire.TipPlace;
import vn.tinbao.mobile.net.wire.TipRequest;
import vn.tinbao.mobile.net.wire.UnitFound;
import vn.tinbao.mobile.text.Language;

/**
 * A tip that is being written. Its id and replay key are made with the first word, so that whatever
 * happens to the phone it is always the same tip.
 *
 * @param step which question was on the screen, counted from 0
 * @param unit picked from the list, null when the place is only told in words
 */
@Json
public record Draft(
    String id,
    String replayKey,
    int step,
    String narrative,
    boolean immediateDanger,
    String place,
    @Nullable UnitFound unit,
    String name,
    String phone,
    String safeContact) {

  private static final int REPLAY_KEY_BYTES = 16;

  static Draft blank() {
    byte[] key = new byte[REPLAY_KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return new Draft(
        UuidCreator.getTimeOrderedEpoch().toString(),
        Base64.getUrlEncoder().withoutPadding().encodeToString(key),
        0,
        "",
        false,
        "",
        null,
        "",
        "",
        "");
  }

  /** The same words as a new tip, to be corrected after the server refused the first. */
  static Draft again(TipRequest refused) {
    Draft blank = blank();
    TipPlace place = refused.place();
    Reporter reporter = refused.reporter();
    return new Draft(
        blank.id(),
        blank.replayKey(),
        0,
        refused.narrative(),
        refused.immediateDanger(),
        place == null ? "" : orEmpty(place.text()),
        null,
        reporter == null ? "" : orEmpty(reporter.name()),
        reporter == null ? "" : orEmpty(reporter.phone()),
        reporter == null ? "" : orEmpty(reporter.safeContact()));
  }

  /** Whether there is anything a person would miss. */
  boolean hasWords() {
    return !(narrative + place + name + phone + safeContact).isBlank();
  }

  boolean named() {
    return !(name + phone + safeContact).isBlank();
  }

  TipRequest asRequest(Language language) {
    return new TipRequest(
        id,
        replayKey,
        narrative.strip(),
        null,
        asPlace(),
        named() ? new Reporter(orNull(name), orNull(phone), orNull(safeContact)) : null,
        language.code(),
        immediateDanger);
  }

  private @Nullable TipPlace asPlace() {
    if (unit != null) {
      return new TipPlace(orNull(place), unit.code(), unit.validFrom());
    }
    return place.isBlank() ? null : new TipPlace(place.strip(), null, null);
  }

  Draft atStep(int newStep) {
    return new Draft(
        id, replayKey, newStep, narrative, immediateDanger, place, unit, name, phone, safeContact);
  }

  Draft withStory(String newNarrative, boolean danger) {
    return new Draft(
        id, replayKey, step, newNarrative, danger, place, unit, name, phone, safeContact);
  }

  Draft withPlace(String newPlace, @Nullable UnitFound newUnit) {
    return new Draft(
        id,
        replayKey,
        step,
        narrative,
        immediateDanger,
        newPlace,
        newUnit,
        name,
        phone,
        safeContact);
  }

  Draft withReporter(String newName, String newPhone, String newSafeContact) {
    return new Draft(
        id,
        replayKey,
        step,
        narrative,
        immediateDanger,
        place,
        unit,
        newName,
        newPhone,
        newSafeContact);
  }

  private static @Nullable String orNull(String text) {
    return text.isBlank() ? null : text.strip();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  @Override
  public String toString() {
    return "Draft[" + id + "]";
  }
}
