package vn.tinbao.mobile.citizen;

import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.View;

/** One article of the guide, and the way from reading to telling. */
final class ArticleView extends View {
  ArticleView(CitizenScreens screens, Guide.Article article) {
    super(screens.words().say("guide.title"));
    body().getChildren().addAll(Pieces.heading(article.title()), Pieces.lead(article.summary()));
    for (Guide.Part part : article.parts()) {
      if (!part.heading().isEmpty()) {
        body().getChildren().add(Pieces.text(part.heading(), "field-label"));
      }
      part.lines()
          .forEach(line -> body().getChildren().add(Pieces.text("• " + line, "article-line")));
    }
    if (!article.source().isEmpty()) {
      body().getChildren().add(Pieces.note(screens.words().say("guide.source", article.source())));
    }
    body().getChildren().add(new DangerBox(screens));
    foot()
        .getChildren()
        .add(
            Pieces.primary(
                "guide-report", screens.words().say("home.report"), screens::openReport));
  }
}
