package vn.tinbao.server.access;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.campaign.Campaign;
import vn.tinbao.server.campaign.CampaignChannel;
import vn.tinbao.server.campaign.CampaignKind;
import vn.tinbao.server.campaign.CampaignOutcome;
import vn.tinbao.server.campaign.CampaignPlan;
import vn.tinbao.server.campaign.CampaignStep;
import vn.tinbao.server.campaign.Campaigns;
import vn.tinbao.server.campaign.Recurrence;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.subscription.ContactLists;
import vn.tinbao.server.subscription.SubscriberKind;
import vn.tinbao.sms.testing.TestSql;

/** Campaigns of the agency {@link AccessWorld#HERE}. */
@Singleton
final class CampaignCases implements AccessCases {
  private static final String TEXT = "Không để ai bị lừa bán " + AccessWorld.MARKER;

  private final Campaigns campaigns;
  private final ContactLists lists;
  private final Catalogue catalogue;
  private final TestSql sql;
  private final Clock clock;

  CampaignCases(
      Campaigns campaigns, ContactLists lists, Catalogue catalogue, TestSql sql, Clock clock) {
    this.campaigns = campaigns;
    this.lists = lists;
    this.catalogue = catalogue;
    this.sql = sql;
    this.clock = clock;
  }

  @Override
  public Map<String, Maker> cases() {
    return Map.ofEntries(
        Map.entry(
            "POST /campaigns",
            (world, owner) ->
                Request.form(
                    "/campaigns",
                    "title",
                    "Cảnh báo",
                    "kind",
                    "WARNING",
                    "from",
                    today().toString(),
                    "until",
                    today().toString(),
                    "unit",
                    Long.toString(unit()))),
        get("", ""),
        get("/plan", "/plan"),
        get("/print", "/print"),
        printed("/print/sheet", "/print/sheet?size=A5"),
        printed("/print/script/{format}", "/print/script/docx"),
        printed("/print/kit", "/print/kit"),
        printed("/print/letter", "/print/letter"),
        Map.entry(
            "GET /feeds/alerts/{id}.cap",
            (world, owner) -> Request.of("/feeds/alerts/" + begun(world).id() + ".cap")),
        get("/audience", "/audience"),
        get("/progress", "/progress"),
        post("/plan", "title", "Khác", "from", "x", "until", "y"),
        post("/check", "channel", "SMS", "body", "Gọi 111"),
        post("/texts", "version", "1", "channel", "SMS", "language", "vi", "body", "Gọi 111"),
        post("/test", "phones", "không phải số", "language", "vi"),
        Map.entry(
            "POST /campaigns/{id}/copy",
            (world, owner) ->
                Request.form(
                    "/campaigns/" + draft(world).id() + "/copy",
                    "from",
                    today().plusDays(30).toString())),
        Map.entry(
            "POST /campaigns/{id}/schedule",
            (world, owner) ->
                Request.form("/campaigns/" + submitted(world).id() + "/schedule", "at", "x")),
        Map.entry(
            "POST /campaigns/{id}/writing/{step}",
            (world, owner) ->
                Request.form(
                    "/campaigns/" + draft(world).id() + "/writing/SUBMIT",
                    "version",
                    "2",
                    "why",
                    "")),
        Map.entry(
            "POST /campaigns/{id}/approval/{step}",
            (world, owner) ->
                Request.form(
                    "/campaigns/" + submitted(world).id() + "/approval/APPROVE",
                    "version",
                    "2",
                    "why",
                    "")),
        Map.entry(
            "POST /campaigns/{id}/running/{step}",
            (world, owner) ->
                Request.form("/campaigns/" + begun(world).id() + "/running/STOP", "why", "Xong")),
        Map.entry(
            "POST /account/calls/{id}/read",
            (world, owner) -> Request.form("/account/calls/" + called(world, owner) + "/read")),
        Map.entry(
            "POST /api/v1/officer/notices/{topic}/{id}/read",
            (world, owner) ->
                new Request(
                    "/api/v1/officer/notices/duty-call/" + called(world, owner) + "/read",
                    null,
                    "")),
        Map.entry(
            "POST /campaigns/lists",
            (world, owner) ->
                new Request(
                    "/campaigns/lists",
                    "--ranh\r\n"
                        + "Content-Disposition: form-data; name=\"name\"\r\n\r\n"
                        + "Giáo viên\r\n"
                        + "--ranh--\r\n",
                    "multipart/form-data; boundary=ranh")),
        Map.entry(
            "GET /campaigns/lists/{id}",
            (world, owner) -> Request.of("/campaigns/lists/" + held(owner))),
        Map.entry(
            "POST /campaigns/lists/{id}/keep",
            (world, owner) -> Request.form("/campaigns/lists/" + held(owner) + "/keep")),
        Map.entry(
            "POST /campaigns/lists/{id}/delete",
            (world, owner) -> Request.form("/campaigns/lists/" + held(owner) + "/delete")),
        Map.entry("GET /news/{id}", (world, owner) -> Request.of("/news/" + begun(world).id())),
        Map.entry("GET /c/{code}", (world, owner) -> Request.of(begun(world).path())),
        Map.entry(
            "GET /api/v1/articles/{id}",
            (world, owner) -> Request.of("/api/v1/articles/" + begun(world).id())),
        Map.entry(
            "GET /campaigns/{id}/result",
            (world, owner) -> Request.of("/campaigns/" + begun(world).id() + "/result")),
        Map.entry(
            "GET /campaigns/{id}/result/{format}",
            (world, owner) -> Request.of("/campaigns/" + begun(world).id() + "/result/xlsx")));
  }

  private UUID held(StaffMember owner) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    lists.hold(
        id,
        new ContactLists.Description(
            AccessWorld.HERE,
            owner.id(),
            "Danh sách " + AccessWorld.MARKER,
            ContactLists.Basis.CONSENT,
            "Phiếu",
            SubscriberKind.TEACHER,
            null,
            "vi",
            clock.instant().plus(Duration.ofDays(1))),
        "0971900009".getBytes(StandardCharsets.UTF_8));
    return id;
  }

  private Map.Entry<String, Maker> get(String route, String path) {
    return Map.entry(
        "GET /campaigns/{id}" + route,
        (world, owner) -> Request.of("/campaigns/" + draft(world).id() + path));
  }

  /** Of a campaign with a text for everything that is carried on by hand. */
  private Map.Entry<String, Maker> printed(String route, String path) {
    return Map.entry(
        "GET /campaigns/{id}" + route,
        (world, owner) -> {
          Campaign campaign = draft(world);
          for (CampaignChannel channel :
              List.of(
                  CampaignChannel.POSTER,
                  CampaignChannel.SCRIPT,
                  CampaignChannel.POST,
                  CampaignChannel.SMS)) {
            campaign =
                done(
                    campaigns.text(
                        organiser(world),
                        campaign.id(),
                        campaign.version(),
                        channel,
                        "vi",
                        channel == CampaignChannel.SMS ? "" : "Cảnh giác",
                        TEXT,
                        false));
          }
          return Request.of("/campaigns/" + campaign.id() + path);
        });
  }

  private Map.Entry<String, Maker> post(String path, String... fields) {
    return Map.entry(
        "POST /campaigns/{id}" + path,
        (world, owner) -> Request.form("/campaigns/" + draft(world).id() + path, fields));
  }

  private Campaign draft(AccessWorld world) {
    StaffMember organiser = organiser(world);
    Campaign made =
        done(
            campaigns.make(
                organiser,
                UuidCreator.getTimeOrderedEpoch(),
                new CampaignPlan(
                    CampaignKind.WARNING,
                    "Chiến dịch " + AccessWorld.MARKER,
                    "",
                    "",
                    today(),
                    today().plusDays(3),
                    List.of(unit()),
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
                    null)));
    return done(
        campaigns.text(
            organiser,
            made.id(),
            made.version(),
            CampaignChannel.ARTICLE,
            "vi",
            "Cảnh giác",
            TEXT,
            false));
  }

  private Campaign submitted(AccessWorld world) {
    return done(campaigns.step(organiser(world), draft(world).id(), CampaignStep.SUBMIT, null));
  }

  private Campaign begun(AccessWorld world) {
    UUID id = submitted(world).id();
    StaffMember second = world.person("tochuc2", AccessWorld.HERE, Role.ORGANISER);
    done(campaigns.step(second, id, CampaignStep.APPROVE, null));
    done(campaigns.schedule(second, id, clock.instant(), true));
    return campaigns
        .houseStep(id, CampaignStep.START, null)
        .orElseGet(() -> campaigns.byId(id).orElseThrow());
  }

  /** A call to duty to that person. */
  private UUID called(AccessWorld world, StaffMember owner) {
    UUID id = draft(world).id();
    sql.run(
        "INSERT INTO tinbao.campaign_call (campaign_id, staff_id, called_at) VALUES ('"
            + id
            + "', '"
            + owner.id()
            + "', now())");
    return id;
  }

  private static StaffMember organiser(AccessWorld world) {
    return world.person("tochuc", AccessWorld.HERE, Role.ORGANISER);
  }

  private static Campaign done(CampaignOutcome outcome) {
    if (outcome instanceof CampaignOutcome.Done done) {
      return done.campaign();
    }
    throw new IllegalStateException(outcome.toString());
  }

  private long unit() {
    return catalogue.now().unitByCode("06286", today()).orElseThrow().id();
  }

  private LocalDate today() {
    return LegalTime.day(clock.instant());
  }
}
