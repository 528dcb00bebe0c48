package vn.tinbao.server.search;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.vault.ReceiptCodes;

/**
 * Looks for tips among those that the viewer may open at the desk: what one may not open is not
 * found, as if it were not there. Every search leaves an audit row that says which parts were asked
 * for, never the words.
 */
@Singleton
public class TipSearch {
  /** Tips on a page. */
  public static final int PAGE = 30;

  private static final int LOOK_FIRST = 100;
  private static final int LOOK_AT = 1_000;

  private static final Pattern NUMBER = Pattern.compile("[0-9A-F]{6}");

  private final SearchRows rows;
  private final BlindWords blind;
  private final ReceiptCodes receipts;
  private final TipAccess access;
  private final TipDesk desk;
  private final Catalogue catalogue;
  private final Audit audit;
  private final SearchSettings settings;

  TipSearch(
      SearchRows rows,
      BlindWords blind,
      ReceiptCodes receipts,
      TipAccess access,
      TipDesk desk,
      Catalogue catalogue,
      Audit audit,
      SearchSettings settings) {
    this.rows = rows;
    this.blind = blind;
    this.receipts = receipts;
    this.access = access;
    this.desk = desk;
    this.catalogue = catalogue;
    this.audit = audit;
    this.settings = settings;
  }

  /** Where in the order of the queue to go on: the last tip looked at. */
  public record After(Instant since, UUID id) {
    /** Before everything. */
    public static After start() {
      return new After(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));
    }

    /** As a form carries it; {@link #read} reads it. */
    public String written() {
      return since + "_" + id;
    }

    /** What {@link #written} made; from the beginning for everything else. */
    public static After read(@Nullable String text) {
      int line = text == null ? -1 : text.lastIndexOf('_');
      if (text == null || line < 0) {
        return start();
      }
      try {
        Instant at = Instant.parse(text.substring(0, line));
        return LegalTime.storable(at)
            ? new After(at, UUID.fromString(text.substring(line + 1)))
            : start();
      } catch (DateTimeException | IllegalArgumentException e) {
        return start();
      }
    }
  }

  /**
   * What was found, newest at the agency first.
   *
   * @param next where to go on, null at the end
   * @param noSuchPlace the place is none: nothing was looked for
   */
  public record Result(List<TipDesk.Line> lines, @Nullable After next, boolean noSuchPlace) {

    /** Whether it stopped because of what it had cost so far, and not because the page is full. */
    public boolean halfway() {
      return next != null && lines.size() < PAGE;
    }
  }

  /**
   * Looks for tips.
   *
   * @throws IllegalArgumentException when nothing was asked
   */
  @Transactional
  public Result find(StaffMember viewer, Wish wish, After after) {
    if (wish.empty()) {
      throw new IllegalArgumentException("A search for nothing");
    }
    if (!Permissions.may(viewer, Action.TIP_SEARCH)) {
      return new Result(List.of(), null, false);
    }
    audit.record(
        viewer.id(),
        "TIPS_SEARCHED",
        "SEARCH",
        UuidCreator.getTimeOrderedEpoch().toString(),
        wish.parts());
    String number = wish.number();
    return number == null ? byParts(viewer, wish, after) : byNumber(viewer, number);
  }

  private Result byNumber(StaffMember viewer, String typed) {
    List<UUID> found = new ArrayList<>();
    rows.byReceipt(receipts.hashOfTyped(typed)).ifPresent(found::add);
    String number = typed.strip().replace("#", "").toUpperCase(Locale.ROOT);
    if (NUMBER.matcher(number).matches()) {
      found.addAll(rows.byNumber(number));
    }
    return new Result(
        lines(found.stream().filter(id -> access.mayOpen(viewer, id)).distinct().toList()),
        null,
        false);
  }

  private Result byParts(StaffMember viewer, Wish wish, After after) {
    Set<Long> units = null;
    String place = wish.place();
    if (place != null) {
      units = PlaceNames.find(catalogue.now(), place);
      if (units.isEmpty()) {
        return new Result(List.of(), null, true);
      }
    }
    String words = wish.words();
    Set<String> wanted = words == null ? Set.of() : SearchWords.wanted(words);
    if (words != null && wanted.isEmpty()) {
      return new Result(List.of(), null, false);
    }
    SearchRows.Filter filter =
        new SearchRows.Filter(
            wish.from() == null ? null : LegalTime.start(wish.from()),
            wish.to() == null ? null : LegalTime.start(wish.to().plusDays(1)),
            units,
            wish.category() == null ? null : wish.category().name(),
            wish.state(),
            wish.officerId(),
            !wanted.isEmpty());
    return looked(viewer, filter, after, wanted.isEmpty() ? List.of() : blind.probes(wanted));
  }

  /** Looks at some lines first, since the newest are wanted most, then at many at a time. */
  private Result looked(
      StaffMember viewer, SearchRows.Filter filter, After after, List<BlindWords.Probe> probes) {
    List<UUID> hits = new ArrayList<>();
    After at = after;
    After lastHit = after;
    int lines = Math.min(LOOK_FIRST, settings.most());
    for (int looked = 0; looked < settings.most(); looked += lines, lines = LOOK_AT) {
      SearchRows.Looked some = rows.look(viewer, filter, at, lines);
      for (SearchRows.Found tip : some.found()) {
        byte[] words = tip.words();
        boolean hit =
            probes.isEmpty()
                || (words != null && probes.stream().allMatch(probe -> probe.in(tip.id(), words)));
        if (hit && hits.size() == PAGE) {
          return new Result(lines(hits), lastHit, false);
        }
        if (hit) {
          hits.add(tip.id());
          lastHit = place(tip);
        }
      }
      After last = some.last();
      if (last == null || some.many() < lines) {
        return new Result(lines(hits), null, false);
      }
      at = last;
    }
    return new Result(lines(hits), at, false);
  }

  private static After place(SearchRows.Found tip) {
    return new After(tip.since(), tip.id());
  }

  private List<TipDesk.Line> lines(List<UUID> ids) {
    return ids.stream().flatMap(id -> desk.line(id).stream()).toList();
  }
}
