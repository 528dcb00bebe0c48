package vn.tinbao.server.campaign.sending;

import jakarta.inject.Singleton;
import java.util.Map;
import vn.tinbao.server.subscription.Audience;

/** Counts an audience and what it costs, before anything is kept. */
@Singleton
public class AudiencePreview {

  /**
   * Counts as of now; keeps nothing.
   *
   * @param texts by language; a recipient whose language has none gets that of {@code vi}. Empty:
   *     segments and cost are 0
   */
  public AudienceCount preview(Audience audience, Map<String, String> texts) {
    throw new UnsupportedOperationException("coming");
  }
}
