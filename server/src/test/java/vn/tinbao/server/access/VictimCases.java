package vn.tinbao.server.access;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.util.Map;

/** Outcomes of cases, and records of people. */
@Singleton
final class VictimCases implements AccessCases {

  @Override
  public Map<String, Maker> cases() {
    return Map.ofEntries(
        Map.entry(
            "POST /desk/tips/{id}/outcomes",
            (world, owner) ->
                Request.form(
                    "/desk/tips/" + world.tip().id() + "/outcomes",
                    "outcomeId",
                    newId(),
                    "kind",
                    "INDICTED",
                    "day",
                    "2026-11-22",
                    "defendants",
                    "1",
                    "article",
                    "ART_150",
                    "agency",
                    AccessWorld.HERE)));
  }

  private static String newId() {
    return UuidCreator.getTimeOrderedEpoch().toString();
  }
}
