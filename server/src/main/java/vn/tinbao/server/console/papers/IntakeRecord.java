package vn.tinbao.server.console.papers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.papers.Block;
import vn.tinbao.server.papers.OfficialDate;
import vn.tinbao.server.papers.Paper;
import vn.tinbao.server.papers.PaperForm;
import vn.tinbao.server.papers.Signature;
import vn.tinbao.server.tip.Channel;
import vn.tinbao.server.tip.TipDesk;

/**
 * The record of an intake (form 01): what TT 28/2020/TT-BCA, art. 5 wants written down. What the
 * house does not know, and who reported, is dotted for the pen.
 */
final class IntakeRecord {
  private static final int PEOPLE_LINES = 3;
  private static final int OTHER_LINES = 2;

  private final PaperForm form;
  private final PaperWords words;

  IntakeRecord(PaperForm form, PaperWords words) {
    this.form = form;
    this.words = words;
  }

  /**
   * The paper.
   *
   * @param agencyId whose record it is
   * @param officer who took the report down; null when no person did
   * @param facts of the register; with a summary, that stands before the reporter's own words
   * @param files how many files came with it
   */
  Paper of(
      TipDesk.View tip,
      String agencyId,
      @Nullable String officer,
      int files,
      RegisterFacts facts,
      Instant madeAt) {
    PaperWords.Issuer issuer = words.issuer(agencyId);
    List<Block> content = new ArrayList<>();
    content.add(
        new Block.Paragraph(form.say("opening", OfficialDate.of(tip.receivedAt()), issuer.name())));
    content.add(new Block.Field(form.say("number"), PaperWords.number(tip.id())));
    content.add(new Block.Field(form.say("channel"), words.channel(tip)));
    content.add(new Block.Heading(form.say("officer")));
    String typedBy = tip.channel() == Channel.DESK ? officer : null;
    String receivedBy = facts.of(RegisterFacts.OFFICER);
    content.add(
        new Block.Field(form.say("officer-name"), receivedBy == null ? typedBy : receivedBy));
    content.add(pen("officer-rank"));
    content.add(new Block.Heading(form.say("reporter")));
    if (tip.identityGiven()) {
      content.add(new Block.Paragraph(form.say("identity-kept"), Block.Look.ITALIC));
    }
    for (String field : List.of("name", "born", "id-card", "address", "phone")) {
      content.add(pen(field));
    }
    content.add(new Block.Field(form.say("refused"), facts.of(RegisterFacts.REFUSED)));
    content.add(new Block.Heading(form.say("story")));
    content.add(new Block.Field(form.say("when"), facts.of(RegisterFacts.WHEN)));
    content.add(new Block.Field(form.say("where"), tip.place()));
    String summary = facts.of(RegisterFacts.SUMMARY);
    if (summary != null) {
      content.add(new Block.Field(form.say("summary"), summary));
    }
    content.add(new Block.Paragraph(form.say("as-told")));
    content.add(new Block.Paragraph(tip.understoodText()));
    told(content, RegisterFacts.PEOPLE, facts, PEOPLE_LINES);
    told(content, RegisterFacts.ESCAPE, facts, 1);
    told(content, RegisterFacts.DAMAGE, facts, 1);
    told(content, RegisterFacts.KNOWN_HOW, facts, 1);
    content.add(new Block.Heading(form.say("files")));
    content.add(
        new Block.Paragraph(
            files == 0 ? form.say("no-files") : form.say("some-files", Integer.toString(files))));
    content.add(pen("other-things"));
    content.add(new Block.PenLines(OTHER_LINES));
    content.add(new Block.Paragraph(form.say("ending")));
    content.add(
        new Block.Signatures(
            List.of(
                Signature.of(form.say("signs-reporter")),
                Signature.of(form.say("signs-witness")),
                Signature.of(form.say("signs-officer")))));
    content.add(new Block.Paragraph(form.footnote(), Block.Look.SMALL));
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
        false,
        madeAt);
  }

  /** What is known of it; else room to write. */
  private void told(List<Block> content, String field, RegisterFacts facts, int lines) {
    String known = facts.of(field);
    content.add(new Block.Field(form.say(field), known));
    if (known == null) {
      content.add(new Block.PenLines(lines));
    }
  }

  private Block.Field pen(String field) {
    return new Block.Field(form.say(field), null);
  }
}
