package vn.tinbao.server.portal;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import vn.tinbao.server.campaign.Articles;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.web.SiteSettings;
import vn.tinbao.server.web.Ui;

/**
 * A warning as an alert of the Common Alerting Protocol 1.2 (OASIS, ITU-T X.1303bis). How urgent,
 * severe and certain it is, nobody has measured: said as unknown.
 */
final class CapAlert {
  private static final String NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";

  /** The offset in digits, also where others write Z; no parts of seconds. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

  private CapAlert() {}

  /** The document; elements in the order of the schema. */
  static String write(
      Articles.Article article, String agency, List<Unit> units, SiteSettings site) {
    return XmlText.document(
        "alert",
        NAMESPACE,
        xml -> {
          xml.text("identifier", identifier(article));
          xml.text("sender", sender(site));
          xml.text("sent", time(article.publishedAt()));
          xml.text("status", "Actual");
          xml.text("msgType", "Alert");
          xml.text("scope", "Public");
          xml.in(
              "info",
              info -> {
                info.text("language", article.language());
                info.text("category", "Security");
                info.text("event", article.title());
                info.text("urgency", "Unknown");
                info.text("severity", "Unknown");
                info.text("certainty", "Unknown");
                info.text("effective", time(article.publishedAt()));
                info.text(
                    "expires",
                    TIME.format(
                        ZonedDateTime.of(
                            article.until().plusDays(1), LocalTime.MIDNIGHT, Ui.ZONE)));
                info.text("senderName", agency);
                info.text("headline", article.title());
                info.text("description", article.body());
                info.text("web", site.of("/news/" + article.id() + "?in=" + article.language()));
                for (Unit unit : units) {
                  info.in(
                      "area",
                      area -> {
                        area.text("areaDesc", unit.fullName());
                        area.in(
                            "geocode",
                            code -> {
                              code.text("valueName", "GSO");
                              code.text("value", unit.code());
                            });
                      });
                }
              });
        });
  }

  /**
   * That the alert of this article holds no more; says nothing else of it.
   *
   * @param at since when
   */
  static String cancel(Articles.Article article, Instant at, SiteSettings site) {
    return XmlText.document(
        "alert",
        NAMESPACE,
        xml -> {
          xml.text("identifier", identifier(article) + ".cancel");
          xml.text("sender", sender(site));
          xml.text("sent", time(at));
          xml.text("status", "Actual");
          xml.text("msgType", "Cancel");
          xml.text("scope", "Public");
          xml.text(
              "references",
              String.join(",", sender(site), identifier(article), time(article.publishedAt())));
        });
  }

  private static String identifier(Articles.Article article) {
    return article.id() + "." + article.language();
  }

  private static String sender(SiteSettings site) {
    return String.valueOf(site.address().getHost());
  }

  private static String time(Instant at) {
    return TIME.format(at.atZone(Ui.ZONE));
  }
}
