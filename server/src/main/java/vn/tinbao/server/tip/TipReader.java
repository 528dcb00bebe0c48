package vn.tinbao.server.tip;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.routing.PlaceInDoubt;
import vn.tinbao.server.routing.Router;
import vn.tinbao.server.routing.RoutingQuestion;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Understanding;
import vn.tinbao.server.understanding.Understood;

/** Reads a tip: understanding first, then what the sender chose, then routing. */
@Singleton
class TipReader {
  private final Catalogue catalogue;
  private final Understanding understanding;
  private final Router router;

  TipReader(Catalogue catalogue, Understanding understanding, Router router) {
    this.catalogue = catalogue;
    this.understanding = understanding;
    this.router = router;
  }

  /**
   * Where the sender says it is, apart from the story: what stands first here counts first.
   *
   * @param chosenUnitId as picked from the list; wins over everything read
   * @param text in the sender's own words, or an answer to "which commune?"
   * @param positionUnitId the commune in which the position lies that the sender gave
   */
  record Told(@Nullable Long chosenUnitId, @Nullable String text, @Nullable Long positionUnitId) {
    static final Told NOTHING = new Told(null, null, null);
  }

  /**
   * Reads these words.
   *
   * @param receivedBy agency at whose desk it was typed, null when it came by itself
   */
  Reading read(
      String text,
      Told told,
      @Nullable Category chosenCategory,
      boolean immediateDanger,
      @Nullable Long hotlineUnitId,
      @Nullable String receivedBy,
      Instant at) {
    return read(
        text,
        told,
        chosenCategory,
        immediateDanger,
        hotlineUnitId,
        receivedBy,
        at,
        LegalTime.day(at));
  }

  /**
   * The same of words that came on another day than the one they are routed on.
   *
   * @param at when the words came: "tonight" is meant by that day
   * @param today the day by whose units, agencies and rules it goes
   */
  Reading read(
      String text,
      Told told,
      @Nullable Category chosenCategory,
      boolean immediateDanger,
      @Nullable Long hotlineUnitId,
      @Nullable String receivedBy,
      Instant at,
      LocalDate today) {
    LocalDate day = LegalTime.day(at);
    CatalogueSnapshot snapshot = catalogue.now();
    Understood understood = understanding.understand(text, day, hotlineUnitId);
    Long entered = told.chosenUnitId();
    String placeText = told.text();
    boolean ambiguous = false;
    Understood whereRead = understood;
    if (entered == null && placeText != null && !placeText.isBlank()) {
      Understood place = readPlace(placeText, day, hotlineUnitId);
      entered = place.placeDecided();
      ambiguous = entered == null && place.ambiguous();
      whereRead = ambiguous ? place : understood;
    }
    if (entered == null && told.positionUnitId() != null) {
      entered = told.positionUnitId();
      ambiguous = false;
    }
    if (entered == null) {
      entered = understood.placeDecided();
      ambiguous = ambiguous || (entered == null && understood.ambiguous());
    }
    List<Unit> current =
        snapshot.unit(entered).map(unit -> snapshot.currentOf(unit, today)).orElse(List.of());
    Long unitId = current.size() == 1 ? current.get(0).id() : null;
    ambiguous = ambiguous || current.size() > 1;

    Set<Category> categories = new LinkedHashSet<>();
    if (chosenCategory != null) {
      categories.add(chosenCategory);
    }
    categories.addAll(understood.categories());
    int urgency = immediateDanger ? 5 : understood.urgency();
    Understood.Kind kind = Reading.kind(understood, immediateDanger);
    RoutingQuestion question =
        new RoutingQuestion(
            unitToRouteBy(unitId, entered, whereRead, snapshot, today),
            hotlineUnitId,
            kind,
            List.copyOf(categories),
            urgency,
            understood.child() || categories.contains(Category.CHILD),
            understood.crossBorder(),
            immediateDanger,
            RoutingQuestion.crossingAtHand(understood, day),
            receivedBy,
            today);
    return new Reading(
        understood,
        new ArrayList<>(categories),
        urgency,
        unitId,
        entered,
        ambiguous,
        question,
        router.route(question));
  }

  /** The place itself; else the split old unit, or what all places in doubt have in common. */
  private static @Nullable Long unitToRouteBy(
      @Nullable Long unitId,
      @Nullable Long entered,
      Understood whereRead,
      CatalogueSnapshot snapshot,
      LocalDate day) {
    if (unitId != null) {
      return unitId;
    }
    return entered != null
        ? entered
        : PlaceInDoubt.unitToRouteBy(whereRead, snapshot, day).orElse(null);
  }

  /** A place said alone ("Ia Đal") is a place name, with or without its word before it. */
  private Understood readPlace(String placeText, LocalDate day, @Nullable Long hotlineUnitId) {
    Understood bare = understanding.understand(placeText, day, hotlineUnitId);
    return bare.placeDecided() != null
        ? bare
        : understanding.understand("xã " + placeText.strip(), day, hotlineUnitId);
  }
}
