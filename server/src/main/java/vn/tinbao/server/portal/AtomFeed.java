package vn.tinbao.server.portal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.xml.stream.XMLStreamException;
import vn.tinbao.server.campaign.Articles;
import vn.tinbao.server.web.SiteSettings;

/** Articles as Atom 1.0 (RFC 4287). */
final class AtomFeed {
  private static final String NAMESPACE = "http://www.w3.org/2005/Atom";

  private AtomFeed() {}

  /**
   * The feed itself.
   *
   * @param path its own, with its query
   * @param place empty: all places
   */
  record Head(String language, boolean warnings, String path, String place, Instant updated) {
    private String title() {
      boolean english = language.equals("en");
      String title =
          warnings
              ? english ? "TinBao: warnings" : "TinBao: cảnh báo"
              : english ? "TinBao: news" : "TinBao: tin tức";
      return place.isEmpty() ? title : title + ", " + place;
    }
  }

  /**
   * The document.
   *
   * @param takenBack warnings that hold no more: said so, with nothing of their words
   * @param agency name of who is responsible for an article
   * @param warns whether it is a warning, which is also there as an alert
   */
  static String write(
      List<Articles.Article> articles,
      List<Articles.TakenBack> takenBack,
      Function<Articles.Article, String> agency,
      Predicate<Articles.Article> warns,
      Head head,
      SiteSettings site) {
    return XmlText.document(
        "feed",
        NAMESPACE,
        xml -> {
          xml.attribute("xml:lang", head.language());
          xml.text("id", site.of(head.path()));
          xml.text("title", head.title());
          xml.text("updated", time(head.updated()));
          xml.in("author", author -> author.text("name", "TinBao"));
          xml.empty("link", "rel", "self", "href", site.of(head.path()));
          xml.empty("link", "rel", "alternate", "type", "text/html", "href", site.of("/news"));
          for (Articles.TakenBack back : takenBack) {
            xml.in("entry", entry -> cancelled(entry, back, agency, head.language(), site));
          }
          for (Articles.Article article : articles) {
            xml.in("entry", entry -> entry(entry, article, agency, warns, site));
          }
        });
  }

  private static void entry(
      XmlText xml,
      Articles.Article article,
      Function<Articles.Article, String> agency,
      Predicate<Articles.Article> warns,
      SiteSettings site)
      throws XMLStreamException {
    xml.attribute("xml:lang", article.language());
    xml.text("id", "urn:uuid:" + article.id());
    xml.text("title", article.title());
    xml.text("published", time(article.publishedAt()));
    xml.text("updated", time(article.publishedAt()));
    xml.in("author", author -> author.text("name", agency.apply(article)));
    xml.empty(
        "link",
        "rel",
        "alternate",
        "type",
        "text/html",
        "href",
        site.of("/news/" + article.id() + "?in=" + article.language()));
    if (warns.test(article)) {
      xml.empty(
          "link",
          "rel",
          "related",
          "type",
          "application/cap+xml",
          "href",
          site.of("/feeds/alerts/" + article.id() + ".cap?lang=" + article.language()));
    }
    xml.text("summary", article.lead(), "type", "text");
    xml.text("content", article.body(), "type", "text");
  }

  /** The entry of the same id, so that a reader's copy of the warning is written over. */
  private static void cancelled(
      XmlText xml,
      Articles.TakenBack back,
      Function<Articles.Article, String> agency,
      String language,
      SiteSettings site)
      throws XMLStreamException {
    Articles.Article article = back.article();
    boolean english = language.equals("en");
    String said = english ? "This warning holds no more" : "Cảnh báo này không còn hiệu lực";
    xml.attribute("xml:lang", language);
    xml.text("id", "urn:uuid:" + article.id());
    xml.text("title", said);
    xml.text("published", time(article.publishedAt()));
    xml.text("updated", time(back.at()));
    xml.in("author", author -> author.text("name", agency.apply(article)));
    xml.empty(
        "link",
        "rel",
        "related",
        "type",
        "application/cap+xml",
        "href",
        site.of("/feeds/alerts/" + article.id() + ".cap?lang=" + article.language()));
    xml.text("content", said, "type", "text");
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
