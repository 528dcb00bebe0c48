package vn.tinbao.mobile.citizen;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.net.Answer;
import vn.tinbao.mobile.net.wire.OfferAnswer;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.text.Language;
import vn.tinbao.mobile.text.Words;

/**
 * Is this offer real? Looks a company up in the newest list of those that may send workers abroad,
 * and says honestly what not being on it means. What is typed is kept nowhere, not on this phone
 * either.
 */
final class OffersView extends View {
  private static final int MOST_CHARACTERS = 200;

  private final CitizenScreens screens;
  private final Words words;
  private final TextField name;
  private final VBox answer = Pieces.box("list");
  private int asked;

  OffersView(CitizenScreens screens) {
    super(screens.words().say("offers.title"));
    this.screens = screens;
    this.words = screens.words();
    this.name = Pieces.field("offers-name", words.say("offers.prompt"), "", MOST_CHARACTERS);
    name.setOnAction(event -> find());
    answer.setId("offers-answer");
    body()
        .getChildren()
        .addAll(
            Pieces.lead(words.say("offers.lead")),
            Pieces.labelled(words.say("offers.question"), name),
            Pieces.primary("offers-find", words.say("offers.find"), this::find),
            answer,
            Pieces.text(words.say("offers.care"), "who-sees"));
  }

  private void find() {
    String typed = name.getText().strip();
    if (typed.isEmpty()) {
      return;
    }
    int question = ++asked;
    answer.getChildren().setAll(Pieces.note(words.say("offers.looking")));
    screens
        .background()
        .run(
            () -> screens.api().offers(typed),
            found -> {
              if (question == asked) {
                show(found);
              }
            });
  }

  private void show(Answer<OfferAnswer> found) {
    answer.getChildren().clear();
    if (found instanceof Answer.Ok<OfferAnswer> ok) {
      show(ok.value());
    } else {
      answer.getChildren().add(Pieces.named("offers-verdict", words.say("offers.offline"), "note"));
    }
  }

  private void show(OfferAnswer found) {
    String day = found.asOf() == null ? "" : day(found.asOf());
    String verdict = words.sayOr("offers.verdict." + found.verdict(), found.verdict());
    answer
        .getChildren()
        .addAll(
            Pieces.named("offers-verdict", verdict.replace("{0}", day), "strong"),
            Pieces.text(words.sayOr("offers.advice." + advice(found), "")));
    if (found.sample()) {
      answer
          .getChildren()
          .add(Pieces.named("offers-sample", words.say("offers.sample"), "problem"));
    }
    found.companies().forEach(company -> answer.getChildren().add(card(company)));
    if (found.more()) {
      answer.getChildren().add(Pieces.note(words.say("offers.more")));
    }
    String source = found.source();
    if (source != null && !source.isBlank()) {
      answer.getChildren().add(Pieces.note(words.say("offers.source", source, day)));
    }
  }

  private Node card(OfferAnswer.Company company) {
    VBox card = Pieces.card(Pieces.text(company.name(), "strong"));
    if (company.similar()) {
      card.getChildren().add(Pieces.text(words.say("offers.similar"), "problem"));
    }
    card.getChildren()
        .addAll(
            Pieces.text(
                words.sayOr("offers.status." + status(company), company.status()),
                company.good() ? "note" : "problem"),
            Pieces.text(words.say("offers.licence", company.licence()), "note"));
    Stream.of(company.address(), company.contact())
        .filter(line -> line != null && !line.isBlank())
        .forEach(line -> card.getChildren().add(Pieces.text(line, "note")));
    company.fees().forEach(fee -> card.getChildren().add(Pieces.text(line(fee))));
    return card;
  }

  private static String status(OfferAnswer.Company company) {
    return company.status().equals("ACTIVE") && !company.good() ? "ENDED" : company.status();
  }

  private static String advice(OfferAnswer found) {
    boolean good = found.companies().stream().anyMatch(one -> !one.similar() && one.good());
    return found.verdict().equals("LISTED") && !good ? "NOT_GOOD" : found.verdict();
  }

  private String line(OfferAnswer.Fee fee) {
    String what =
        Stream.of(fee.market(), fee.job())
            .filter(part -> part != null && !part.isBlank())
            .collect(Collectors.joining(", "));
    BigDecimal amount = fee.amount();
    return amount == null
        ? words.say("offers.fee.none", what)
        : words.say(
            "offers.fee", what, number(amount), fee.currency() == null ? "" : fee.currency());
  }

  private String number(BigDecimal amount) {
    boolean vietnamese = words.language() == Language.VI;
    DecimalFormatSymbols signs = DecimalFormatSymbols.getInstance(Locale.ROOT);
    signs.setGroupingSeparator(vietnamese ? '.' : ',');
    signs.setDecimalSeparator(vietnamese ? ',' : '.');
    return new DecimalFormat("#,##0.##", signs).format(amount);
  }

  /** {@code 2026-11-22} as {@code 22/11/2026}. */
  private static String day(String iso) {
    String[] parts = iso.split("-");
    return parts.length == 3 ? parts[2] + "/" + parts[1] + "/" + parts[0] : iso;
  }
}
