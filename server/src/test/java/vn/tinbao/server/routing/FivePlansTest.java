package vn.tinbao.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.BuiltInSnapshot;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.understanding.Lexicon;
import vn.tinbao.server.understanding.LexiconUnderstanding;
import vn.tinbao.server.understanding.Understood;

/**
 * One tip as people write it, for each of the five founding plans, lands at the agency that the
 * plan names, and today at the one that took its place.
 */
class FivePlansTest {
  private static final LocalDate IN_2024 = LocalDate.of(2024, 6, 1);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private static final CatalogueSnapshot SNAPSHOT = BuiltInSnapshot.read();
  private static final LexiconUnderstanding UNDERSTANDING =
      new LexiconUnderstanding(SNAPSHOT, Lexicon.builtIn());
  private static final RuleRouter ROUTER = new RuleRouter(SNAPSHOT);

  private record Expected(String agencyId, String agencyName) {}

  private record Case(String plan, String text, Expected in2024, Expected today) {}

  private static final List<Case> CASES =
      List.of(
          new Case(
              "Bình Trung: commune police lead",
              "toi o xa binh trung co nguoi ru chau gai sang trung quoc lam viec nhe luong cao",
              new Expected("ca_xa@06217/2021-11-01", "Công an xã Bình Trung"),
              new Expected("ca_xa@06286/2025-07-01", "Công an xã Khánh Khê")),
          new Case(
              "Bình Trung: a girl in danger",
              "x. binh trung h. cao loc, 2 chau be 14t bi nhot, toi nay ho dua qua trung quoc",
              new Expected("ca_xa@06217/2021-11-01", "Công an xã Bình Trung"),
              new Expected("ca_xa@06286/2025-07-01", "Công an xã Khánh Khê")),
          new Case(
              "Ia H'Drai: district police lead",
              "o xa ia dal huyen ia hdrai co quan karaoke giu giay to ep cac em tiep khach",
              new Expected("ca_huyen@618/2021-11-01", "Công an huyện Ia H'Drai"),
              new Expected("ca_xa@23535/2025-07-01", "Công an xã Ia Đal")),
          new Case(
              "Ia H'Drai: a crossing tonight is the border post's",
              "chau gai o xa ia dom bi ru qua cam lam viec nhe, toi nay di",
              new Expected("don_bp@618/2021-11-01", "Đồn Biên phòng trên địa bàn huyện Ia H'Drai"),
              new Expected("don_bp@23538/2025-07-01", "Đồn Biên phòng trên địa bàn xã Ia Tơi")),
          new Case(
              "Hồng Ngự: district police lead",
              "xa long khanh a, hong ngu, dong thap co nguoi tuyen di campuchia lam casino luong 20 trieu",
              new Expected("ca_huyen@870/2021-11-01", "Công an huyện Hồng Ngự"),
              new Expected("ca_xa@29983/2025-07-01", "Công an xã Long Khánh")),
          new Case(
              "Hồng Ngự: a crossing tonight is the border post's",
              "bao tin: dem nay co nguoi cho may chau qua campuchia o thuong phuoc 1 di vo lai",
              new Expected(
                  "don_bp_thuong_phuoc@870/2021-11-01",
                  "Đồn Biên phòng Cửa khẩu quốc tế Thường Phước"),
              new Expected(
                  "don_bp_thuong_phuoc@29971/2025-07-01",
                  "Đồn Biên phòng Cửa khẩu quốc tế Thường Phước")),
          new Case(
              "Hồng Ngự: the other border post",
              "toi o xa thuong lac hong ngu, chieu nay ho dua con toi vuot bien sang campuchia",
              new Expected("don_bp_cau_muong@870/2021-11-01", "Đồn Biên phòng Cầu Muống"),
              new Expected("don_bp_cau_muong@29978/2025-07-01", "Đồn Biên phòng Cầu Muống")),
          new Case(
              "Thọ Xuân: district police lead",
              "o xa xuan lap huyen tho xuan co doi tuong du do nu sinh lop 9 vao nam lam quan karaoke",
              new Expected("ca_huyen@395/2021-11-01", "Công an huyện Thọ Xuân"),
              new Expected("ca_xa@15592/2025-07-01", "Công an xã Xuân Lập")),
          new Case(
              "Huế: provincial police lead, today the commune's with the city's",
              "o xa quang cong huyen quang dien hue co nhom cho nhan con nuoi lay tien, ban be so sinh",
              new Expected("ca_tinh@46/2021-11-01", "Công an tỉnh Thừa Thiên Huế"),
              new Expected("ca_xa@19873/2025-07-01", "Công an phường Phong Quảng")));

  @TestFactory
  Stream<DynamicTest> a_tip_of_2024_lands_at_the_agency_that_the_plan_names() {
    return CASES.stream()
        .map(
            c ->
                DynamicTest.dynamicTest(c.plan(), () -> assertLead(c.text(), IN_2024, c.in2024())));
  }

  @TestFactory
  Stream<DynamicTest> the_same_tip_today_lands_at_the_agency_that_took_its_place() {
    return CASES.stream()
        .map(c -> DynamicTest.dynamicTest(c.plan(), () -> assertLead(c.text(), TODAY, c.today())));
  }

  @Test
  void provincial_police_support_the_commune_police_of_hue_today() {
    RoutingDecision decision = route(CASES.get(8).text(), TODAY);
    assertThat(names(decision)).contains("Công an thành phố Huế");
  }

  @Test
  void who_asks_about_work_abroad_is_never_sent_to_the_police() {
    String text = "cho em hoi thu tuc di lao dong han quoc, em o xa ia toi";
    assertThat(lead(text, IN_2024).key()).isEqualTo("p_ldtbxh");
    assertThat(lead(text, TODAY).key()).isEqualTo("so_y_te");
  }

  @Test
  void a_victim_who_came_back_is_received_by_the_agency_for_support() {
    String text =
        "nam ngoai toi bi lua ban sang trung quoc, nay da ve nuoc, xin duoc ho tro hoc nghe, toi o"
            + " xa xuan lap tho xuan";
    assertThat(lead(text, IN_2024).key()).isEqualTo("p_ldtbxh");
    RoutingDecision today = route(text, TODAY);
    assertThat(SNAPSHOT.agency(today.leadAgencyId()).orElseThrow().key()).isEqualTo("so_y_te");
    assertThat(names(today)).contains("Ủy ban nhân dân xã Xuân Lập", "Công an xã Xuân Lập");
  }

  @Test
  void the_commune_chair_acts_beside_the_police_for_a_child_in_danger() {
    RoutingDecision decision = route(CASES.get(1).text(), TODAY);
    assertThat(names(decision)).contains("Ủy ban nhân dân xã Khánh Khê");
    assertThat(decision.reasons()).anyMatch(r -> r.contains("111"));
  }

  private static void assertLead(String text, LocalDate day, Expected expected) {
    RoutingDecision decision = route(text, day);
    Agency lead = SNAPSHOT.agency(decision.leadAgencyId()).orElseThrow();
    assertThat(lead.id()).as(decision.reasons().toString()).isEqualTo(expected.agencyId());
    assertThat(lead.name()).isEqualTo(expected.agencyName());
    assertThat(decision.fallback()).isFalse();
  }

  private static Agency lead(String text, LocalDate day) {
    return SNAPSHOT.agency(route(text, day).leadAgencyId()).orElseThrow();
  }

  private static List<String> names(RoutingDecision decision) {
    return decision.supportingAgencyIds().stream()
        .map(id -> SNAPSHOT.agency(id).orElseThrow().name())
        .toList();
  }

  private static RoutingDecision route(String text, LocalDate day) {
    Understood understood = UNDERSTANDING.understand(text, day, null);
    return ROUTER.route(
        new RoutingQuestion(
            understood.placeDecided(),
            null,
            understood.kind(),
            understood.categories(),
            understood.urgency(),
            understood.child(),
            understood.crossBorder(),
            false,
            day));
  }
}
