package vn.tinbao.server.console.papers;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.papers.Block;
import vn.tinbao.server.papers.OfficialDate;
import vn.tinbao.server.papers.Paper;
import vn.tinbao.server.papers.PaperForm;
import vn.tinbao.server.papers.PaperNumbers;
import vn.tinbao.server.papers.Signature;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipRegister;

/** An extract of the register of crime reports (form 294), of one tip or of a period. */
final class RegisterExtract {
  /** How much of a report stands in its cell. */
  private static final int SUMMARY = 300;

  /** States that are a result, in the words of BLTTHS 147.1 and 148, or an end without one. */
  private static final Set<String> RESULTS =
      Set.of(
          "PROSECUTED",
          "NOT_PROSECUTED",
          "SUSPENDED",
          "ADMINISTRATIVE_TRANSFER",
          "NOT_A_REPORT",
          "DUPLICATE",
          "MERGED",
          "TAKEN_OVER");

  private final PaperForm form;
  private final PaperWords words;

  RegisterExtract(PaperForm form, PaperWords words) {
    this.form = form;
    this.words = words;
  }

  /**
   * A line of the register.
   *
   * @param number in the register; null: none was given
   * @param tip null when the viewer may not open it (any more): then only when it came and where it
   *     went is printed
   * @param officers who was sent out
   * @param facts what was written into the register; none for a tip that may not be opened
   */
  record Line(
      TipRegister.Entry entry,
      PaperNumbers.@Nullable Given number,
      TipDesk.@Nullable View tip,
      List<String> officers,
      RegisterFacts facts) {}

  /** Of one tip. */
  Paper ofTip(String agencyId, Line line, Instant madeAt) {
    return paper(
        agencyId,
        form.say("of-one", PaperWords.number(line.entry().tipId())),
        List.of(line),
        madeAt);
  }

  /** Of a period, both days included. */
  Paper ofPeriod(String agencyId, LocalDate from, LocalDate to, List<Line> lines, Instant madeAt) {
    return paper(
        agencyId,
        form.say(
            "of-period",
            OfficialDate.brief(from),
            OfficialDate.brief(to),
            Integer.toString(lines.size())),
        lines,
        madeAt);
  }

  private Paper paper(String agencyId, String which, List<Line> lines, Instant madeAt) {
    PaperWords.Issuer issuer = words.issuer(agencyId);
    List<Block> content = new ArrayList<>();
    content.add(new Block.Paragraph(which, Block.Look.CENTRED));
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (Line line : lines) {
      List<@Nullable String> row = new ArrayList<>();
      for (PaperForm.Column column : form.columns()) {
        row.add(cell(column.key(), line));
      }
      rows.add(row);
    }
    content.add(
        new Block.Table(
            form.subject(), form.columns().stream().map(PaperForm.Column::shown).toList(), rows));
    content.add(new Block.Paragraph(form.footnote(), Block.Look.SMALL));
    content.add(
        new Block.Signatures(
            List.of(Signature.of(form.say("keeper")), Signature.of(form.say("head")))));
    return new Paper(
        form.type() + " " + form.subject().toLowerCase(Locale.ROOT),
        form.number(),
        issuer.superior(),
        issuer.name(),
        null,
        issuer.place(),
        OfficialDate.day(madeAt),
        form.type(),
        form.subject(),
        content,
        true,
        madeAt);
  }

  /** What stands in a column; an unknown column and what is not known stay empty for the pen. */
  private @Nullable String cell(String column, Line line) {
    TipRegister.Entry entry = line.entry();
    TipDesk.View tip = line.tip();
    return switch (column) {
      case "number" ->
          Optional.ofNullable(line.number()).map(n -> Integer.toString(n.number())).orElse(null);
      case "received" -> OfficialDate.brief(entry.since());
      case "passed" ->
          entry.passedAt() == null ? null : OfficialDate.brief(OfficialDate.day(entry.passedAt()));
      case "note" -> PaperWords.number(entry.tipId());
      case "assigned" -> assigned(line);
      case "summary" -> tip == null ? closed(entry) : summary(tip, line.facts());
      case "channel" -> tip == null ? null : words.channel(tip);
      case "reporter" -> tip == null ? null : reporter(tip, line.facts());
      case "accused" -> line.facts().of(RegisterFacts.SUSPECTS);
      case "classified" -> tip == null ? null : words.categories(tip);
      case "result" ->
          tip == null || !RESULTS.contains(tip.state()) ? null : words.state(tip.state());
      default -> null;
    };
  }

  private String reporter(TipDesk.View tip, RegisterFacts facts) {
    if (tip.identityGiven()) {
      return form.say("kept");
    }
    return form.say(facts.refused() ? "refused" : "unknown");
  }

  private static String summary(TipDesk.View tip, RegisterFacts facts) {
    String place = tip.place();
    String story =
        PaperWords.beginning(facts.of(RegisterFacts.SUMMARY, tip.understoodText()), SUMMARY);
    return place == null ? story : place + ". " + story;
  }

  private String closed(TipRegister.Entry entry) {
    String to = entry.passedTo();
    return to == null ? form.say("closed") : form.say("gone", words.agency(to));
  }

  private @Nullable String assigned(Line line) {
    String to = line.entry().passedTo();
    if (to != null) {
      return form.say("passed-to", words.agency(to));
    }
    return PaperWords.joined(line.officers());
  }
}
