package vn.tinbao.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/**
 * For tests that look at pages in a real Chromium. Where there is none ({@code CHROMIUM} names
 * another place than {@code /usr/bin/chromium}) the tests are skipped, and the reason is printed.
 *
 * <p>Every page that a test opens is watched: an error in its script, a refusal of the
 * Content-Security-Policy or a request to another host fails the test.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
public abstract class BrowserTest {
  /** How long a slow machine may take to show what must come. */
  private static final double PATIENCE_MS = 60_000;

  /** Finds what stands in somebody's way; of everything else only the violations are told. */
  private static final String VIOLATIONS =
      """
      async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(
          rule => rule.id + ': ' + rule.help + ' at ' + rule.nodes.map(node => node.html))\
      """;

  /** A cheap phone. */
  public static final Screen PHONE = new Screen(360, 780);

  /** The desk's monitor. */
  public static final Screen DESK = new Screen(1366, 768);

  /** One for all tests of this JVM, which ends it; every page has a context of its own. */
  private static @Nullable Browser browser;

  private static final String AXE = AxeBuilder.getAxeScript();

  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  /** Width and height in CSS pixels. */
  public record Screen(int width, int height) {}

  @BeforeAll
  static void launch() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    if (browser != null && browser.isConnected()) {
      return;
    }
    Path chromium =
        Path.of(Objects.requireNonNullElse(System.getenv("CHROMIUM"), "/usr/bin/chromium"));
    if (!Files.isExecutable(chromium)) {
      System.out.println(
          "Skipped: no Chromium at " + chromium + " (set CHROMIUM to look at pages in a browser)");
      Assumptions.abort("no Chromium at " + chromium);
    }
    browser =
        Playwright.create()
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setHeadless(true)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  /** A new browser of a Vietnamese, with nothing remembered. */
  protected Page open(Screen screen) {
    return open(new Browser.NewContextOptions(), screen, "vi-VN");
  }

  /** The same for another language. */
  protected Page open(Screen screen, String language) {
    return open(new Browser.NewContextOptions(), screen, language);
  }

  /** The same with JavaScript switched off. */
  protected Page openWithoutScript(Screen screen) {
    return open(new Browser.NewContextOptions().setJavaScriptEnabled(false), screen, "vi-VN");
  }

  private Page open(Browser.NewContextOptions options, Screen screen, String language) {
    BrowserContext context =
        Objects.requireNonNull(browser)
            .newContext(
                options
                    .setViewportSize(screen.width(), screen.height())
                    .setLocale(language)
                    .setTimezoneId("Asia/Ho_Chi_Minh"));
    contexts.add(context);
    context.setDefaultTimeout(PATIENCE_MS);
    Page page = context.newPage();
    page.onPageError(error -> complaints.add("script: " + error));
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            complaints.add(message.text());
          }
        });
    page.onRequest(
        request -> {
          String url = request.url();
          if (url.startsWith("http")
              && !url.startsWith("http://localhost")
              && !url.startsWith("http://127.0.0.1")
              && !url.startsWith("https://www.thoitiet.vn")) {
            complaints.add("request to another host: " + url);
          }
        });
    return page;
  }

  @AfterEach
  void closeAndComplain() {
    contexts.forEach(BrowserContext::close);
    contexts.clear();
    List<String> heard = List.copyOf(complaints);
    complaints.clear();
    assertThat(heard).isEmpty();
  }

  /** Signs a page's browser in: it carries the cookie of a session of the site. */
  protected static void signIn(Page page, URI site, String session) {
    page.context()
        .addCookies(List.of(new Cookie("tinbao_session", session).setUrl(site.toString())));
  }

  /** The page is fit for everybody, for the screen, and is kept as a picture to look at. */
  protected static void looked(Page page, String name) {
    assertAccessible(page);
    assertFits(page);
    picture(page, name, true);
  }

  /**
   * Fails unless axe finds the page in order (WCAG 2.2 AA and good practice). Needs a page with
   * JavaScript.
   */
  protected static void assertAccessible(Page page) {
    if (page.evaluate("typeof axe").equals("undefined")) {
      page.evaluate(AXE);
    }
    assertThat((List<?>) page.evaluate(VIOLATIONS)).as("axe on " + page.url()).isEmpty();
  }

  /** Fails when the page is wider than the screen. */
  protected static void assertFits(Page page) {
    assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
        .as("pixels that stick out of " + page.url())
        .isEqualTo(0);
  }

  /** Keeps a picture in {@code target/screenshots} for a person to look at. */
  protected static void picture(Page page, String name) {
    picture(page, name, false);
  }

  /** The same of the whole page, however long. */
  protected static void picture(Page page, String name, boolean whole) {
    page.evaluate("document.fonts.ready.then(() => 0)");
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(whole)
            .setPath(
                Path.of("target/screenshots/" + name + "-" + page.viewportSize().width + ".png")));
  }
}
