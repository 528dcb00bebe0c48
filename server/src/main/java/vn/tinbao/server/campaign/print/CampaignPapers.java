package vn.tinbao.server.campaign.print;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.papers.Block;
import vn.tinbao.server.papers.Paper;
import vn.tinbao.server.papers.PrintableText;
import vn.tinbao.server.papers.Signature;

/** The official letter to a telecom company, and the script for the loudspeaker. */
@Singleton
public final class CampaignPapers {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

  /**
   * Who issues.
   *
   * @param superior the agency above; null when there stands none in papers
   * @param place of its seat
   */
  public record Issuer(String name, @Nullable String superior, String place) {}

  /**
   * A text that is asked to be sent.
   *
   * @param language what it is called in Vietnamese
   * @param segments how many messages one is counted as
   */
  public record Text(String language, String text, int segments) {}

  /**
   * What a telecom company is asked for.
   *
   * @param to names of the companies
   * @param subject as in {@code V/v …}
   * @param body paragraphs in the organiser's words; may be empty
   * @param texts what is to be sent
   * @param places where its subscribers are
   * @param from first day
   * @param until last day
   */
  public record Request(
      Issuer issuer,
      List<String> to,
      String subject,
      String body,
      List<Text> texts,
      List<String> places,
      LocalDate from,
      LocalDate until,
      Instant madeAt) {
    public Request {
      to = List.copyOf(to);
      texts = List.copyOf(texts);
      places = List.copyOf(places);
    }
  }

  /**
   * A letter (công văn) in the layout of decree 30/2020/NĐ-CP. Number and date are left to the pen:
   * they are given when it is signed.
   */
  public Paper letter(Request request) {
    List<Block> content = new ArrayList<>();
    content.add(
        new Block.Paragraph("Kính gửi: " + String.join("; ", request.to()), Block.Look.CENTRED));
    paragraphs(request.body(), content);
    content.add(
        new Block.Paragraph(
            "Đề nghị Quý đơn vị nhắn tin tuyên truyền đến các thuê bao trên địa bàn %s, từ ngày %s đến ngày %s, với nội dung sau:"
                .formatted(
                    String.join("; ", request.places()),
                    DAY.format(request.from()),
                    DAY.format(request.until()))));
    content.add(
        new Block.Table(
            "Nội dung tin nhắn",
            List.of(
                new Block.Column("TT", 1, Block.Align.CENTRE),
                new Block.Column("Ngôn ngữ", 2),
                new Block.Column("Nội dung tin nhắn", 8),
                new Block.Column("Số tin", 1, Block.Align.CENTRE)),
            IntStream.range(0, request.texts().size())
                .mapToObj(
                    i -> {
                      Text text = request.texts().get(i);
                      List<@Nullable String> row = new ArrayList<>();
                      row.add(String.valueOf(i + 1));
                      row.add(text.language());
                      row.add(text.text());
                      row.add(String.valueOf(text.segments()));
                      return row;
                    })
                .toList()));
    content.add(
        new Block.Paragraph(
            "Đây là tin nhắn tuyên truyền chính sách xã hội, không phải tin nhắn quảng cáo; đề nghị gửi trong khung giờ từ 07 giờ đến 22 giờ và không gửi quá một lần cho mỗi thuê bao."));
    content.add(
        new Block.Paragraph(
            "Đề nghị Quý đơn vị phối hợp thực hiện và thông báo số lượng thuê bao đã nhận tin để tổng hợp, báo cáo./."));
    content.add(
        new Block.Closing(
            List.of("Như trên;", "Lưu: VT."),
            new Signature(List.of("THỦ TRƯỞNG CƠ QUAN"), "(Ký, đóng dấu, ghi rõ họ tên)", null)));
    return new Paper(
        "Công văn đề nghị nhắn tin tuyên truyền",
        null,
        request.issuer().superior(),
        request.issuer().name(),
        new Paper.Number(null, null),
        request.issuer().place(),
        null,
        null,
        PrintableText.line(request.subject()),
        content,
        false,
        request.madeAt());
  }

  /** The text to be read out, with how long that takes. */
  public Paper script(Issuer issuer, String title, String text, Instant madeAt) {
    List<Block> content = new ArrayList<>();
    content.add(
        new Block.Paragraph(
            "Thời lượng đọc: khoảng %s.".formatted(spoken(ReadingTime.of(text))),
            Block.Look.ITALIC));
    paragraphs(text, content);
    return new Paper(
        "Bài phát thanh: " + PrintableText.line(title),
        null,
        issuer.superior(),
        issuer.name(),
        null,
        issuer.place(),
        null,
        "Bài phát thanh",
        PrintableText.line(title),
        content,
        false,
        madeAt);
  }

  /** {@code 1 phút 20 giây}. */
  public static String spoken(Duration time) {
    long minutes = time.toMinutes();
    long seconds = time.toSecondsPart();
    if (minutes == 0) {
      return seconds + " giây";
    }
    return seconds == 0 ? minutes + " phút" : minutes + " phút " + seconds + " giây";
  }

  private static void paragraphs(String text, List<Block> content) {
    for (String line : PrintableText.lines(text)) {
      if (!line.isBlank()) {
        content.add(new Block.Paragraph(line.strip()));
      }
    }
  }
}
