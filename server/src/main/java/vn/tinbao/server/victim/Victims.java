package vn.tinbao.server.victim;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.vault.PersonKey;
import vn.tinbao.server.vault.PersonVault;
import vn.tinbao.sms.db.SqlTime;

/** The door to records of people: beginning one, opening, correcting, who is named. */
@Singleton
public class Victims {
  /** Longest story, in characters. */
  public static final int MOST_CHARACTERS = 20_000;

  /** Longest of the other words. */
  public static final int MOST_SHORT = 500;

  /** Most lines of a list. */
  public static final int MOST_LINES = 500;

  private static final int OLDEST = 120;
  private static final String FACTS = "victim_profile.facts";
  private static final String VIETNAM = "VNM";
  private static final Set<String> COUNTRIES =
      Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA3);

  private final VictimRows rows;
  private final VictimAccess access;
  private final VictimCourse course;
  private final VictimRules rules;
  private final PersonVault vault;
  private final TipAccess tips;
  private final StaffAccounts accounts;
  private final Catalogue catalogue;
  private final Audit audit;
  private final ObjectMapper json;
  private final Clock clock;

  Victims(
      VictimRows rows,
      VictimAccess access,
      VictimCourse course,
      VictimRules rules,
      PersonVault vault,
      TipAccess tips,
      StaffAccounts accounts,
      Catalogue catalogue,
      Audit audit,
      ObjectMapper json,
      Clock clock) {
    this.rows = rows;
    this.access = access;
    this.course = course;
    this.rules = rules;
    this.vault = vault;
    this.tips = tips;
    this.accounts = accounts;
    this.catalogue = catalogue;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /**
   * A line of the list: codes only.
   *
   * @param holder id of the agency that answers for it
   * @param since of the status
   * @param dueAt when the first open clock runs out; null: none is open
   */
  public record Line(
      UUID id,
      String holder,
      VictimState status,
      LocalDate since,
      VictimCodes codes,
      @Nullable Instant dueAt,
      Instant createdAt) {}

  /** Who wrote a version of what is known, and when; the first is the newest. */
  public record Version(UUID id, String agencyId, UUID staffId, Instant at) {}

  /**
   * A record, opened.
   *
   * @param holder id of the agency that answers for it
   * @param holds whether that is the viewer's: others read, and write what they gave
   * @param tipId the tip it began from, when the viewer may open that too
   * @param named who besides heads may open it, of the viewer's agency
   */
  public record View(
      UUID id,
      String holder,
      boolean holds,
      @Nullable UUID tipId,
      VictimCodes codes,
      VictimFacts facts,
      List<Version> versions,
      List<UUID> named) {

    @Override
    public String toString() {
      return "View[" + id + "]";
    }
  }

  /** Records that this person may open, the newest first, at most {@link #MOST_LINES}. */
  @Transactional
  public List<Line> list(StaffMember viewer) {
    return Permissions.may(viewer, Action.VICTIM_OPEN)
        ? rows.lines(viewer, VictimAccess.isHead(viewer), MOST_LINES)
        : List.of();
  }

  /** Ids of those that began from a tip which the viewer has opened. */
  @Transactional
  public List<UUID> ofTip(StaffMember viewer, UUID tipId) {
    return Permissions.may(viewer, Action.VICTIM_OPEN)
        ? rows.ofTip(tipId, viewer, VictimAccess.isHead(viewer))
        : List.of();
  }

  /** Opens a record and writes that into the audit in the same transaction. */
  @Transactional
  public Optional<View> open(StaffMember viewer, UUID id) {
    Optional<VictimAccess.Held> found = access.open(viewer, id, Action.VICTIM_OPEN);
    found.ifPresent(v -> audit.record(viewer.id(), "VICTIM_OPENED", "VICTIM", id.toString()));
    return found.map(
        held -> {
          List<VictimRows.Profile> versions = rows.profiles(id);
          VictimRows.Profile newest = versions.get(0);
          return new View(
              id,
              held.holder(),
              held.holder().equals(viewer.agencyId()),
              rows.tipOf(id).filter(tip -> tips.mayOpen(viewer, tip)).orElse(null),
              rows.codes(id),
              read(held.key().open(newest.facts(), FACTS, newest.id()), VictimFacts.class),
              versions.stream()
                  .map(v -> new Version(v.id(), v.agencyId(), v.staffId(), v.at()))
                  .toList(),
              rows.named(id, viewer.agencyId()));
        });
  }

  /**
   * Begins a record: the person undergoes identification, the clocks of law 53/2024 art. 27 run,
   * and who began it may open it.
   *
   * @param id UUIDv7 of the form: the same twice is one record
   * @param tipId a tip that the viewer may open; null: none
   */
  @Transactional
  public VictimOutcome begin(StaffMember viewer, UUID id, @Nullable UUID tipId, VictimEntry entry) {
    if (!Permissions.may(viewer, Action.VICTIM_KEEP)
        || (tipId != null && !tips.mayOpen(viewer, tipId))) {
      return new VictimOutcome.NotFound();
    }
    Instant now = SqlTime.now(clock);
    Optional<VictimMistake> wrong = wrong(entry, LegalTime.day(now));
    if (wrong.isPresent()) {
      return new VictimOutcome.Wrong(wrong.get());
    }
    VictimCodes codes = codes(entry);
    PersonKey key = vault.newKey(id);
    if (!rows.add(id, tipId, viewer, codes, key, now)) {
      return access.open(viewer, id, Action.VICTIM_KEEP).isPresent()
          ? new VictimOutcome.Done(id)
          : new VictimOutcome.NotFound();
    }
    UUID profile = UuidCreator.getTimeOrderedEpoch();
    byte[] facts = key.seal(write(entry.facts()), FACTS, profile);
    rows.addProfile(profile, id, write(codes), facts, viewer, now);
    rows.name(id, viewer.id(), viewer.agencyId(), viewer.id(), now);
    Agency agency = catalogue.now().agency(viewer.agencyId()).orElseThrow();
    course.begin(viewer, id, entry.metOn(), DecidedBy.of(agency.function()), now);
    audit.record(viewer.id(), "VICTIM_BEGUN", "VICTIM", id.toString());
    return new VictimOutcome.Done(id);
  }

  /**
   * Writes another version of what is known; the one before stays.
   *
   * @param profileId UUIDv7 of the form: the same twice is one version
   * @param seen the version that the viewer had before them: another one meanwhile is too late
   */
  @Transactional
  public VictimOutcome change(
      StaffMember viewer, UUID profileId, UUID id, UUID seen, VictimEntry entry) {
    Optional<VictimAccess.Held> held = access.holdAsHolder(viewer, id, Action.VICTIM_KEEP);
    if (held.isEmpty()) {
      return new VictimOutcome.NotFound();
    }
    Optional<UUID> known = rows.victimOfProfile(profileId);
    if (known.isPresent()) {
      return known.get().equals(id) ? new VictimOutcome.Done(id) : new VictimOutcome.NotFound();
    }
    Instant now = SqlTime.now(clock);
    Optional<VictimMistake> wrong = wrong(entry, LegalTime.day(now));
    if (wrong.isPresent()) {
      return new VictimOutcome.Wrong(wrong.get());
    }
    if (!rows.profiles(id).get(0).id().equals(seen)) {
      return new VictimOutcome.TooLate();
    }
    VictimCodes codes = codes(entry);
    byte[] facts = held.get().key().seal(write(entry.facts()), FACTS, profileId);
    rows.addProfile(profileId, id, write(codes), facts, viewer, now);
    rows.change(id, codes, now);
    audit.record(viewer.id(), "VICTIM_CHANGED", "VICTIM", id.toString());
    return new VictimOutcome.Done(id);
  }

  /** Lets somebody of the own agency open it, or no longer. */
  @Transactional
  public VictimOutcome name(StaffMember head, UUID id, UUID staffId, boolean may) {
    if (access.hold(head, id, Action.VICTIM_NAME).isEmpty()) {
      return new VictimOutcome.NotFound();
    }
    Instant now = SqlTime.now(clock);
    boolean changed;
    if (may) {
      boolean colleague =
          accounts
              .byId(staffId)
              .filter(member -> member.agencyId().equals(head.agencyId()))
              .filter(member -> Permissions.may(member, Action.VICTIM_OPEN))
              .isPresent();
      if (!colleague) {
        return new VictimOutcome.Wrong(VictimMistake.PERSON_WRONG);
      }
      changed = rows.name(id, staffId, head.agencyId(), head.id(), now);
    } else {
      changed = rows.unname(id, staffId, head.agencyId(), now);
    }
    if (changed) {
      audit.record(head.id(), may ? "VICTIM_NAMED" : "VICTIM_UNNAMED", "VICTIM", id.toString());
    }
    return new VictimOutcome.Done(id);
  }

  private Optional<VictimMistake> wrong(VictimEntry entry, LocalDate today) {
    VictimFacts facts = entry.facts();
    if (entry.metOn().isAfter(today) || entry.metOn().isBefore(today.minusYears(OLDEST))) {
      return Optional.of(VictimMistake.DAY_WRONG);
    }
    Integer age = age(entry);
    LocalDate born = facts.birthDate();
    if ((born != null && born.isAfter(entry.metOn()))
        || (age != null && !(age >= 0 && age <= OLDEST))) {
      return Optional.of(VictimMistake.AGE_WRONG);
    }
    boolean longWords =
        Stream.of(facts.name(), facts.paper(), facts.address(), facts.phone())
            .anyMatch(text -> text.length() > MOST_SHORT);
    if (longWords || facts.story().length() > MOST_CHARACTERS) {
      return Optional.of(VictimMistake.TEXT_LONG);
    }
    String ethnicity = entry.ethnicity();
    if (ethnicity != null && !rules.ethnicities().contains(ethnicity)) {
      return Optional.of(VictimMistake.ETHNICITY_WRONG);
    }
    String nationality = entry.nationality();
    String destination = entry.destination();
    if ((nationality != null && !COUNTRIES.contains(nationality))
        || (destination != null && !COUNTRIES.contains(destination))) {
      return Optional.of(VictimMistake.COUNTRY_WRONG);
    }
    if (Boolean.TRUE.equals(entry.domestic())
        && destination != null
        && !destination.equals(VIETNAM)) {
      return Optional.of(VictimMistake.DOMESTIC_WRONG);
    }
    if (entry.exploitation().stream().anyMatch(word -> Exploitation.of(word).isEmpty())) {
      return Optional.of(VictimMistake.EXPLOITATION_WRONG);
    }
    Long unit = entry.homeUnitId();
    return unit != null && catalogue.now().unit(unit).isEmpty()
        ? Optional.of(VictimMistake.UNIT_WRONG)
        : Optional.empty();
  }

  private static @Nullable Integer age(VictimEntry entry) {
    LocalDate born = entry.facts().birthDate();
    return born == null
        ? entry.facts().age()
        : Integer.valueOf(Period.between(born, entry.metOn()).getYears());
  }

  private VictimCodes codes(VictimEntry entry) {
    Integer age = age(entry);
    return new VictimCodes(
        entry.sex(),
        VictimCodes.band(age),
        age == null ? null : Boolean.valueOf(age < rules.offence()),
        age == null ? null : Boolean.valueOf(age < rules.child()),
        entry.ethnicity(),
        entry.nationality(),
        Boolean.TRUE.equals(entry.domestic()) ? VIETNAM : entry.destination(),
        entry.exploitation().stream().distinct().sorted().collect(Collectors.toList()),
        entry.domestic(),
        entry.homeUnitId(),
        entry.metOn());
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> T read(String text, Class<T> type) {
    try {
      T value = json.readValue(text, type);
      if (value == null) {
        throw new IllegalStateException("Stored JSON is empty");
      }
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
