package vn.tinbao.server.testing;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.tip.Channel;
import vn.tinbao.server.tip.IntakeOutcome;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;
import vn.tinbao.server.tip.TipSubmission;

/** Reports for tests that need some. */
public final class Tips {
  private Tips() {}

  /** Takes in a story, nameless, as if from the report page. */
  public static TipReceipt submit(TipIntake intake, String story) {
    return submitAt(intake, story, null);
  }

  /** The same with where it happens, told apart from the story. */
  public static TipReceipt submitAt(
      TipIntake intake, String story, TipSubmission.@Nullable GivenPlace place) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    byte[] replayKey = new byte[16];
    replayKey[0] = 1;
    return ((IntakeOutcome.Received)
            intake.submit(
                new TipSubmission(
                    id,
                    replayKey,
                    Channel.WEB,
                    story,
                    null,
                    null,
                    place,
                    null,
                    null,
                    Locale.forLanguageTag("vi"),
                    false,
                    null)))
        .receipt();
  }

  /** The same from a reporter who says who they are. */
  public static TipReceipt submitNamed(
      TipIntake intake, String story, String name, String phone, String safeContact) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    byte[] replayKey = new byte[16];
    replayKey[0] = 2;
    return ((IntakeOutcome.Received)
            intake.submit(
                new TipSubmission(
                    id,
                    replayKey,
                    Channel.WEB,
                    story,
                    null,
                    null,
                    null,
                    new TipSubmission.Reporter(name, phone, safeContact),
                    null,
                    Locale.forLanguageTag("vi"),
                    false,
                    null)))
        .receipt();
  }
}
