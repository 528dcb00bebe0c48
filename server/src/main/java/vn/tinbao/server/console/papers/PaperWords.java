package vn.tinbao.server.console.papers;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyFunction;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.web.Messages;

/** What codes and ids are called on paper: Vietnamese, whatever language the viewer reads. */
@Singleton
class PaperWords {
  private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");
  private static final int NUMBER_SIGNS = 6;
  private static final String CAPITAL = "Hà Nội";

  private final Messages messages;
  private final Catalogue catalogue;

  PaperWords(Messages messages, Catalogue catalogue) {
    this.messages = messages;
    this.catalogue = catalogue;
  }

  /**
   * Who issues a paper.
   *
   * @param superior the agency above; null for people's committees and committees 138, which stand
   *     in papers alone (decree 30/2020, annex I)
   * @param place where it has its seat, without the kind of unit
   */
  record Issuer(String name, @Nullable String superior, String place) {}

  Issuer issuer(String agencyId) {
    CatalogueSnapshot snapshot = catalogue.now();
    return snapshot
        .agency(agencyId)
        .map(agency -> issuer(snapshot, agency))
        .orElseGet(() -> new Issuer(agencyId, null, CAPITAL));
  }

  private static Issuer issuer(CatalogueSnapshot snapshot, Agency agency) {
    boolean alone =
        agency.function() == AgencyFunction.PEOPLES_COMMITTEE
            || agency.function() == AgencyFunction.STEERING_COMMITTEE;
    return new Issuer(
        agency.name(),
        alone ? null : snapshot.agency(agency.parentId()).map(Agency::name).orElse(null),
        snapshot.unit(agency.unitId()).map(Unit::name).orElse(CAPITAL));
  }

  String agency(String id) {
    return catalogue.now().agency(id).map(Agency::name).orElse(id);
  }

  /** The last six signs of the id, as on the tip's page. */
  static String number(UUID id) {
    String text = id.toString();
    return text.substring(text.length() - NUMBER_SIGNS).toUpperCase(Locale.ROOT);
  }

  String channel(TipDesk.View tip) {
    return say("proceeding.choice." + tip.sourceKind())
        + " – "
        + say("console.channel." + tip.channel());
  }

  String state(String state) {
    return say("console.state." + state);
  }

  String categories(TipDesk.View tip) {
    return tip.categories().stream()
        .map(category -> say("console.category." + category))
        .collect(Collectors.joining(", "));
  }

  String urgency(TipDesk.View tip) {
    return tip.urgency() + " – " + say("console.urgency." + tip.urgency());
  }

  String say(String key) {
    return messages.text(VIETNAMESE, key);
  }

  /** The beginning of a text, on one line, up to a blank. */
  static String beginning(String text, int most) {
    String line = text.strip().replaceAll("\\s+", " ");
    if (line.length() <= most) {
      return line;
    }
    int blank = line.lastIndexOf(' ', most);
    int cut = blank > most / 2 ? blank : most;
    return line.substring(0, Character.isHighSurrogate(line.charAt(cut - 1)) ? cut - 1 : cut)
        + " …";
  }

  /** What is told of a list, or null for an empty one. */
  static @Nullable String joined(List<String> texts) {
    return texts.isEmpty() ? null : String.join("; ", texts);
  }
}
