package vn.tinbao.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import vn.tinbao.server.campaign.Articles;
import vn.tinbao.server.campaign.CampaignKind;
import vn.tinbao.server.web.SiteSettings;

class FeedsTest {
  private static final SiteSettings SITE =
      new SiteSettings(URI.create("https://tinbao.example.vn"), null);
  private static final UUID ID = UUID.fromString("01a20545-f265-758f-a377-5404c6944d9d");

  private static Articles.Article article(String title, String body) {
    return article(title, body, "vi", List.of("vi"));
  }

  static Articles.Article article(
      String title, String body, String language, List<String> languages) {
    return new Articles.Article(
        ID,
        "abcdefgh",
        CampaignKind.WARNING,
        "ca_xa@15499/2025-07-01",
        language,
        languages,
        title,
        body,
        List.of(),
        Instant.parse("2026-07-30T01:00:00.123Z"),
        LocalDate.of(2026, 8, 30),
        "etag");
  }

  static Element root(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)))
        .getDocumentElement();
  }

  private static List<String> children(Element element) {
    List<String> names = new ArrayList<>();
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      names.add(child.getLocalName());
    }
    return names;
  }

  private static Element only(Element parent, String name) {
    return (Element) parent.getElementsByTagNameNS("*", name).item(0);
  }

  private static String feed(List<Articles.Article> articles) {
    return feed(articles, List.of());
  }

  private static String feed(List<Articles.Article> articles, List<Articles.TakenBack> takenBack) {
    return AtomFeed.write(
        articles,
        takenBack,
        article -> "Công an xã Thọ Xuân",
        article -> true,
        new AtomFeed.Head("vi", true, "/feeds/alerts.atom?lang=vi", "Xã Thọ Xuân", Instant.EPOCH),
        SITE);
  }

  /** RFC 4287: what a feed and an entry must have, each once. */
  @Test
  void a_feed_has_what_atom_asks_for() throws Exception {
    Element feed = root(feed(List.of(article("Cảnh giác <việc nhẹ> & \"lương cao\"", "A\n\nB"))));
    assertThat(feed.getNamespaceURI()).isEqualTo("http://www.w3.org/2005/Atom");
    assertThat(children(feed))
        .containsExactly("id", "title", "updated", "author", "link", "link", "entry");
    Element entry = only(feed, "entry");
    assertThat(children(entry))
        .containsExactly(
            "id", "title", "published", "updated", "author", "link", "link", "summary", "content");
    assertThat(only(entry, "title").getTextContent())
        .isEqualTo("Cảnh giác <việc nhẹ> & \"lương cao\"");
    assertThat(only(entry, "updated").getTextContent()).isEqualTo("2026-07-30T01:00:00Z");
    assertThat(only(entry, "id").getTextContent()).isEqualTo("urn:uuid:" + ID);
    assertThat(children(root(feed(List.of())))).doesNotContain("entry");
  }

  @Test
  void a_warning_that_was_taken_back_writes_over_its_entry_and_says_nothing_of_its_words()
      throws Exception {
    Instant at = Instant.parse("2026-07-31T02:00:00Z");
    String written =
        feed(List.of(), List.of(new Articles.TakenBack(article("Sai số", "Gọi 999"), at)));
    Element entry = only(root(written), "entry");
    assertThat(children(entry))
        .containsExactly("id", "title", "published", "updated", "author", "link", "content");
    assertThat(only(entry, "id").getTextContent()).isEqualTo("urn:uuid:" + ID);
    assertThat(only(entry, "updated").getTextContent()).isEqualTo("2026-07-31T02:00:00Z");
    assertThat(only(entry, "link").getAttribute("href")).contains(ID + ".cap");
    assertThat(written).contains("không còn hiệu lực").doesNotContain("Sai số", "Gọi 999");
  }

  /** The order and forms of OASIS CAP 1.2, section 3. */
  @Test
  void an_alert_has_the_elements_of_cap_in_their_order() throws Exception {
    Element alert =
        root(CapAlert.write(article("Cảnh giác", "A\n\nB"), "Công an xã", List.of(), SITE));
    assertThat(alert.getNamespaceURI()).isEqualTo("urn:oasis:names:tc:emergency:cap:1.2");
    assertThat(children(alert))
        .containsExactly("identifier", "sender", "sent", "status", "msgType", "scope", "info");
    assertThat(children(only(alert, "info")))
        .containsExactly(
            "language",
            "category",
            "event",
            "urgency",
            "severity",
            "certainty",
            "effective",
            "expires",
            "senderName",
            "headline",
            "description",
            "web");
    assertThat(only(alert, "identifier").getTextContent()).doesNotContainPattern("[\\s,<&]");
    assertThat(only(alert, "sent").getTextContent()).isEqualTo("2026-07-30T08:00:00+07:00");
    assertThat(only(alert, "expires").getTextContent()).isEqualTo("2026-08-31T00:00:00+07:00");
  }

  /** CAP 1.2, 3.2.1: references are sender, identifier and sent of what is taken back. */
  @Test
  void what_is_taken_back_names_the_alert_and_nothing_else() throws Exception {
    Articles.Article article = article("Cảnh giác", "A\n\nB");
    Element alert = root(CapAlert.write(article, "Công an xã", List.of(), SITE));
    Element cancel = root(CapAlert.cancel(article, Instant.parse("2026-08-01T01:00:00Z"), SITE));
    assertThat(children(cancel))
        .containsExactly(
            "identifier", "sender", "sent", "status", "msgType", "scope", "references");
    assertThat(only(cancel, "msgType").getTextContent()).isEqualTo("Cancel");
    assertThat(only(cancel, "sent").getTextContent()).isEqualTo("2026-08-01T08:00:00+07:00");
    assertThat(only(cancel, "identifier").getTextContent())
        .isNotEqualTo(only(alert, "identifier").getTextContent());
    assertThat(only(cancel, "references").getTextContent())
        .isEqualTo(
            String.join(
                ",",
                only(alert, "sender").getTextContent(),
                only(alert, "identifier").getTextContent(),
                only(alert, "sent").getTextContent()));
  }

  @Test
  void whatever_is_typed_the_feed_stays_readable() throws Exception {
    String typed = "a\u0000\u0008\uFFFE\uD800]]> &lt; \u202e<script>";
    Element feed = root(feed(List.of(article(typed, typed))));
    assertThat(only(only(feed, "entry"), "title").getTextContent()).contains("]]> &lt; <script>");
    assertThat(root(CapAlert.write(article(typed, typed), typed, List.of(), SITE))).isNotNull();
  }
}
