package vn.tinbao.server.console.papers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.papers.Block;
import vn.tinbao.server.papers.OfficialDate;
import vn.tinbao.server.papers.Paper;
import vn.tinbao.server.papers.PaperForm;
import vn.tinbao.server.papers.PaperNumbers;
import vn.tinbao.server.papers.Signature;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipTransfers;

/** The slip that goes with a tip to another agency (form 03; TT 28/2020/TT-BCA, TTLT 01/2017). */
final class TransferSlip {
  /** How much of the report stands on the slip, in characters; all of it is in the house. */
  private static final int MOST_CHARACTERS = 6_000;

  private final PaperForm form;
  private final PaperWords words;

  TransferSlip(PaperForm form, PaperWords words) {
    this.form = form;
    this.words = words;
  }

  /**
   * The paper.
   *
   * @param agencyId who hands over, when no transfer says so
   * @param slip the transfer; null: nobody is asked yet, and receiver and reason are dotted
   * @param number the slip's number in the year, if it has one
   */
  Paper of(
      TipDesk.View tip,
      String agencyId,
      TipTransfers.@Nullable Slip slip,
      Optional<PaperNumbers.Given> number,
      int files,
      Instant madeAt) {
    PaperWords.Issuer issuer = words.issuer(slip == null ? agencyId : slip.fromId());
    String to = slip == null ? null : words.agency(slip.toId());
    List<Block> content = new ArrayList<>();
    content.add(
        new Block.Paragraph(
            to == null ? form.say("nobody") : form.say("to", to), Block.Look.CENTRED));
    content.add(
        new Block.Paragraph(form.say("opening", issuer.name(), OfficialDate.of(tip.receivedAt()))));
    content.add(new Block.Field(form.say("number"), PaperWords.number(tip.id())));
    content.add(new Block.Field(form.say("channel"), words.channel(tip)));
    content.add(
        new Block.Field(form.say("reporter"), form.say(tip.identityGiven() ? "kept" : "unknown")));
    content.add(new Block.Field(form.say("where"), tip.place()));
    content.add(new Block.Field(form.say("category"), words.categories(tip)));
    content.add(new Block.Field(form.say("urgency"), words.urgency(tip)));
    content.add(new Block.Field(form.say("story"), story(tip)));
    content.add(
        new Block.Field(
            form.say("files"),
            files == 0 ? form.say("no-files") : form.say("some-files", Integer.toString(files))));
    content.add(
        new Block.Paragraph(
            form.say("why", issuer.name(), to == null ? form.say("receiver") : to)));
    content.add(
        new Block.Field(
            form.say("reason"),
            slip == null ? null : words.say("papers.transfer.reason." + slip.transfer().reason())));
    String note = slip == null ? null : slip.transfer().note();
    if (note != null) {
      content.add(new Block.Field(form.say("remark"), note));
    }
    content.add(new Block.Paragraph(form.say("answer")));
    content.add(new Block.Paragraph(form.footnote(), Block.Look.SMALL));
    content.add(
        new Block.Closing(
            List.of(form.say("same"), form.say("kept-copy")),
            new Signature(List.of(form.say("head")), form.say("head-hint"), null)));
    return new Paper(
        form.type() + " " + form.subject().toLowerCase(Locale.ROOT),
        form.number(),
        issuer.superior(),
        issuer.name(),
        new Paper.Number(
            number.map(PaperNumbers.Given::number).orElse(null),
            form.sign() == null ? null : form.sign() + "-.........."),
        issuer.place(),
        number.map(PaperNumbers.Given::day).orElse(null),
        form.type(),
        form.subject(),
        content,
        false,
        madeAt);
  }

  private String story(TipDesk.View tip) {
    String told = tip.understoodText();
    if (told.length() <= MOST_CHARACTERS) {
      return told;
    }
    return PaperWords.beginning(told, MOST_CHARACTERS) + "\n" + form.say("longer");
  }
}
