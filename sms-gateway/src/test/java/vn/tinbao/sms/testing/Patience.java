package vn.tinbao.sms.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives every {@code await()} of every module a minute: what must come takes its time on a slow
 * machine, and a test that is right never waits so long. Found by JUnit itself (META-INF/services).
 */
public final class Patience implements Extension, BeforeAllCallback {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(MINUTE);
  }
}
