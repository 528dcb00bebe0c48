package vn.tinbao.server.demo;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import vn.tinbao.server.tip.Channel;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipSubmission;

/**
 * One invented report for each of the five founding plans, through the same door as real ones.
 * Their ids are fixed, so that a second start adds none.
 */
@Singleton
class DemoTips {
  private final TipIntake intake;

  DemoTips(TipIntake intake) {
    this.intake = intake;
  }

  /** Takes them in. */
  void install() {
    List<String> stories =
        List.of(
            "toi o xa binh trung co nguoi ru chau gai sang trung quoc lam viec nhe luong cao",
            "Ở xã Ia Đal có hai em nữ 15 tuổi bỏ học, người lạ hẹn tối nay chở sang Campuchia làm"
                + " việc nhẹ lương cao.",
            "toi nay co xe cho 3 em gai qua bien gioi o xa thuong phuoc dong thap, cuu voi",
            "Con tôi ở Thọ Xuân, Thanh Hóa quen qua facebook, sang Campuchia bị nhốt, giữ hộ chiếu,"
                + " đòi tiền chuộc 200 triệu.",
            "Quán karaoke ở phường Thuận Hóa, thành phố Huế giữ giấy tờ của mấy em gái, ép tiếp"
                + " khách, không cho ra ngoài.");
    for (int i = 0; i < stories.size(); i++) {
      var unused =
          intake.submit(
              new TipSubmission(
                  UUID.fromString("019a0000-0000-7138-8138-00000000000" + (i + 1)),
                  ("demo-replay-key-" + i).substring(0, 16).getBytes(StandardCharsets.US_ASCII),
                  i % 2 == 0 ? Channel.WEB : Channel.APP,
                  stories.get(i),
                  null,
                  null,
                  null,
                  null,
                  null,
                  Locale.forLanguageTag("vi"),
                  false,
                  null));
    }
  }
}
