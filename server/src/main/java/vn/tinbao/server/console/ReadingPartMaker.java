package vn.tinbao.server.console;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipCorrections;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipValues;
import vn.tinbao.server.understanding.Understood;
import vn.tinbao.server.understanding.Understood.Span;
import vn.tinbao.server.web.Ui;

/** Puts together what was understood of an opened tip, for people to read and to correct. */
@Singleton
final class ReadingPartMaker {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");
  private static final int MOST_PLACES = 6;

  private final TipCorrections corrections;
  private final StaffAccounts accounts;
  private final Catalogue catalogue;

  ReadingPartMaker(TipCorrections corrections, StaffAccounts accounts, Catalogue catalogue) {
    this.corrections = corrections;
    this.accounts = accounts;
    this.catalogue = catalogue;
  }

  ReadingPart make(Ui ui, StaffMember viewer, TipDesk.View tip) {
    Understood understood = tip.understood();
    CatalogueSnapshot snapshot = catalogue.now();
    boolean mayCorrect = corrections.mayCorrect(viewer, tip.id());
    return new ReadingPart(
        tip.id(),
        facts(ui, understood, tip.understoodText()),
        understood.places().stream()
            .limit(MOST_PLACES)
            .map(place -> line(ui, snapshot, place))
            .toList(),
        understood.hints().stream()
            .map(
                hint ->
                    new ReadingPart.HintLine(
                        ui.t("console.category." + hint.category()),
                        hint.htcds() == null ? "" : hint.htcds(),
                        hint.articles().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "))))
            .toList(),
        understood.version(),
        corrections.ofTip(tip.id()).stream().map(view -> corrected(ui, snapshot, view)).toList(),
        corrections.suggestion(tip.id()).orElse(null),
        mayCorrect);
  }

  private static List<ReadingPart.Fact> facts(Ui ui, Understood understood, String text) {
    List<ReadingPart.Fact> facts = new ArrayList<>();
    facts.add(
        fact(
            ui,
            "kind",
            ui.t("correction.kind." + understood.kind()),
            understood.kindBecause(),
            text));
    if (understood.sender() != Understood.Sender.UNKNOWN) {
      facts.add(fact(ui, "sender", ui.t("correction.sender." + understood.sender()), null, text));
    }
    Understood.People people = understood.people();
    if (people != null) {
      String key = people.atLeast() ? "correction.people.least" : "correction.people.count";
      facts.add(fact(ui, "people", ui.t(key, people.count()), people.span(), text));
    }
    if (understood.child()) {
      facts.add(fact(ui, "child", ui.t("console.child"), understood.childBecause(), text));
    }
    for (Understood.When when : understood.times()) {
      facts.add(fact(ui, "time", time(ui, when), when.span(), text));
    }
    String destination = understood.destination();
    if (destination != null) {
      facts.add(
          fact(ui, "destination", country(ui, destination), understood.destinationBecause(), text));
    }
    facts.add(
        fact(
            ui,
            "urgency",
            understood.urgency() + " – " + ui.t("console.urgency." + understood.urgency()),
            understood.urgencyBecause(),
            text));
    return List.copyOf(facts);
  }

  private static ReadingPart.Fact fact(
      Ui ui, String key, String value, @Nullable Span span, String text) {
    return new ReadingPart.Fact(
        ui.t("correction.fact." + key), value, span == null ? "" : MarkedText.words(text, span));
  }

  private static String time(Ui ui, Understood.When when) {
    String days = day(when.from());
    if (!when.to().equals(when.from())) {
      days = ui.t("correction.time.days", days, day(when.to()));
    }
    Integer hour = when.hour();
    return hour == null ? days : ui.t("correction.time.hour", days, hour);
  }

  private static String day(LocalDate day) {
    return DAY.format(day);
  }

  private static String country(Ui ui, String code) {
    if (code.equals("DOMESTIC")) {
      return ui.t("correction.domestic");
    }
    for (String two : Locale.getISOCountries()) {
      Locale country = new Locale.Builder().setRegion(two).build();
      try {
        if (country.getISO3Country().equals(code)) {
          return country.getDisplayCountry(ui.locale());
        }
      } catch (MissingResourceException e) {
        // Has no code of three letters: not this one.
      }
    }
    return code;
  }

  private static ReadingPart.PlaceLine line(
      Ui ui, CatalogueSnapshot snapshot, Understood.Place place) {
    return new ReadingPart.PlaceLine(
        snapshot.unit(place.unitId()).map(snapshot::fullPlace).orElse(""),
        ui.t("correction.role." + place.role()),
        place.score(),
        place.reason());
  }

  private ReadingPart.Corrected corrected(
      Ui ui, CatalogueSnapshot snapshot, TipCorrections.View view) {
    return new ReadingPart.Corrected(
        view,
        accounts.byId(view.by()).map(StaffMember::name).orElse(""),
        view.parts().stream()
            .map(
                part ->
                    new ReadingPart.Change(
                        part,
                        value(ui, snapshot, view.before(), part),
                        value(ui, snapshot, view.right(), part)))
            .toList());
  }

  private static String value(
      Ui ui, CatalogueSnapshot snapshot, TipValues values, TipValues.Part part) {
    return switch (part) {
      case KIND -> ui.t("correction.kind." + values.kind());
      case CATEGORY ->
          values.categories().stream()
              .map(category -> ui.t("console.category." + category))
              .collect(Collectors.joining(", "));
      case URGENCY -> String.valueOf(values.urgency());
      case CHILD -> ui.t(values.child() ? "correction.yes" : "correction.no");
      case PLACE ->
          snapshot.unit(values.unitId()).map(snapshot::fullPlace).orElse(ui.t("console.no-place"));
    };
  }
}
