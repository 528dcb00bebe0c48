package vn.tinbao.server.bench.understanding;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.bench.understanding.Labelled.State;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.routing.RoutedText;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Understood;

/** A labelled message beside what the program says of it. */
public final class Judged {
  /** Candidates this far behind the best are not meant any more; as routing has it. */
  private static final int IN_DOUBT = 10;

  private final Labelled label;
  private final Understood understood;
  private final State placeState;
  private final Set<String> placeCodes;
  private final String lead;
  private final @Nullable PlaceVerdict place;

  /** How the place that was found stands to the place that is right. */
  public enum PlaceVerdict {
    /** The unit itself, the same candidates, or rightly unknown. */
    RIGHT,
    /** A person must choose, and the right one is among the candidates. */
    HONEST,
    /** Only the district or province around the right place. */
    COARSER,
    /** No place, though one is said. */
    MISSED,
    /** Candidates, though no place is said or the right one is not among them. */
    ASTRAY,
    /** Decided on another place: nobody would look again. */
    SILENTLY_WRONG
  }

  Judged(Labelled label, RoutedText routed, CatalogueSnapshot snapshot) {
    this.label = label;
    this.understood = routed.understood();
    String leadId = routed.decision().leadAgencyId();
    int slash = leadId.indexOf('/');
    this.lead = slash < 0 ? leadId : leadId.substring(0, slash);
    Set<String> codes = new LinkedHashSet<>();
    Unit decided = routed.placeDecided();
    if (decided != null) {
      this.placeState = State.DECIDED;
      codes.add(decided.code());
    } else if (routed.ambiguous()) {
      this.placeState = State.AMBIGUOUS;
      candidates(routed, snapshot, codes);
    } else {
      this.placeState = State.UNKNOWN;
    }
    this.placeCodes = codes;
    Labelled.Place right = label.place();
    this.place = right == null ? null : judge(right, snapshot);
  }

  private static void candidates(
      RoutedText routed, CatalogueSnapshot snapshot, Collection<String> codes) {
    List<Understood.Place> places = routed.understood().places();
    for (Understood.Place candidate : places) {
      if (places.get(0).score() - candidate.score() < IN_DOUBT) {
        candidate
            .currentUnitIds()
            .forEach(id -> snapshot.unit(id).ifPresent(unit -> codes.add(unit.code())));
      }
    }
  }

  private PlaceVerdict judge(Labelled.Place right, CatalogueSnapshot snapshot) {
    Set<String> codes = new LinkedHashSet<>(right.codes());
    boolean meets = placeCodes.stream().anyMatch(codes::contains);
    return switch (right.state()) {
      case UNKNOWN ->
          switch (placeState) {
            case UNKNOWN -> PlaceVerdict.RIGHT;
            case AMBIGUOUS -> PlaceVerdict.ASTRAY;
            case DECIDED -> PlaceVerdict.SILENTLY_WRONG;
          };
      case DECIDED ->
          switch (placeState) {
            case UNKNOWN -> PlaceVerdict.MISSED;
            case AMBIGUOUS -> meets ? PlaceVerdict.HONEST : PlaceVerdict.ASTRAY;
            case DECIDED -> meets ? PlaceVerdict.RIGHT : around(codes, snapshot, false);
          };
      case AMBIGUOUS ->
          switch (placeState) {
            case UNKNOWN -> PlaceVerdict.MISSED;
            case AMBIGUOUS -> meets ? PlaceVerdict.RIGHT : PlaceVerdict.ASTRAY;
            case DECIDED -> around(codes, snapshot, true);
          };
    };
  }

  /** Decided on one unit: is it one that holds all the right ones? */
  private PlaceVerdict around(Set<String> codes, CatalogueSnapshot snapshot, boolean several) {
    LocalDate day = label.at();
    boolean holdsAll =
        codes.stream()
            .allMatch(
                code ->
                    snapshot
                        .unitByCode(code, day)
                        .map(unit -> snapshot.withAncestors(unit, day))
                        .orElse(List.of())
                        .stream()
                        .skip(1)
                        .anyMatch(above -> placeCodes.contains(above.code())));
    if (!holdsAll) {
      return PlaceVerdict.SILENTLY_WRONG;
    }
    return several ? PlaceVerdict.HONEST : PlaceVerdict.COARSER;
  }

  Labelled label() {
    return label;
  }

  Understood understood() {
    return understood;
  }

  State placeState() {
    return placeState;
  }

  String lead() {
    return lead;
  }

  /** Null when the label says nothing of the place. */
  @Nullable PlaceVerdict place() {
    return place;
  }

  /** Whether a person who reads the result is led to the right place, or asked. */
  boolean placeRight() {
    return place == PlaceVerdict.RIGHT || place == PlaceVerdict.HONEST;
  }

  /** The strongest category; null when the label says none. */
  @Nullable Category category() {
    return label.categories().isEmpty() ? null : label.categories().get(0);
  }

  boolean categoryRight() {
    return understood.categories().get(0) == category();
  }

  boolean leadRight() {
    return lead.equals(label.lead());
  }

  /** What differs, one part each: {@code category FORCED_LABOUR, found OTHER_CRIME}. */
  List<Difference> differences() {
    List<Difference> found = new ArrayList<>();
    if (label.kind() != null && label.kind() != understood.kind()) {
      found.add(new Difference(Part.KIND, label.kind(), understood.kind()));
    }
    if (category() != null && !categoryRight()) {
      found.add(new Difference(Part.CATEGORY, label.categories(), understood.categories()));
    }
    if (label.urgency() > 0 && label.urgency() >= 4 != understood.urgent()) {
      found.add(new Difference(Part.URGENT, label.urgency(), understood.urgency()));
    } else if (label.urgency() > 0 && label.urgency() != understood.urgency()) {
      found.add(new Difference(Part.URGENCY, label.urgency(), understood.urgency()));
    }
    if (label.child() != null && label.child() != understood.child()) {
      found.add(new Difference(Part.CHILD, label.child(), understood.child()));
    }
    if (label.destinationSaid() && !Objects.equals(label.destination(), understood.destination())) {
      found.add(new Difference(Part.DESTINATION, label.destination(), understood.destination()));
    }
    Labelled.Place right = label.place();
    if (right != null && place != null && !placeRight()) {
      found.add(
          new Difference(
              Part.PLACE,
              right.state() + " " + right.codes(),
              place + ": " + placeState + " " + placeCodes));
    }
    if (label.lead() != null && !leadRight()) {
      found.add(new Difference(Part.LEAD, label.lead(), lead));
    }
    return found;
  }

  /** What a label and a reading can differ in. */
  public enum Part {
    KIND,
    CATEGORY,
    URGENT,
    URGENCY,
    CHILD,
    DESTINATION,
    PLACE,
    LEAD
  }

  /** One part in which they differ. */
  record Difference(Part part, @Nullable Object right, @Nullable Object found) {
    @Override
    public String toString() {
      return part.name().toLowerCase(Locale.ROOT) + ": right " + right + ", found " + found;
    }
  }
}
