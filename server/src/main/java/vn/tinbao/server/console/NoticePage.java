package vn.tinbao.server.console;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.proceeding.NoticeKind;
import vn.tinbao.server.proceeding.NoticeTemplates;
import vn.tinbao.server.proceeding.Notices;

/**
 * The page on which a reporter is told something.
 *
 * @param chosen key of the template that the words come from
 * @param language of the words
 * @param ways in which it can be told
 * @param parts text messages that the words take; 0 when they go elsewhere
 * @param most longest, in characters
 */
public record NoticePage(
    UUID tipId,
    String number,
    NoticeKind kind,
    UUID noticeId,
    List<NoticeTemplates.Template> templates,
    String chosen,
    String language,
    String words,
    List<Notices.Way> ways,
    boolean sms,
    int parts,
    int most,
    Instant receivedAt,
    @Nullable String mistake) {

  /** Address of the page with another template or language. */
  public String with(String template, String in) {
    return "/desk/tips/%s/notices/%s?template=%s&in=%s"
        .formatted(tipId, kind.name().toLowerCase(Locale.ROOT), template, in);
  }

  @Override
  public String toString() {
    return "NoticePage[" + tipId + ", " + kind + "]";
  }
}
