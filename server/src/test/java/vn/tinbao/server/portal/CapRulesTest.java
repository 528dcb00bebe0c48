package vn.tinbao.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinbao.server.campaign.Articles;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;
import vn.tinbao.server.web.SiteSettings;

/** Our alerts against the rules of CAP 1.2, and those rules against alerts that break them. */
class CapRulesTest {
  private static final int SIZE =
      "full".equals(System.getProperty("tinbao.test.size")) ? 20_000 : 500;
  private static final SiteSettings SITE =
      new SiteSettings(URI.create("https://tinbao.example.vn"), null);
  private static final List<Unit> UNITS =
      List.of(
          new Unit(
              1,
              "15499",
              UnitLevel.COMMUNE,
              "Xã",
              "Thọ Xuân",
              "Xã Thọ Xuân",
              null,
              LocalDate.of(2025, 7, 1),
              null));

  private static Articles.Article article(String title, String body, String language) {
    return FeedsTest.article(title, body, language, List.of("vi", "en"));
  }

  private static String alert() {
    return CapAlert.write(article("Cảnh giác", "A\n\nB", "vi"), "Công an xã", UNITS, SITE);
  }

  @Test
  void an_alert_and_its_cancelling_keep_every_rule() throws Exception {
    assertThat(CapRules.broken(FeedsTest.root(alert()))).isEmpty();
    assertThat(
            CapRules.broken(
                FeedsTest.root(
                    CapAlert.write(
                        article("Beware", "Do not go", "en"), "Công an xã", List.of(), SITE))))
        .isEmpty();
    assertThat(
            CapRules.broken(
                FeedsTest.root(
                    CapAlert.cancel(
                        article("Cảnh giác", "A", "vi"),
                        Instant.parse("2026-08-01T01:00:00Z"),
                        SITE))))
        .isEmpty();
  }

  /** Titles and texts are never blank, but for what no document of XML may hold. */
  @Test
  void whatever_is_typed_an_alert_keeps_every_rule() throws Exception {
    long seed = Long.getLong("tinbao.test.seed", new Random().nextLong());
    String signs = "aĂ ừ<>&\"'\u0000\u0008\uFFFE\u202e\n\t]]>😀\uD83D,%/?#";
    for (int i = 0; i < SIZE; i++) {
      Random random = new Random(seed + i);
      StringBuilder typed = new StringBuilder("A");
      for (int n = random.nextInt(60); n > 0; n--) {
        typed.append(signs.charAt(random.nextInt(signs.length())));
      }
      String xml =
          CapAlert.write(
              article(typed.toString(), typed.toString(), "vi"), typed.toString(), UNITS, SITE);
      assertThat(CapRules.broken(FeedsTest.root(xml))).as("seed " + (seed + i)).isEmpty();
    }
  }

  /** The rules are strict: each of these changes breaks one. */
  @ParameterizedTest
  @CsvSource({
    "<status>Actual</status>, <status>Real</status>",
    "<status>Actual</status>, ''",
    "<scope>Public</scope>, <scope>Restricted</scope>",
    "<scope>Public</scope>, <scope>Private</scope>",
    "<scope>Public</scope>, <scope>Public</scope><scope>Public</scope>",
    "<msgType>Alert</msgType>, <msgType>Update</msgType>",
    "<msgType>Alert</msgType>, <msgType>alert</msgType>",
    "<category>Security</category>, ''",
    "<category>Security</category>, <category>Crime</category>",
    "<urgency>Unknown</urgency>, ''",
    "<urgency>Unknown</urgency>, <audience>all</audience><urgency>Unknown</urgency>",
    "<severity>Unknown</severity>, <severity></severity>",
    "T08:00:00+07:00</sent>, T01:00:00Z</sent>",
    "T08:00:00+07:00</sent>, T08:00:00.123+07:00</sent>",
    "<language>vi</language>, <language>tiếng Việt</language>",
    "<valueName>GSO</valueName>, ''",
    "<areaDesc>, <b/><areaDesc>",
    "2026-08-31T00:00:00+07:00</expires>, 2026-07-01T00:00:00+07:00</expires>",
    "urn:oasis:names:tc:emergency:cap:1.2, urn:oasis:names:tc:emergency:cap:1.1",
    "https://tinbao.example.vn/, /"
  })
  void every_rule_is_looked_at(String right, String wrong) throws Exception {
    String alert = alert();
    assertThat(alert).contains(right);
    assertThat(CapRules.broken(FeedsTest.root(alert.replace(right, wrong)))).isNotEmpty();
  }
}
