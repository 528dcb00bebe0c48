package vn.tinbao.mobile.citizen;

import java.time.Duration;
import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.net.wire.ArticleDoc;
import vn.tinbao.mobile.net.wire.FileDoc;
import vn.tinbao.mobile.net.wire.UnitFound;
import vn.tinbao.mobile.platform.Device;
import vn.tinbao.mobile.shell.AppManager;
import vn.tinbao.mobile.shell.Background;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.text.Words;

/**
 * Opens the citizen's screens and gives each what it needs.
 *
 * @param dialoguePoll how often an open dialogue asks for an answer
 */
public record CitizenScreens(
    AppManager app,
    Words words,
    TipBook tips,
    HotlineBook hotlines,
    NewsBook news,
    ArticleBook articles,
    PlacePush push,
    OpenedFiles opened,
    Api api,
    Device device,
    Background background,
    Duration dialoguePoll) {

  public View home() {
    return new HomeView(this);
  }

  public void openReport() {
    app.openFromHome(() -> new ReportView(this));
  }

  public void openTips() {
    app.openFromHome(() -> new TipsView(this));
  }

  public void openHotlines() {
    app.openFromHome(() -> new HotlinesView(this));
  }

  public void openGuide() {
    app.openFromHome(() -> new GuideView(this));
  }

  void openPicture(FileDoc file) {
    app.open(() -> new PictureView(this, file));
  }

  public void openNews() {
    app.openFromHome(() -> new NewsView(this));
  }

  public void openArticles() {
    app.openFromHome(() -> new ArticlesView(this));
  }

  void openPublished(ArticleDoc line) {
    app.open(() -> new PublishedView(this, line));
  }

  void openOffers() {
    app.open(() -> new OffersView(this));
  }

  void openPlaces() {
    app.open(() -> new PlacesView(this));
  }

  void openNewsItem(NewsBook.Item item) {
    app.open(() -> new NewsItemView(this, item));
  }

  void openArticle(Guide.Article article) {
    app.open(() -> new ArticleView(this, article));
  }

  void openTip(String id) {
    app.open(() -> new TipView(this, id));
  }

  /** After sending: back leads home, not into the form. */
  void openTipAfterSending(String id) {
    app.openFromHome(() -> new TipView(this, id));
  }

  void openDialogue(String id) {
    app.open(() -> new DialogueView(this, id));
  }

  /** From now on the numbers to call are those of that place: help is wanted there. */
  void helpIsWantedAt(UnitFound unit) {
    hotlines.chooseHere(unit);
    background.run(hotlines::refresh, fresh -> {});
  }

  /** Offers the call; where there is no telephone, shows the number to dial by hand. */
  void call(String number) {
    if (!device.dialer().offer(number)) {
      app.message(words.say("call.by.hand", number));
    }
  }
}
