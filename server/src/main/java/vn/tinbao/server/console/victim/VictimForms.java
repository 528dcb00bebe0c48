package vn.tinbao.server.console.victim;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.serde.annotation.Serdeable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.console.FormValues;
import vn.tinbao.server.victim.Sex;
import vn.tinbao.server.victim.VictimCodes;
import vn.tinbao.server.victim.VictimEntry;
import vn.tinbao.server.victim.VictimFacts;
import vn.tinbao.server.victim.VictimMistake;

/** What the forms of these pages send, as it comes from our own pages or from anybody. */
final class VictimForms {
  private VictimForms() {}

  /** What was read of a form: an entry, or what is wrong with it. */
  record Read(@Nullable VictimEntry entry, @Nullable VictimMistake mistake) {}

  /**
   * What is known of a person, as it is typed.
   *
   * @param seen id of the version that was on the page; blank for a new record
   */
  @Serdeable
  @Introspected
  record PersonForm(
      @Nullable String formId,
      @Nullable String seen,
      @Nullable String tip,
      @Nullable String name,
      @Nullable String born,
      @Nullable String age,
      @Nullable String sex,
      @Nullable String ethnicity,
      @Nullable String nationality,
      @Nullable String destination,
      @Nullable List<String> exploitation,
      @Nullable String domestic,
      @Nullable String home,
      @Nullable String metOn,
      @Nullable String paper,
      @Nullable String address,
      @Nullable String phone,
      @Nullable String story) {

    Read read() {
      Optional<LocalDate> met = day(metOn);
      Optional<LocalDate> birth = day(born);
      if (met.isEmpty()) {
        return new Read(null, VictimMistake.DAY_WRONG);
      }
      if (birth.isEmpty() && !text(born).isEmpty()) {
        return new Read(null, VictimMistake.AGE_WRONG);
      }
      if (!text(age).matches("\\d{0,3}")) {
        return new Read(null, VictimMistake.AGE_WRONG);
      }
      if (!text(home).matches("\\d{0,18}")) {
        return new Read(null, VictimMistake.UNIT_WRONG);
      }
      VictimFacts facts =
          new VictimFacts(
              text(name),
              birth.orElse(null),
              text(age).isEmpty() ? null : Integer.valueOf(text(age)),
              text(paper),
              text(address),
              text(phone),
              text(story));
      return new Read(
          new VictimEntry(
              facts,
              FormValues.value(Sex.class, sex).orElse(Sex.UNKNOWN),
              given(ethnicity),
              given(nationality),
              given(destination),
              exploitation == null ? List.of() : exploitation,
              text(domestic).isEmpty() ? null : Boolean.valueOf(text(domestic).equals("yes")),
              text(home).isEmpty() ? null : Long.valueOf(text(home)),
              met.get()),
          null);
    }

    @Override
    public String toString() {
      return "PersonForm[…]";
    }
  }

  /** The form of what is known already. */
  static PersonForm of(String formId, String seen, VictimCodes codes, VictimFacts facts) {
    LocalDate born = facts.birthDate();
    Integer age = facts.age();
    Boolean domestic = codes.domestic();
    Long home = codes.homeUnitId();
    return new PersonForm(
        formId,
        seen,
        "",
        facts.name(),
        born == null ? "" : born.toString(),
        age == null ? "" : age.toString(),
        codes.sex().name(),
        codes.ethnicity(),
        codes.nationality(),
        codes.destination(),
        codes.exploitation(),
        domestic == null ? "" : domestic ? "yes" : "no",
        home == null ? "" : home.toString(),
        codes.metOn().toString(),
        facts.paper(),
        facts.address(),
        facts.phone(),
        facts.story());
  }

  /** A decision on the status. */
  @Serdeable
  @Introspected
  record StatusForm(
      @Nullable String formId,
      @Nullable String status,
      @Nullable String day,
      @Nullable String by,
      @Nullable List<String> evidence,
      @Nullable String note) {

    @Override
    public String toString() {
      return "StatusForm[…]";
    }
  }

  /** Something that happened. */
  @Serdeable
  @Introspected
  record EventForm(@Nullable String formId, @Nullable String event, @Nullable String at) {}

  /** A consent. */
  @Serdeable
  @Introspected
  record ConsentForm(
      @Nullable String formId,
      @Nullable String purpose,
      @Nullable List<String> service,
      @Nullable String day,
      @Nullable String by,
      @Nullable String way,
      @Nullable String until,
      @Nullable String note) {

    @Override
    public String toString() {
      return "ConsentForm[…]";
    }
  }

  /** Support that was given, or an id to take one back. */
  @Serdeable
  @Introspected
  record SupportForm(
      @Nullable String formId, @Nullable String kind, @Nullable String day, @Nullable String note) {

    @Override
    public String toString() {
      return "SupportForm[…]";
    }
  }

  /** A referral. */
  @Serdeable
  @Introspected
  record ReferralForm(
      @Nullable String formId,
      @Nullable String consent,
      @Nullable String agency,
      @Nullable String outside,
      @Nullable String service,
      @Nullable String note) {

    @Override
    public String toString() {
      return "ReferralForm[…]";
    }
  }

  /** An answer to a referral or its end: a code and words. */
  @Serdeable
  @Introspected
  record AnswerForm(@Nullable String answer, @Nullable String note) {

    @Override
    public String toString() {
      return "AnswerForm[…]";
    }
  }

  /** Who may open a record; {@code end} says no longer. */
  @Serdeable
  @Introspected
  record NameForm(@Nullable String staff, @Nullable String end) {}

  static Optional<LocalDate> day(@Nullable String typed) {
    try {
      return Optional.of(LocalDate.parse(text(typed)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static String text(@Nullable String typed) {
    return typed == null ? "" : typed.strip().replace("\r\n", "\n");
  }

  static @Nullable String given(@Nullable String typed) {
    return text(typed).isEmpty() ? null : text(typed);
  }
}
