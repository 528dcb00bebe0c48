package vn.tinbao.server.portal;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.campaign.Articles;

/**
 * An article with what belongs around it.
 *
 * @param article null on the path of a campaign that has none in any language
 * @param theme of the campaign, shown where there is no article
 * @param places whose people it is for
 * @param agency who is responsible
 * @param via code of the campaign when its own path was opened: a report goes on from it
 */
public record NewsPage(
    Articles.@Nullable Article article,
    String theme,
    String places,
    String agency,
    @Nullable String via) {

  /** Where the report button leads. */
  public String report() {
    return via == null ? "/" : "/?via=" + via;
  }

  /** The name of a language in itself, its code where Java has none. */
  public static String nameOf(String language) {
    Locale locale = Locale.forLanguageTag(language);
    String name = locale.getDisplayLanguage(locale);
    return name.isEmpty() ? language : name.substring(0, 1).toUpperCase(locale) + name.substring(1);
  }

  /** All languages that it is written in. */
  public List<String> languages() {
    return article == null ? List.of() : article.languages();
  }
}
