package vn.tinbao.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.console.MarkedText.Kind;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Understood;
import vn.tinbao.server.understanding.Understood.Span;

class MarkedTextTest {
  private static final String TEXT = "Ở xã Ia Đal rủ sang Trung Quốc tối nay";

  @Test
  void the_pieces_together_are_the_text_and_know_what_they_are() {
    MarkedText marked =
        MarkedText.of(
            TEXT,
            understood(
                new Span(31, 38),
                List.of(place(2, 11)),
                List.of(sign("Rủ đi nước ngoài", 12, 30, 3))),
            key -> "Khẩn cấp");

    assertThat(joined(marked)).isEqualTo(TEXT);
    assertThat(marked.pieces())
        .extracting(MarkedText.Piece::text, MarkedText.Piece::kind)
        .contains(
            org.assertj.core.api.Assertions.tuple("xã Ia Đal", Kind.PLACE),
            org.assertj.core.api.Assertions.tuple("rủ sang Trung Quốc", Kind.SIGN),
            org.assertj.core.api.Assertions.tuple("tối nay", Kind.URGENT));
    assertThat(marked.signs())
        .containsExactly(new MarkedText.Found("Rủ đi nước ngoài", "rủ sang Trung Quốc"));
  }

  @Test
  void where_several_overlap_place_and_sign_stand_out_of_the_urgent_sentence_and_all_are_named() {
    MarkedText marked =
        MarkedText.of(
            TEXT,
            understood(
                new Span(12, 30),
                List.of(place(20, 30)),
                List.of(sign("Rủ đi", 12, 19, 2), sign("Rủ đi nước ngoài", 12, 30, 3))),
            key -> "Khẩn cấp");

    assertThat(joined(marked)).isEqualTo(TEXT);
    assertThat(marked.pieces().get(1))
        .isEqualTo(
            new MarkedText.Piece(
                "rủ sang", Kind.SIGN, true, List.of("Rủ đi", "Rủ đi nước ngoài", "Khẩn cấp")));
  }

  @Test
  void spans_that_lie_outside_of_the_text_do_no_harm() {
    for (Span odd :
        List.of(
            new Span(-5, 3), new Span(30, 99), new Span(50, 60), new Span(9, 2), new Span(3, 3))) {
      MarkedText marked =
          MarkedText.of(
              TEXT,
              understood(odd, List.of(), List.of(sign("x", odd.start(), odd.end(), 1))),
              key -> "k");
      assertThat(joined(marked)).isEqualTo(TEXT);
    }
    assertThat(MarkedText.of("", understood(null, List.of(), List.of()), key -> "k").pieces())
        .isEmpty();
  }

  private static String joined(MarkedText marked) {
    return marked.pieces().stream().map(MarkedText.Piece::text).collect(Collectors.joining());
  }

  private static Understood.Place place(int start, int end) {
    return new Understood.Place(
        1, List.of(1L), 90, Understood.PlaceRole.EVENT, "Tên xã", List.of(new Span(start, end)));
  }

  private static Understood.Sign sign(String label, int start, int end, int weight) {
    return new Understood.Sign("code", label, weight, new Span(start, end));
  }

  private static Understood understood(
      @Nullable Span urgent, List<Understood.Place> places, List<Understood.Sign> signs) {
    return new Understood(
        "test",
        Understood.Kind.REPORT,
        null,
        List.of(Category.LURE_ABROAD),
        List.of(),
        5,
        urgent,
        false,
        null,
        true,
        "CHN",
        null,
        Understood.Sender.UNKNOWN,
        null,
        List.of(),
        places,
        null,
        false,
        List.of(),
        List.of(),
        signs);
  }
}
