package vn.tinbao.server.demo;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.campaign.Campaign;
import vn.tinbao.server.campaign.CampaignChannel;
import vn.tinbao.server.campaign.CampaignKind;
import vn.tinbao.server.campaign.CampaignOutcome;
import vn.tinbao.server.campaign.CampaignPlan;
import vn.tinbao.server.campaign.CampaignState;
import vn.tinbao.server.campaign.CampaignStep;
import vn.tinbao.server.campaign.Campaigns;
import vn.tinbao.server.campaign.Recurrence;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.staff.DemoStaff.DemoSignIn;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;

/**
 * Two campaigns of the commune Thọ Xuân through the same door as real ones: the 30 July of its
 * district's plan of 2024 (theme, task t2.3, report four days later), as a draft for the visitor to
 * go on with; and a warning that is out already, so that the public site and the app have something
 * to read. Their ids are fixed, so that a second start adds none.
 */
@Singleton
class DemoCampaigns {
  static final UUID WORLD_DAY = UUID.fromString("019a0000-0000-7138-8138-0000000000c1");
  static final UUID WARNING = UUID.fromString("019a0000-0000-7138-8138-0000000000c2");

  private static final String PLACE = "15499";
  private static final String ORGANISER = "tochuc.thoxuan";
  private static final String SECOND = "lanhdao.thoxuan";

  /** Days that a warning is held in the demo. */
  private static final int WARNED = 30;

  private final Campaigns campaigns;
  private final StaffAccounts accounts;
  private final Catalogue catalogue;
  private final Clock clock;

  DemoCampaigns(Campaigns campaigns, StaffAccounts accounts, Catalogue catalogue, Clock clock) {
    this.campaigns = campaigns;
    this.accounts = accounts;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** Makes them, where the people of Thọ Xuân are. */
  void install(List<DemoSignIn> people) {
    Map<String, DemoSignIn> byName =
        people.stream().collect(Collectors.toMap(DemoSignIn::username, Function.identity()));
    StaffMember organiser = member(byName.get(ORGANISER));
    StaffMember second = member(byName.get(SECOND));
    LocalDate today = LegalTime.day(clock.instant());
    Optional<Unit> place = catalogue.now().unitByCode(PLACE, today);
    if (organiser != null && second != null && place.isPresent()) {
      worldDay(organiser, today, place.get());
      warning(organiser, second, today, place.get());
    }
  }

  private @Nullable StaffMember member(@Nullable DemoSignIn signIn) {
    return signIn == null ? null : accounts.byId(signIn.id()).orElse(null);
  }

  private void worldDay(StaffMember organiser, LocalDate today, Unit place) {
    if (campaigns.byId(WORLD_DAY).isPresent()) {
      return;
    }
    LocalDate day = LocalDate.of(today.getYear(), 7, 30);
    LocalDate held = day.isBefore(today) ? day.plusYears(1) : day;
    write(
        organiser,
        WORLD_DAY,
        new CampaignPlan(
            CampaignKind.WORLD_DAY,
            "Hưởng ứng Ngày 30/7 năm " + held.getYear(),
            "Không trẻ em nào bị bỏ lại phía sau trong cuộc chiến phòng, chống mua bán người",
            "Người dân biết thủ đoạn mới, nhất là với người dưới 16 tuổi; biết gọi 111 và báo tin.",
            held.withDayOfMonth(1),
            held,
            List.of(place.id()),
            List.of(),
            "tho-xuan-30-7-2024/t2.3",
            held.plusDays(4),
            "THOXUAN",
            Set.of(),
            Set.of(),
            List.of(),
            Recurrence.YEARLY,
            60,
            20_000_000L,
            null),
        List.of(
            new Said(
                CampaignChannel.SMS,
                "vi",
                "",
                "Ngày 30/7: không trẻ em nào bị bỏ lại phía sau. Ai rủ con em đi xa việc nhẹ lương"
                    + " cao, hãy gọi 111 hoặc soạn THOXUAN và điều bạn biết. Từ chối: soạn HUY",
                true),
            new Said(
                CampaignChannel.SMS,
                "en",
                "",
                "30 July: no child left behind. If somebody offers easy money far away, call 111 or"
                    + " text THOXUAN and what you know. To leave: HUY",
                false),
            new Said(
                CampaignChannel.PUSH,
                "vi",
                "Ngày 30/7 ở Thọ Xuân",
                "Không trẻ em nào bị bỏ lại phía sau. Xem thủ đoạn mới và cách báo tin.",
                false),
            new Said(
                CampaignChannel.PUSH,
                "en",
                "30 July in Thọ Xuân",
                "No child left behind. See the new tricks and how to report.",
                false),
            new Said(
                CampaignChannel.ARTICLE,
                "vi",
                "Không trẻ em nào bị bỏ lại phía sau",
                """
                Ngày 30/7 là Ngày toàn dân phòng, chống mua bán người.

                Kẻ xấu thường làm quen qua mạng, hứa việc nhẹ lương cao, đón đi ngay trong đêm và giữ giấy tờ.

                Thấy trẻ em bị rủ đi xa, người lạ đón bằng xe lạ, hãy gọi 111 hoặc báo tin ở trang này.""",
                false),
            new Said(
                CampaignChannel.ARTICLE,
                "en",
                "No child left behind",
                """
                30 July is the people's day against human trafficking.

                Recruiters make friends online, promise easy work and high pay, fetch people at night and keep their papers.

                If a child is being talked into going far away, call 111 or report on this page.""",
                false),
            new Said(
                CampaignChannel.POSTER,
                "vi",
                "Không trẻ em nào bị bỏ lại phía sau",
                "Việc nhẹ lương cao ở xa? Hỏi kỹ trước khi đi. Thấy nghi ngờ, hãy gọi 111.",
                false),
            new Said(
                CampaignChannel.SCRIPT,
                "vi",
                "Bài phát thanh Ngày 30/7",
                """
                Kính thưa bà con. Ngày 30 tháng 7 là Ngày toàn dân phòng, chống mua bán người.

                Bà con hãy cảnh giác với lời hứa việc nhẹ lương cao. Thấy người lạ rủ con em đi xa, hãy gọi số 111.""",
                false)));
  }

  private void warning(StaffMember organiser, StaffMember second, LocalDate today, Unit place) {
    if (campaigns.byId(WARNING).isEmpty()) {
      write(
          organiser,
          WARNING,
          new CampaignPlan(
              CampaignKind.WARNING,
              "Cảnh báo bẫy việc nhẹ lương cao",
              "",
              "Người tìm việc qua mạng biết kiểm tra trước khi đi.",
              today,
              today.plusDays(WARNED),
              List.of(place.id()),
              List.of(),
              null,
              null,
              null,
              Set.of(),
              Set.of(),
              List.of(),
              Recurrence.NO,
              0,
              null,
              null),
          List.of(
              new Said(
                  CampaignChannel.PUSH,
                  "vi",
                  "Cảnh giác việc nhẹ lương cao",
                  "Có người bị lừa sang Campuchia rồi đòi tiền chuộc. Xem dấu hiệu nhận biết.",
                  false),
              new Said(
                  CampaignChannel.ARTICLE,
                  "vi",
                  "Năm dấu hiệu của một lời mời lừa đảo",
                  """
                  Lương cao bất thường cho việc không cần tay nghề.

                  Chỉ liên lạc qua mạng, giục đi ngay, không có hợp đồng.

                  Đón bằng xe riêng, đi đường vòng, không qua cửa khẩu.

                  Giữ giấy tờ, điện thoại “để làm thủ tục”.

                  Dặn không nói với gia đình. Thấy một dấu hiệu, hãy dừng lại và hỏi 111.""",
                  false),
              new Said(
                  CampaignChannel.ARTICLE,
                  "en",
                  "Five signs of a false offer",
                  """
                  Unusually high pay for work that needs no skill.

                  Contact online only, pressure to leave at once, no contract.

                  A private car, detours, no official border gate.

                  Papers and phone are kept "for the formalities".

                  You are told to say nothing at home. One sign is enough: stop, and ask 111.""",
                  false)));
    }
    Campaign now = campaigns.byId(WARNING).orElseThrow();
    if (now.state() == CampaignState.DRAFT) {
      done(campaigns.step(organiser, WARNING, CampaignStep.SUBMIT, null));
      done(campaigns.step(second, WARNING, CampaignStep.APPROVE, null));
      done(campaigns.schedule(organiser, WARNING, clock.instant(), true));
    }
  }

  private record Said(
      CampaignChannel channel, String language, String title, String body, boolean unaccented) {}

  private void write(StaffMember organiser, UUID id, CampaignPlan plan, List<Said> texts) {
    int version = done(campaigns.make(organiser, id, plan)).version();
    for (Said said : texts) {
      version =
          done(campaigns.text(
                  organiser,
                  id,
                  version,
                  said.channel(),
                  said.language(),
                  said.title(),
                  said.body(),
                  said.unaccented()))
              .version();
    }
  }

  private static Campaign done(CampaignOutcome outcome) {
    if (outcome instanceof CampaignOutcome.Done done) {
      return done.campaign();
    }
    throw new IllegalStateException("The demo's campaign: " + outcome);
  }
}
