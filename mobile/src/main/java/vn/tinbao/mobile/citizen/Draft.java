package vn.tinbao.mobile.citizen;

import io.avaje.jsonb.Json;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.capture.AttachedFile;
import vn.tinbao.mobile.net.wire.Reporter;
import vn.tinbao.mobile.net.wire.SafeContact;
import vn.tinbao.mobile.net.wire.TipPlace;
import vn.tinbao.mobile.net.wire.TipRequest;
import vn.tinbao.mobile.net.wire.UnitFound;
import vn.tinbao.mobile.text.Language;

/**
 * A tip that is being written. Its id and replay key are made with the first word, so that whatever
 * happens to the phone it is always the same tip. The id is random: one with a time in it would
 * tell the server of each tip when the one before was handed in.
 *
 * @param step which question was on the screen, counted from 0
 */
@Json
public record Draft(
    String id,
    String replayKey,
    int step,
    Story story,
    Where where,
    Who who,
    List<AttachedFile> files) {

  private static final int REPLAY_KEY_BYTES = 16;

  /**
   * What happened.
   *
   * @param official an official is involved, so the tip goes past commune and district
   * @param officialOf whose official, in the person's words
   */
  @Json
  public record Story(
      String narrative, boolean immediateDanger, boolean official, String officialOf) {
    static final Story NONE = new Story("", false, false, "");

    @Override
    public String toString() {
      return "Story[…]";
    }
  }

  /**
   * Where.
   *
   * @param unit picked from the list, null when the place is only told in words
   * @param lat degrees, with {@code lon}; null unless the person gave the phone's position
   */
  @Json
  public record Where(
      String text, @Nullable UnitFound unit, @Nullable Double lat, @Nullable Double lon) {
    static final Where NOT_SAID = new Where("", null, null, null);

    boolean said() {
      return unit != null || lat != null || !text.isBlank();
    }

    Where withText(String newText) {
      return new Where(newText, unit, lat, lon);
    }

    Where withUnit(@Nullable UnitFound newUnit) {
      return new Where(text, newUnit, lat, lon);
    }

    Where withPosition(@Nullable Double newLat, @Nullable Double newLon) {
      return new Where(text, unit, newLat, newLon);
    }

    @Override
    public String toString() {
      return "Where[…]";
    }
  }

  /**
   * Who reports, and how they can be reached without danger.
   *
   * @param safeWords what no switch says
   * @param from {@code HH:mm} as typed, with {@code until}
   */
  @Json
  public record Who(
      String name,
      String phone,
      String safeWords,
      boolean neverCall,
      boolean neutral,
      String from,
      String until) {
    static final Who NOBODY = new Who("", "", "", false, false, "", "");

    /** Whether anything about the person leaves the phone. */
    boolean known() {
      return !(name + phone + safeWords).isBlank() || safe() != null;
    }

    @Nullable SafeContact safe() {
      String first = ClockTime.read(from).orElse(null);
      String last = ClockTime.read(until).orElse(null);
      boolean hours = first != null && last != null;
      if (!neverCall && !neutral && !hours) {
        return null;
      }
      return new SafeContact(
          neverCall ? true : null,
          hours ? first : null,
          hours ? last : null,
          neutral ? true : null);
    }

    /** Both hours or none, and time between them. */
    boolean hoursMakeSense() {
      if (from.isBlank() && until.isBlank()) {
        return true;
      }
      String first = ClockTime.read(from).orElse(null);
      String last = ClockTime.read(until).orElse(null);
      return first != null && last != null && !first.equals(last);
    }

    @Override
    public String toString() {
      return "Who[…]";
    }
  }

  static Draft blank() {
    byte[] key = new byte[REPLAY_KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return new Draft(
        UUID.randomUUID().toString(),
        Base64.getUrlEncoder().withoutPadding().encodeToString(key),
        0,
        Story.NONE,
        Where.NOT_SAID,
        Who.NOBODY,
        List.of());
  }

  /**
   * The same words and files as a new tip, to be corrected after the server refused the first.
   *
   * @param unit the commune that was picked for it
   */
  static Draft again(TipRequest refused, @Nullable UnitFound unit, List<AttachedFile> files) {
    Draft blank = blank();
    TipPlace place = refused.place();
    Reporter reporter = refused.reporter();
    return new Draft(
        blank.id(),
        blank.replayKey(),
        0,
        new Story(
            refused.narrative(),
            refused.immediateDanger(),
            Boolean.TRUE.equals(refused.officialInvolved()),
            orEmpty(refused.officialOf())),
        place == null
            ? Where.NOT_SAID
            : new Where(orEmpty(place.text()), unit, place.lat(), place.lon()),
        reporter == null ? Who.NOBODY : who(reporter),
        files);
  }

  private static Who who(Reporter reporter) {
    SafeContact safe = reporter.safe();
    return new Who(
        orEmpty(reporter.name()),
        orEmpty(reporter.phone()),
        orEmpty(reporter.safeContact()),
        safe != null && Boolean.TRUE.equals(safe.neverCall()),
        safe != null && Boolean.TRUE.equals(safe.neutral()),
        safe == null ? "" : orEmpty(safe.textFrom()),
        safe == null ? "" : orEmpty(safe.textUntil()));
  }

  /** Whether there is anything a person would miss. */
  boolean hasWords() {
    return told() || where.said() || who.known() || !story.officialOf().isBlank();
  }

  /** Whether there is something to send: words, or a photo or recording that speaks for itself. */
  boolean told() {
    return !story.narrative().isBlank() || !files.isEmpty();
  }

  /**
   * @param ifSilent the sentence that stands for the story when there are only files
   */
  TipRequest asRequest(Language language, String ifSilent) {
    return new TipRequest(
        id,
        replayKey,
        story.narrative().isBlank() ? ifSilent : story.narrative().strip(),
        null,
        asPlace(),
        who.known()
            ? new Reporter(
                orNull(who.name()), orNull(who.phone()), orNull(who.safeWords()), who.safe())
            : null,
        language.code(),
        story.immediateDanger(),
        story.official() ? true : null,
        story.official() ? orNull(story.officialOf()) : null);
  }

  private @Nullable TipPlace asPlace() {
    if (!where.said()) {
      return null;
    }
    UnitFound unit = where.unit();
    return new TipPlace(
        orNull(where.text()),
        unit == null ? null : unit.code(),
        unit == null ? null : unit.validFrom(),
        where.lat(),
        where.lon());
  }

  Draft atStep(int newStep) {
    return new Draft(id, replayKey, newStep, story, where, who, files);
  }

  Draft with(Story newStory) {
    return new Draft(id, replayKey, step, newStory, where, who, files);
  }

  Draft with(Where newWhere) {
    return new Draft(id, replayKey, step, story, newWhere, who, files);
  }

  Draft with(Who newWho) {
    return new Draft(id, replayKey, step, story, where, newWho, files);
  }

  Draft withFile(AttachedFile file) {
    List<AttachedFile> more = new ArrayList<>(files);
    more.add(file);
    return new Draft(id, replayKey, step, story, where, who, List.copyOf(more));
  }

  Draft withoutFile(String fileId) {
    return new Draft(
        id,
        replayKey,
        step,
        story,
        where,
        who,
        files.stream().filter(file -> !file.id().equals(fileId)).toList());
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
