package vn.tinbao.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules are read as written, and a mistake is told by rule and field. */
class CompetenceRuleFileTest {
  private static final String AGENCIES =
      """
      agencies:
        ca_xa: {function: POLICE, level: COMMUNE}
        border_post: {function: BORDER_GUARD, level: DISTRICT, key: any}
      rules:
      """;
  private static final String GOOD =
      """
      - id: a.rule
        procedure: CRIME_REPORT
        categories: [LURE_ABROAD]
        min_urgency: 5
        cross_border: true
        unit_level: COMMUNE
        units: [618/2021-11-01]
        lead: [border_post, ca_xa]
        supporting: [ca_xa]
        priority: 20
        plan: ia-hdrai-2024
        reason: Một câu.
        basis: Một điều.
        from: 2024-01-01
        to: 2025-01-01
      """;

  @Test
  void a_rule_is_read_with_all_its_fields() {
    List<CompetenceRule> rules = read(AGENCIES + GOOD);
    assertThat(rules)
        .containsExactly(
            new CompetenceRule(
                "a.rule",
                "CRIME_REPORT",
                Set.of("LURE_ABROAD"),
                5,
                true,
                UnitLevel.COMMUNE,
                List.of(
                    new CompetenceRule.Wanted(
                        AgencyFunction.BORDER_GUARD, AgencyLevel.DISTRICT, null),
                    new CompetenceRule.Wanted(AgencyFunction.POLICE, AgencyLevel.COMMUNE, "ca_xa")),
                List.of(
                    new CompetenceRule.Wanted(AgencyFunction.POLICE, AgencyLevel.COMMUNE, "ca_xa")),
                20,
                "ia-hdrai-2024",
                Set.of(7L),
                "Một câu.",
                "Một điều.",
                LocalDate.of(2024, 1, 1),
                LocalDate.of(2025, 1, 1)));
  }

  @Test
  void what_is_left_out_holds_for_all() {
    CompetenceRule rule =
        read(AGENCIES
                + """
                    - {id: b, procedure: ADVICE, lead: [ca_xa], reason: Câu., basis: x, from: 2018-01-01}
                    """)
            .get(0);
    assertThat(rule.categories()).isEmpty();
    assertThat(rule.minUrgency()).isEqualTo(1);
    assertThat(rule.crossBorder()).isNull();
    assertThat(rule.unitLevel()).isNull();
    assertThat(rule.unitIds()).isEmpty();
    assertThat(rule.validTo()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          procedure: CRIME_REPORT | procedure: CRIME | procedure knows no CRIME
          min_urgency: 5 | min_urgency: 9 | min_urgency must be a number from 1 to 5, not 9
          cross_border: true | cross_border: maybe | cross_border must be true or false, not maybe
          unit_level: COMMUNE | unit_level: VILLAGE | unit_level knows no VILLAGE
          units: [618/2021-11-01] | units: [999/2021-11-01] | units names 999/2021-11-01, which is no unit of the catalogue
          lead: [border_post, ca_xa] | lead: [ca_huyen] | lead names ca_huyen, which is not among the agencies
          lead: [border_post, ca_xa] | lead: [] | lead is missing
          supporting: [ca_xa] | supporting: ca_xa | supporting must be a list, not ca_xa
          categories: [LURE_ABROAD] | categories: [lure] | categories must hold codes such as LURE_ABROAD, not lure
          reason: Một câu. | reason: Một câu | reason must be a whole sentence with its full stop
          basis: Một điều. | note: x | note is not known
          from: 2024-01-01 | from: hôm qua | from must be a date such as 2025-03-01, not hôm qua
          to: 2025-01-01 | to: 2023-01-01 | to must be after from
          """)
  void a_mistake_names_the_rule_and_the_field(String good, String bad, String complaint) {
    assertThatThrownBy(() -> read(AGENCIES + GOOD.replace(good, bad)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Competence rules, rule a.rule: " + complaint);
  }

  @Test
  void a_rule_without_an_id_is_told_by_its_place() {
    assertThatThrownBy(() -> read(AGENCIES + GOOD + GOOD.replace("- id: a.rule\n ", "-")))
        .hasMessage("Competence rules, rule 2: id is missing");
    assertThatThrownBy(() -> read(AGENCIES + GOOD + GOOD))
        .hasMessage("Competence rules, rule a.rule: id is there twice");
  }

  @Test
  void what_is_no_yaml_is_refused() {
    assertThatThrownBy(() -> read("rules: [")).hasMessageStartingWith("Competence rules: no YAML");
    assertThatThrownBy(() -> read("- a"))
        .hasMessage("Competence rules: fields and values are expected");
    assertThatThrownBy(() -> read("agencies: {ca: {function: POLIZEI, level: COMMUNE}}"))
        .hasMessage("Competence rules, agency ca: function knows no POLIZEI");
  }

  @Test
  void the_built_in_rules_name_agencies_that_the_built_in_catalogue_has() {
    CatalogueSnapshot snapshot = BuiltInSnapshot.read();
    Set<String> missing = new HashSet<>();
    for (CompetenceRule rule : snapshot.rules()) {
      List<CompetenceRule.Wanted> wanted = new ArrayList<>(rule.lead());
      wanted.addAll(rule.supporting());
      for (CompetenceRule.Wanted one : wanted) {
        boolean known =
            snapshot.agencies().stream()
                .anyMatch(
                    a ->
                        a.function() == one.function()
                            && a.level() == one.level()
                            && (one.key() == null || one.key().equals(a.key())));
        if (!known) {
          missing.add(rule.id() + ": " + one);
        }
      }
    }
    assertThat(snapshot.rules()).hasSizeGreaterThan(20);
    assertThat(missing).isEmpty();
  }

  @Test
  void every_day_has_a_rule_for_every_procedure() {
    List<CompetenceRule> rules = BuiltInSnapshot.read().rules();
    for (String procedure : List.of("CRIME_REPORT", "VICTIM_SUPPORT", "ADVICE")) {
      for (LocalDate day = LocalDate.of(2021, 11, 1);
          day.isBefore(LocalDate.of(2027, 1, 1));
          day = day.plusDays(1)) {
        LocalDate on = day;
        assertThat(rules)
            .as(procedure + " on " + on)
            .anyMatch(
                r ->
                    r.procedure().equals(procedure)
                        && r.unitIds().isEmpty()
                        && r.categories().isEmpty()
                        && !on.isBefore(r.validFrom())
                        && (r.validTo() == null || on.isBefore(r.validTo())));
      }
    }
  }

  private static List<CompetenceRule> read(String yaml) {
    return CompetenceRuleFile.read(
        new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)),
        Map.of("618/2021-11-01", 7L)::get);
  }
}
