package vn.tinbao.server.console.campaign;

import io.micronaut.http.HttpRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.attachment.MultiPart;
import vn.tinbao.server.console.SentForm;

/**
 * A list as its form brings it. The file is read into memory alone: laid down on the disk it would
 * be unsealed.
 *
 * @param file null: none was sent; longer than may be: cut at one byte more than that
 */
@SuppressWarnings("ArrayRecordComponent")
record ContactListForm(ContactListsPage.Typed typed, byte @Nullable [] file) {
  private static final int MOST_BYTES = 32 << 20;

  private static final int MOST_FIELD = 4_000;

  /**
   * Reads it.
   *
   * @throws MultiPart.Malformed when it is no such form
   */
  static ContactListForm read(HttpRequest<?> request) throws IOException {
    SentForm sent = SentForm.read(request, MOST_FIELD, MOST_BYTES);
    return new ContactListForm(
        new ContactListsPage.Typed(
            sent.text("formId"),
            sent.text("name"),
            sent.text("basis"),
            sent.text("note"),
            sent.text("kind"),
            sent.text("unit"),
            sent.text("language"),
            sent.text("until")),
        sent.file());
  }

  @Override
  public String toString() {
    return "ContactListForm[…]";
  }
}
