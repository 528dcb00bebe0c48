package vn.tinbao.server.plan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.plan.report.ReportFigure.Which;
import vn.tinbao.server.statistics.FigureUnit;

class FigureMarksTest {
  private static final ReportFigure TIPS =
      figure("tips_received", FigureUnit.COUNT, 1234, 0, 1200, 0);
  private static final ReportFigure RESOLVED =
      figure("tips_resolved", FigureUnit.PERCENT, 1154, 1234, 0, 0);

  @Test
  void numbers_are_written_as_vietnamese_papers_write_them() {
    assertThat(FigureMarks.mark(TIPS, Which.VALUE)).isEqualTo("[1.234 #tips_received]");
    assertThat(FigureMarks.mark(TIPS, Which.BEFORE)).isEqualTo("[1.200 #tips_received.before]");
    assertThat(FigureMarks.mark(RESOLVED, Which.VALUE)).isEqualTo("[93,5 #tips_resolved]");
    assertThat(FigureMarks.mark(RESOLVED, Which.PART)).isEqualTo("[1.154 #tips_resolved.part]");
    assertThat(FigureMarks.mark(RESOLVED, Which.OF)).isEqualTo("[1.234 #tips_resolved.of]");
    assertThat(FigureMarks.mark(RESOLVED, Which.BEFORE)).isEqualTo("[– #tips_resolved.before]");
    assertThat(TIPS.change()).isEqualTo("+34");
    assertThat(RESOLVED.change()).isEqualTo("–");
  }

  @Test
  void a_number_that_the_annex_does_not_say_is_shown() {
    assertThat(against("Nhận [1.234 #tips_received] tin, giải quyết [93,5% #tips_resolved]."))
        .isEmpty();
    assertThat(against("Nhận [ 1234 #tips_received ] tin, kỳ trước [– #tips_resolved.before]"))
        .isEmpty();
    assertThat(against("Nhận [1.235 #tips_received] tin")).containsExactly("1.235/1.234");
    assertThat(against("Nhận [nhiều #tips_received] tin")).containsExactly("nhiều/1.234");
    assertThat(against("Nhận [ #tips_received] tin")).containsExactly("/1.234");
    assertThat(against("[5 #no_such]")).containsExactly("5/–");
    assertThat(against("[0 #tips_resolved.before]")).containsExactly("0/–");
    assertThat(against("Không đánh dấu: 99 tin; [không phải số]; #tips_received")).isEmpty();
  }

  @Test
  void printed_is_the_number_alone() {
    assertThat(FigureMarks.plain("Nhận [1.234 #tips_received] tin [sic] $1 \\ [1 #x.of]"))
        .isEqualTo("Nhận 1.234 tin [sic] $1 \\ 1");
  }

  @Test
  void new_figures_go_into_the_words_and_unknown_marks_stay() {
    assertThat(
            FigureMarks.renewed("[1 #tips_received] [2 #no_such] [3 #tips_resolved.of]", annex()))
        .isEqualTo("[1.234 #tips_received] [2 #no_such] [1.234 #tips_resolved.of]");
  }

  @Test
  void pieces_put_together_are_what_is_printed() {
    String text = "Nhận [1.234 #tips_received] tin\n[5 #no_such]";

    List<FigureMarks.Piece> pieces = FigureMarks.pieces(text, annex());

    assertThat(String.join("", pieces.stream().map(FigureMarks.Piece::words).toList()))
        .isEqualTo(FigureMarks.plain(text));
    assertThat(pieces.stream().filter(piece -> piece.mark() != null)).hasSize(2);
  }

  private static List<String> against(String words) {
    return FigureMarks.contradictions(new ReportText(Map.of(ReportPart.SITUATION, words), annex()))
        .stream()
        .map(one -> one.mark().said() + "/" + one.mark().right())
        .toList();
  }

  private static ReportAnnex annex() {
    return new ReportAnnex(
        Instant.EPOCH,
        "",
        List.of(TIPS, RESOLVED),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static ReportFigure figure(
      String key, FigureUnit unit, long n, long d, long beforeN, long beforeD) {
    return new ReportFigure(
        key, unit, key, BigDecimal.valueOf(n), d, BigDecimal.valueOf(beforeN), beforeD);
  }
}
