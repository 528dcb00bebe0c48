package vn.tinbao.server.routing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.CompetenceRule;
import vn.tinbao.server.catalogue.Unit;

/** Names a set of competence rules by its content, so that a decision says what decided it. */
final class RulesVersion {
  private static final int CHARACTERS = 12;

  private RulesVersion() {}

  /**
   * The first digits of a hash over all rules, the same in every database that holds the same
   * rules: units enter by their official reference, not by their number there.
   */
  static String of(CatalogueSnapshot snapshot) {
    StringBuilder all = new StringBuilder();
    snapshot.rules().stream()
        .sorted(Comparator.comparing(CompetenceRule::id).thenComparing(CompetenceRule::validFrom))
        .forEach(rule -> append(rule, snapshot, all));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(all.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static void append(CompetenceRule rule, CatalogueSnapshot snapshot, StringBuilder out) {
    out.append(rule.id())
        .append('|')
        .append(rule.procedure())
        .append('|')
        .append(rule.categories().stream().sorted().toList())
        .append('|')
        .append(rule.minUrgency())
        .append('|')
        .append(rule.crossBorder())
        .append('|')
        .append(rule.unitLevel())
        .append('|')
        .append(rule.lead())
        .append('|')
        .append(rule.supporting())
        .append('|')
        .append(rule.priority())
        .append('|')
        .append(
            rule.unitIds().stream()
                .map(id -> snapshot.unit(id).map(Unit::ref).orElse(""))
                .sorted()
                .toList())
        .append('|')
        .append(rule.receivers())
        .append('|')
        .append(rule.reason())
        .append('|')
        .append(rule.basis())
        .append('|')
        .append(rule.validFrom())
        .append('|')
        .append(rule.validTo())
        .append('\n');
  }
}
