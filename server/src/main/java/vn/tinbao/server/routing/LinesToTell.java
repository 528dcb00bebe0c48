package vn.tinbao.server.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Hotline;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.routing.RoutingDecision.Line;

/** Which numbers the reporter is told: verified ones of the day, by what the tip is about. */
final class LinesToTell {
  /** More than these nobody notes down. */
  private static final int MOST = 3;

  private LinesToTell() {}

  /** Those for danger first when there is danger, then by purpose, of one purpose the nearest. */
  static List<Line> of(
      CatalogueSnapshot snapshot,
      @Nullable Unit unit,
      RoutingQuestion question,
      DeadlineProfile profile) {
    List<String> purposes = purposes(profile, Procedure.isUrgent(question));
    List<Hotline> lines = new ArrayList<>(snapshot.hotlinesFor(unit, question.day()));
    lines.removeIf(line -> rank(line, purposes) == purposes.size());
    lines.sort(Comparator.comparingInt(line -> rank(line, purposes)));
    return lines.stream()
        .map(line -> new Line(line.number(), line.name()))
        .distinct()
        .limit(MOST)
        .toList();
  }

  private static List<String> purposes(DeadlineProfile profile, boolean danger) {
    List<String> purposes = new ArrayList<>();
    if (danger) {
      purposes.add("IMMEDIATE_DANGER");
    }
    switch (profile) {
      case TRAFFICKING_SUSPECTED -> purposes.addAll(List.of("TRAFFICKING", "STANDING_OFFICE"));
      case CHILD_IN_DANGER -> purposes.addAll(List.of("CHILD", "TRAFFICKING", "STANDING_OFFICE"));
      case VICTIM_SUPPORT -> purposes.addAll(List.of("VICTIM_SUPPORT", "TRAFFICKING"));
      case ADVICE -> purposes.addAll(List.of("ADVICE", "VICTIM_SUPPORT"));
      case OTHER_REPORT -> purposes.addAll(List.of("STANDING_OFFICE", "IMMEDIATE_DANGER"));
    }
    return purposes;
  }

  private static int rank(Hotline line, List<String> purposes) {
    for (int i = 0; i < purposes.size(); i++) {
      if (line.purposes().contains(purposes.get(i))) {
        return i;
      }
    }
    return purposes.size();
  }
}
