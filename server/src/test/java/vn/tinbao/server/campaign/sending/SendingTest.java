package vn.tinbao.server.campaign.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.subscription.Audience;
import vn.tinbao.server.subscription.AudienceRows;
import vn.tinbao.server.subscription.ConsentLog;
import vn.tinbao.server.subscription.ConsentWay;
import vn.tinbao.server.subscription.ContactLists;
import vn.tinbao.server.subscription.Interest;
import vn.tinbao.server.subscription.SubscriberKind;
import vn.tinbao.server.subscription.Subscriptions;
import vn.tinbao.server.subscription.Wish;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.phone.SealedPhone;
import vn.tinbao.sms.queue.Suppressions;
import vn.tinbao.sms.testing.TestSql;

/**
 * From who subscribes to what became of their message. Each test has a commune of its own, so that
 * none sees what another left.
 */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.by-hand", value = "LateReceipts,NumbersForgotten,ContactLists")
@Property(name = "tinbao.sms.awareness.from", value = "00:00")
@Property(name = "tinbao.sms.awareness.until", value = "00:00")
@Property(name = "tinbao.sms.simulator.sent-after", value = "PT0.01S")
@Property(name = "tinbao.sms.simulator.delivered-after", value = "PT0.01S")
@Property(name = "tinbao.sending.look", value = "PT0.05S")
@Property(name = "tinbao.sending.part", value = "100")
@Property(name = "tinbao.sending.batch", value = "7")
@Property(name = "tinbao.sending.error-least", value = "5")
@Property(name = "tinbao.sending.address", value = "https://tinbao.test")
class SendingTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Map<String, String> TEXT =
      Map.of("vi", "30/7: canh giac viec nhe luong cao. Bao tin: 111. Tu choi: STOP");

  @Inject EmbeddedServer server;
  @Inject Sending sending;
  @Inject AudiencePreview preview;
  @Inject LeaveLink links;
  @Inject AudienceRows audiences;
  @Inject Subscriptions subscriptions;
  @Inject ContactLists lists;
  @Inject ConsentLog log;
  @Inject LateReceipts late;
  @Inject NumbersForgotten forgotten;
  @Inject Suppressions suppressions;
  @Inject PhoneKey key;
  @Inject Catalogue catalogue;
  @Inject TransactionOperations<Connection> transactions;
  @Inject TestSql sql;

  @Inject
  @Client("/")
  HttpClient http;

  @AfterEach
  void usualNetwork() {
    network("{\"fault\":\"NONE\",\"connection\":\"UP\"}");
  }

  private void network(String change) {
    var unused = http.toBlocking().exchange(HttpRequest.POST("/simulator/api/network", change));
  }

  private long unit(String code) {
    return catalogue.now().unitByCode(code, LocalDate.of(2026, 1, 1)).orElseThrow().id();
  }

  private SealedPhone phone(int n) {
    return key.seal(new PhoneNumber("+8497%07d".formatted(n)));
  }

  private SealedPhone joins(int n, long unit) {
    return joins(n, new Wish(unit, "vi", SubscriberKind.CITIZEN, Set.of()));
  }

  private SealedPhone joins(int n, Wish wish) {
    SealedPhone phone = phone(n);
    assertThat(subscriptions.join(phone, wish, ConsentWay.WEB, "Tôi đồng ý"))
        .isEqualTo(Subscriptions.Joined.NEW);
    return phone;
  }

  private AudienceCount count(Audience audience) {
    return preview.preview(audience, TEXT);
  }

  private static SendingOrder order(long unit) {
    return new SendingOrder(Audience.ofUnits(List.of(unit)), TEXT, 0, null, null);
  }

  private Progress in(UUID campaign, Stage stage) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> sending.progress(campaign).orElseThrow().stage() == stage);
    return sending.progress(campaign).orElseThrow();
  }

  private void settled(UUID campaign, RecipientState state, long persons) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () ->
                assertThat(sending.progress(campaign).orElseThrow().in(state)).isEqualTo(persons));
  }

  private String page(MutableHttpRequest<?> request) {
    return http.toBlocking()
        .retrieve(
            request
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .header("Origin", server.getURI().toString())
                .accept(MediaType.TEXT_HTML));
  }

  private long messages(UUID campaign) {
    return sql.number("SELECT count(*) FROM sms.outbound WHERE campaign = '" + campaign + "'");
  }

  @Test
  void an_audience_counts_persons_once_and_says_what_it_leaves_out_and_costs() {
    long here = unit("06286");
    long there = unit("06316");
    joins(100_001, here);
    joins(100_002, here);
    joins(100_002, there); // two ways to one person
    SealedPhone bad = joins(100_003, here);
    suppressions.badNumber(bad.hash());
    joins(100_004, new Wish(here, "en", SubscriberKind.TEACHER, Set.of(Interest.CHILDREN)));
    joins(100_005, there);

    AudienceCount both = count(Audience.ofUnits(List.of(here, there)));
    assertThat(both.persons()).isEqualTo(4);
    assertThat(both.duplicates()).isEqualTo(1);
    assertThat(both.suppressed()).isEqualTo(1);
    assertThat(both.units().stream().mapToLong(AudienceCount.OfUnit::persons).sum()).isEqualTo(4);
    assertThat(both.operators()).singleElement().matches(o -> o.operator().equals("VIETTEL"));
    assertThat(both.segments()).isEqualTo(4);
    assertThat(both.cost()).isEqualTo(4 * both.operators().get(0).price()).isPositive();
    assertThat(both.priceVerified()).isFalse();
    assertThat(both.withoutText()).containsExactly("en");

    Audience narrow =
        new Audience(
            true,
            List.of(here),
            Set.of(),
            Set.of(Interest.WORK_ABROAD),
            Set.of(),
            List.of(),
            List.of(there),
            List.of());
    AudienceCount counted = count(narrow);
    // The teacher wants news of children only, and who follows the other place is left out.
    assertThat(counted.persons()).isEqualTo(1);
    assertThat(counted.excluded()).isEqualTo(1);
    long province = catalogue.now().unit(here).orElseThrow().parentId();
    assertThat(count(Audience.ofUnits(List.of(province))).persons()).isGreaterThanOrEqualTo(4);
    assertThat(count(Audience.ofUnits(List.of(Long.MAX_VALUE))).persons()).isZero();
  }

  @Test
  void a_campaign_reaches_everybody_once_and_tells_honestly_what_became_of_it() {
    long here = unit("05977");
    for (int i = 0; i < 40; i++) {
      joins(200_000 + i, here);
    }
    SealedPhone gone = joins(200_050, here);
    UUID campaign = UuidCreator.getTimeOrderedEpoch();
    assertThat(sending.progress(campaign)).isEmpty();
    assertThat(sending.start(campaign)).isFalse();
    assertThat(sending.freeze(campaign, order(here))).isTrue();
    assertThat(sending.freeze(campaign, order(here))).isFalse();
    Progress frozen = in(campaign, Stage.FROZEN);
    assertThat(frozen.total()).isEqualTo(41);
    assertThat(frozen.in(RecipientState.WAITING)).isEqualTo(41);
    assertThat(messages(campaign)).isZero();

    // Whoever leaves between counting and sending gets nothing.
    subscriptions.leave(gone.hash(), ConsentWay.SMS);
    assertThat(sending.start(campaign)).isTrue();
    assertThat(sending.start(campaign)).isFalse();
    Progress done = in(campaign, Stage.DONE);
    settled(campaign, RecipientState.DELIVERED, 40);
    assertThat(done.in(RecipientState.SUPPRESSED)).isEqualTo(1);
    assertThat(done.percent()).isEqualTo(100);
    assertThat(messages(campaign)).isEqualTo(41);
    assertThat(sending.resendFailed(campaign)).isZero();
    assertThat(sending.stop(campaign)).isFalse();
    assertThat(sending.delivery(campaign))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.unitId()).isEqualTo(here);
              assertThat(one.byState().get(RecipientState.DELIVERED)).isEqualTo(40);
            });
    assertThat(sending.optOuts(campaign)).isZero(); // left before it began
  }

  @Test
  void a_pause_and_a_stop_let_nothing_more_out() {
    long here = unit("06184");
    for (int i = 0; i < 30; i++) {
      joins(300_000 + i, here);
    }
    network("{\"connection\":\"DOWN\"}");
    UUID campaign = UuidCreator.getTimeOrderedEpoch();
    assertThat(sending.start(campaign, order(here))).isTrue();
    in(campaign, Stage.SENDING);
    await().atMost(SOON).until(() -> messages(campaign) == 30);
    assertThat(sending.pause(campaign)).isTrue();
    assertThat(sending.pause(campaign)).isFalse();
    network("{\"connection\":\"UP\"}");
    assertThat(sending.progress(campaign).orElseThrow().reason()).isEqualTo(PauseReason.BY_HAND);
    assertThat(sending.stop(campaign)).isTrue();
    assertThat(sending.resume(campaign)).isFalse();
    settled(campaign, RecipientState.CANCELED, 30);
    assertThat(
            sql.number(
                "SELECT count(*) FROM sms.attempt a JOIN sms.outbound o ON o.id = a.message_id"
                    + " WHERE a.outcome = 'ACCEPTED' AND o.campaign = '"
                    + campaign
                    + "'"))
        .isZero();
    assertThat(sending.resendFailed(campaign)).isZero();
  }

  @Test
  void what_was_stopped_before_it_was_handed_over_is_never_sent() {
    long here = unit("06187");
    for (int i = 0; i < 20; i++) {
      joins(350_000 + i, here);
    }
    UUID campaign = UuidCreator.getTimeOrderedEpoch();
    SendingOrder slow = new SendingOrder(Audience.ofUnits(List.of(here)), TEXT, 1, null, null);
    sending.start(campaign, slow);
    in(campaign, Stage.SENDING);
    await().atMost(SOON).until(() -> messages(campaign) > 0);
    assertThat(sending.stop(campaign)).isTrue();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              Progress now = sending.progress(campaign).orElseThrow();
              assertThat(now.in(RecipientState.WAITING)).isZero();
              assertThat(now.in(RecipientState.QUEUED)).isZero();
              assertThat(now.done()).isEqualTo(20);
            });
    assertThat(messages(campaign)).isLessThan(20);
  }

  @Test
  void a_burst_of_errors_pauses_it_with_the_reason_and_only_the_failed_are_sent_again() {
    long here = unit("06196");
    for (int i = 0; i < 30; i++) {
      joins(400_000 + i, here);
    }
    network("{\"fault\":\"FILTERED\"}");
    UUID campaign = UuidCreator.getTimeOrderedEpoch();
    SendingOrder slow = new SendingOrder(Audience.ofUnits(List.of(here)), TEXT, 8, null, null);
    sending.start(campaign, slow);
    Progress paused = in(campaign, Stage.PAUSED);
    assertThat(paused.reason()).isEqualTo(PauseReason.ERRORS);
    assertThat(paused.errorCode()).isEqualTo("simulated-30007");
    // What was on its way still fails, and would pause it again.
    settled(campaign, RecipientState.ACCEPTED, 0);
    network("{\"fault\":\"NONE\"}");
    assertThat(sending.resume(campaign)).isTrue();
    in(campaign, Stage.DONE);
    settled(campaign, RecipientState.ACCEPTED, 0);
    long failed = sending.progress(campaign).orElseThrow().in(RecipientState.FAILED);
    assertThat(failed).isBetween(1L, 30L);
    assertThat(sending.resendFailed(campaign)).isEqualTo(failed);
    in(campaign, Stage.DONE);
    settled(campaign, RecipientState.DELIVERED, 30);
    assertThat(messages(campaign)).isEqualTo(30 + failed);
    assertThat(
            sql.number(
                "SELECT max(n) FROM (SELECT count(*) AS n FROM sms.outbound WHERE campaign = '"
                    + campaign
                    + "' AND state = 'DELIVERED' GROUP BY to_hash) one"))
        .isEqualTo(1);
  }

  @Test
  void a_receipt_that_comes_after_a_resend_began_breaks_nothing() {
    long here = unit("29992");
    for (int i = 0; i < 4; i++) {
      joins(450_000 + i, here);
    }
    network("{\"fault\":\"FILTERED\"}");
    UUID campaign = UuidCreator.getTimeOrderedEpoch();
    sending.start(campaign, order(here));
    in(campaign, Stage.DONE);
    settled(campaign, RecipientState.FAILED, 4);
    network("{\"connection\":\"DOWN\",\"fault\":\"NONE\"}");
    // Two of them: no receipt has come yet, as far as the ledgers know.
    String two =
        " WHERE id IN (SELECT id FROM tinbao.campaign_recipient WHERE sending ="
            + " (SELECT number FROM tinbao.campaign_sending WHERE campaign = '"
            + campaign
            + "') ORDER BY id LIMIT 2)";
    sql.run(
        "UPDATE sms.outbound SET state = 'SENT', error_code = NULL WHERE id IN"
            + " (SELECT message_id FROM tinbao.campaign_recipient"
            + two
            + ")");
    sql.run("UPDATE tinbao.campaign_recipient SET state = 'A'" + two);
    sql.run(
        "UPDATE tinbao.campaign_sending SET failed = 2, accepted = 2 WHERE campaign = '"
            + campaign
            + "'");
    assertThat(sending.resendFailed(campaign)).isEqualTo(2);
    await().atMost(SOON).until(() -> messages(campaign) == 6);
    sql.run(
        "UPDATE sms.outbound SET state = 'UNDELIVERED' WHERE state = 'SENT' AND campaign = '"
            + campaign
            + "'");
    network("{\"connection\":\"UP\"}");
    settled(campaign, RecipientState.DELIVERED, 2);
    settled(campaign, RecipientState.FAILED, 2);
    in(campaign, Stage.DONE);
    assertThat(messages(campaign)).isEqualTo(6);
    assertThat(sending.resendFailed(campaign)).isEqualTo(2);
    settled(campaign, RecipientState.DELIVERED, 4);
  }

  @Test
  void a_stop_while_recipients_are_written_down_counts_them_as_canceled() {
    long here = unit("30154");
    for (int i = 0; i < 3; i++) {
      joins(460_000 + i, here);
    }
    UUID campaign = UuidCreator.getTimeOrderedEpoch();
    sending.freeze(campaign, order(here));
    in(campaign, Stage.FROZEN);
    // As it stands when only a part is written down.
    sql.run(
        "UPDATE tinbao.campaign_sending SET stage = 'FREEZING', waiting = 0, part = parts - 1,"
            + " go = false WHERE campaign = '"
            + campaign
            + "'");
    assertThat(sending.stop(campaign)).isTrue();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              Progress now = sending.progress(campaign).orElseThrow();
              assertThat(now.in(RecipientState.WAITING)).isZero();
              assertThat(now.in(RecipientState.CANCELED)).isEqualTo(now.total()).isPositive();
            });
    assertThat(messages(campaign)).isZero();
  }

  @Test
  void several_places_of_a_person_are_one_recipient_and_interrupted_freezing_goes_on() {
    long here = unit("06211");
    long there = unit("06220");
    for (int i = 0; i < 250; i++) {
      joins(500_000 + i, here);
      if (i % 5 == 0) {
        joins(500_000 + i, there);
      }
    }
    UUID campaign = UuidCreator.getTimeOrderedEpoch();
    Audience both = Audience.ofUnits(List.of(here, there));
    assertThatThrownBy(
            () ->
                transactions.executeWrite(
                    status -> {
                      sending.freeze(campaign, new SendingOrder(both, TEXT, 0, null, null));
                      throw new IllegalStateException("crash");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(sending.progress(campaign)).isEmpty();
    sending.freeze(campaign, new SendingOrder(both, TEXT, 0, null, null));
    assertThat(in(campaign, Stage.FROZEN).total()).isEqualTo(250);
    assertThat(
            sql.number(
                "SELECT parts FROM tinbao.campaign_sending WHERE campaign = '" + campaign + "'"))
        .isGreaterThan(1);
    assertThat(
            sql.number(
                "SELECT count(DISTINCT r.phone_hash) FROM tinbao.campaign_recipient r"
                    + " JOIN tinbao.campaign_sending s ON s.number = r.sending"
                    + " WHERE s.campaign = '"
                    + campaign
                    + "'"))
        .isEqualTo(250);
  }

  @Test
  void leaving_is_at_once_everywhere_and_proved() {
    long here = unit("15499");
    SealedPhone phone = joins(600_001, here);
    assertThat(
            subscriptions.join(
                phone, new Wish(here, "vi", SubscriberKind.CITIZEN, Set.of()), ConsentWay.SMS, "x"))
        .isEqualTo(Subscriptions.Joined.ALREADY);
    subscriptions.leave(phone.hash(), ConsentWay.SMS);
    subscriptions.leave(phone.hash(), ConsentWay.SMS);
    assertThat(subscriptions.of(phone.hash())).isEmpty();
    assertThat(suppressions.isOptedOut(phone.hash())).isTrue();
    joins(600_001, here);
    assertThat(suppressions.isOptedOut(phone.hash())).isFalse();
    // The other way round: an operator tells us.
    suppressions.optOut(phone.hash(), "provider");
    assertThat(count(Audience.ofUnits(List.of(here))).persons()).isZero();
    assertThat(subscriptions.of(phone.hash())).isEmpty();
    assertThat(log.of(phone.hash()))
        .extracting(e -> e.what() + " " + e.way())
        .containsExactly("JOINED WEB", "LEFT SMS", "JOINED WEB", "LEFT PROVIDER");
    assertThat(log.of(phone.hash()).get(0).words()).isEqualTo("Tôi đồng ý");
  }

  @Test
  void a_link_in_the_text_is_each_recipients_own() {
    long here = unit("15505");
    SealedPhone phone = joins(700_001, here);
    joins(700_002, here);
    UUID campaign = UuidCreator.getTimeOrderedEpoch();
    sending.start(
        campaign,
        new SendingOrder(
            Audience.ofUnits(List.of(here)),
            Map.of("vi", "Tin. " + SendingOrder.LEAVE),
            0,
            null,
            null));
    in(campaign, Stage.DONE);
    long id =
        sql.number(
            "SELECT id FROM tinbao.campaign_recipient WHERE phone_hash = '\\x"
                + HexFormat.of().formatHex(phone.hash())
                + "'");
    String link = links.of(id);
    assertThat(link).startsWith("https://tinbao.test/h/").hasSameSizeAs(links.like());
    String token = link.substring(link.lastIndexOf('/') + 1);
    assertThat(links.read(token)).contains(id);
    assertThat(page(HttpRequest.GET("/h/" + token))).contains("Thôi nhận tin");
    assertThat(suppressions.isOptedOut(phone.hash())).isFalse();
    assertThat(page(HttpRequest.POST("/h/" + token, ""))).contains("Xong");
    assertThat(suppressions.isOptedOut(phone.hash())).isTrue();
    char last = token.charAt(5) == 'A' ? 'B' : 'A';
    assertThat(links.read(token.substring(0, 5) + last + token.substring(6))).isEmpty();
    assertThat(links.read("no token")).isEmpty();
  }

  @Test
  void a_list_is_shown_before_it_is_kept_and_meets_subscribers_once() {
    long here = unit("15520");
    SealedPhone subscriber = joins(800_001, here);
    suppressions.badNumber(phone(800_003).hash());
    byte[] file =
        "\ufeffSố điện thoại;tên\n12;A\n+84 97 0800 002;B\n0970800002\nabc123\n\n0970800003\n0970800001"
            .getBytes(StandardCharsets.UTF_8);
    UUID id = UuidCreator.getTimeOrderedEpoch();
    ContactLists.Description list =
        new ContactLists.Description(
            "ca_xa@06286/2025-07-01",
            UUID.randomUUID(),
            "Giáo viên",
            ContactLists.Basis.CONSENT,
            "Phiếu đồng ý 2026",
            SubscriberKind.TEACHER,
            null,
            "vi",
            Instant.now().plus(Duration.ofDays(30)));
    Audience both =
        new Audience(
            true, List.of(here), Set.of(), Set.of(), Set.of(), List.of(id), List.of(), List.of());
    assertThat(lists.hold(id, list, file)).isTrue();
    assertThat(lists.hold(id, list, file)).isFalse();
    ContactLists.Listed held = lists.find(id, list.agencyId()).orElseThrow();
    assertThat(held.numbers()).isEqualTo(3);
    assertThat(held.duplicates()).isEqualTo(1);
    assertThat(held.invalidLines()).containsExactly(2, 5);
    assertThat(lists.met(held)).isEqualTo(new ContactLists.Met(1, 1, 0, 0));
    // Held, it is used for nothing.
    assertThat(count(both).persons()).isEqualTo(1);
    assertThat(audiences.ofAgency(both, list.agencyId()).lists()).isEmpty();
    assertThat(lists.of(list.agencyId())).noneMatch(one -> one.id().equals(id));
    assertThat(log.of(phone(800_002).hash())).isEmpty();
    assertThat(lists.confirm(id, "another", UUID.randomUUID())).isFalse();
    assertThat(lists.confirm(id, list.agencyId(), UUID.randomUUID())).isTrue();
    assertThat(lists.confirm(id, list.agencyId(), UUID.randomUUID())).isFalse();
    assertThat(log.of(phone(800_002).hash()))
        .singleElement()
        .matches(entry -> entry.words() != null && entry.words().contains("Phiếu"));

    AudienceCount counted = count(both);
    assertThat(counted.persons()).isEqualTo(2);
    assertThat(counted.duplicates()).isEqualTo(1);
    assertThat(counted.suppressed()).isEqualTo(1);
    UUID campaign = UuidCreator.getTimeOrderedEpoch();
    sending.freeze(campaign, new SendingOrder(both, TEXT, 0, null, null));
    assertThat(in(campaign, Stage.FROZEN).total()).isEqualTo(2);
    Audience without =
        new Audience(
            true, List.of(here), Set.of(), Set.of(), Set.of(), List.of(), List.of(), List.of(id));
    assertThat(count(without).persons()).isZero();
    assertThat(count(without).excluded()).isEqualTo(1);
    assertThat(subscriber).isEqualTo(phone(800_001));
    // Who wrote the list uses it; another agency does not.
    assertThat(audiences.ofAgency(both, list.agencyId())).isEqualTo(both);
    assertThat(audiences.ofAgency(both, "another").lists()).isEmpty();
    // An exclusion bars its numbers from every audience, named there or not.
    UUID bar = UuidCreator.getTimeOrderedEpoch();
    assertThat(
            lists.hold(
                bar,
                new ContactLists.Description(
                    list.agencyId(),
                    UUID.randomUUID(),
                    "Không nhắn",
                    ContactLists.Basis.EXCLUSION,
                    "Danh sách 2026",
                    SubscriberKind.CITIZEN,
                    null,
                    "vi",
                    Instant.now().plus(Duration.ofDays(30))),
                "0970800002".getBytes(StandardCharsets.UTF_8)))
        .isTrue();
    assertThat(lists.confirm(bar, list.agencyId(), UUID.randomUUID())).isTrue();
    try {
      assertThat(count(both).persons()).isEqualTo(1);
      assertThat(count(both).excluded()).isEqualTo(1);
    } finally {
      sql.run("DELETE FROM tinbao.contact_list WHERE id = '" + bar + "'");
    }
  }

  @Test
  void a_list_that_nobody_confirms_is_deleted_after_an_hour() {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    ContactLists.Description list =
        new ContactLists.Description(
            "ca_xa@06286/2025-07-01",
            UUID.randomUUID(),
            "Bỏ quên",
            ContactLists.Basis.DUTY,
            "Quyết định 1",
            SubscriberKind.STAFF,
            null,
            "vi",
            Instant.now().plus(Duration.ofDays(30)));
    lists.hold(id, list, "0970800011".getBytes(StandardCharsets.UTF_8));
    lists.forgetHeld();
    assertThat(lists.find(id, list.agencyId())).isPresent();
    sql.run(
        "UPDATE tinbao.contact_list SET created_at = created_at - interval '61 minutes'"
            + " WHERE id = '"
            + id
            + "'");
    lists.forgetHeld();
    assertThat(lists.find(id, list.agencyId())).isEmpty();
    assertThat(
            sql.number(
                "SELECT count(*) FROM tinbao.contact_list_number WHERE list_id = '" + id + "'"))
        .isZero();
  }

  /** As the gateway's ledger has it when a network corrects itself. */
  private void corrected(UUID campaign, int recipient, String state) {
    sql.run(
        "UPDATE sms.outbound SET state = '"
            + state
            + "' WHERE id = (SELECT message_id FROM tinbao.campaign_recipient r"
            + " JOIN tinbao.campaign_sending s ON s.number = r.sending WHERE s.campaign = '"
            + campaign
            + "' AND r.id = (s.number::bigint << 32) + "
            + recipient
            + ")");
  }

  @Test
  void receipts_that_come_after_a_message_was_given_up_are_taken() {
    long here = unit("15544");
    for (int i = 0; i < 4; i++) {
      joins(470_000 + i, here);
    }
    network("{\"fault\":\"FILTERED\"}");
    UUID campaign = UuidCreator.getTimeOrderedEpoch();
    sending.start(campaign, order(here));
    in(campaign, Stage.DONE);
    settled(campaign, RecipientState.FAILED, 4);
    // One arrived after all; of one the gateway knows nothing any more; two had no word yet.
    sql.run(
        "UPDATE tinbao.campaign_recipient SET state = 'U' WHERE id IN (SELECT"
            + " (number::bigint << 32) + n FROM tinbao.campaign_sending, generate_series(3, 4) n"
            + " WHERE campaign = '"
            + campaign
            + "')");
    sql.run(
        "UPDATE tinbao.campaign_sending SET failed = 2, unconfirmed = 2 WHERE campaign = '"
            + campaign
            + "'");
    corrected(campaign, 1, "DELIVERED");
    corrected(campaign, 3, "DELIVERED");
    corrected(campaign, 4, "UNDELIVERED");
    sql.run(
        "UPDATE tinbao.campaign_recipient SET message_id = '019a0000-0000-7000-8000-00000000dead'"
            + " WHERE id = (SELECT (number::bigint << 32) + 2 FROM tinbao.campaign_sending"
            + " WHERE campaign = '"
            + campaign
            + "')");
    sql.run("UPDATE sms.outbound SET cost = 250 WHERE campaign = '" + campaign + "'");
    assertThat(sending.cost(campaign)).isZero();
    assertThat(late.lookNow()).isGreaterThanOrEqualTo(3);
    assertThat(sending.cost(campaign)).as("of those that came further").isEqualTo(3 * 250);
    Progress after = sending.progress(campaign).orElseThrow();
    assertThat(after.in(RecipientState.DELIVERED)).isEqualTo(2);
    assertThat(after.in(RecipientState.FAILED)).isEqualTo(2);
    assertThat(after.in(RecipientState.UNCONFIRMED)).isZero();
    assertThat(after.stage()).isEqualTo(Stage.DONE);
    late.lookNow();
    assertThat(sending.progress(campaign).orElseThrow().byState()).isEqualTo(after.byState());
    assertThat(sending.cost(campaign)).isEqualTo(3 * 250);
  }

  @Test
  void numbers_of_a_campaign_that_is_long_over_are_cleared_and_nothing_is_sent_again() {
    long here = unit("15553");
    for (int i = 0; i < 3; i++) {
      joins(480_000 + i, here);
    }
    network("{\"fault\":\"FILTERED\"}");
    UUID campaign = UuidCreator.getTimeOrderedEpoch();
    sending.start(campaign, order(here));
    in(campaign, Stage.DONE);
    settled(campaign, RecipientState.FAILED, 3);
    String of =
        " FROM tinbao.campaign_recipient WHERE sending = (SELECT number FROM"
            + " tinbao.campaign_sending WHERE campaign = '"
            + campaign
            + "')";
    forgotten.all();
    assertThat(sql.number("SELECT count(phone_cipher)" + of)).isEqualTo(3);
    sql.run(
        "UPDATE tinbao.campaign_sending SET ended_at = ended_at - interval '31 days'"
            + " WHERE campaign = '"
            + campaign
            + "'");
    forgotten.all();
    assertThat(sql.number("SELECT count(phone_cipher)" + of)).isZero();
    assertThat(sql.number("SELECT count(phone_hash)" + of)).isEqualTo(3);
    assertThat(sending.progress(campaign).orElseThrow().cleared()).isTrue();
    assertThat(sending.resendFailed(campaign)).isZero();
    assertThat(sending.progress(campaign).orElseThrow().stage()).isEqualTo(Stage.DONE);
    // The link to leave still works.
    long recipient = sql.number("SELECT min(id)" + of);
    String link = links.of(recipient);
    assertThat(links.leave(link.substring(link.lastIndexOf('/') + 1))).isTrue();
  }

  @Test
  void what_was_sent_before_a_resume_pauses_nothing_again() {
    long here = unit("15568");
    for (int i = 0; i < 12; i++) {
      joins(490_000 + i, here);
    }
    UUID campaign = UuidCreator.getTimeOrderedEpoch();
    sending.start(campaign, new SendingOrder(Audience.ofUnits(List.of(here)), TEXT, 3, null, null));
    await().atMost(SOON).until(() -> messages(campaign) >= 6);
    assertThat(sending.pause(campaign)).isTrue();
    settled(campaign, RecipientState.QUEUED, 0);
    settled(campaign, RecipientState.ACCEPTED, 0);
    // All that was taken before has no receipt yet, as far as the ledgers know, and fails later.
    String ours = " AND campaign = '" + campaign + "'";
    sql.run(
        "UPDATE sms.outbound SET state = 'SENT' WHERE state IN ('ACCEPTED', 'SENT', 'DELIVERED')"
            + ours);
    sql.run(
        "UPDATE tinbao.campaign_recipient SET state = 'A' WHERE state IN ('A', 'D') AND sending ="
            + " (SELECT number FROM tinbao.campaign_sending WHERE campaign = '"
            + campaign
            + "')");
    sql.run(
        "UPDATE tinbao.campaign_sending SET accepted = accepted + delivered, delivered = 0"
            + " WHERE campaign = '"
            + campaign
            + "'");
    long before = sending.progress(campaign).orElseThrow().in(RecipientState.ACCEPTED);
    assertThat(before).isGreaterThanOrEqualTo(5);
    assertThat(sending.resume(campaign)).isTrue();
    sql.run(
        "UPDATE sms.outbound SET state = 'UNDELIVERED', error_code = 'late', body = NULL"
            + " WHERE state = 'SENT' AND created_at < (SELECT counts_from FROM"
            + " tinbao.campaign_sending WHERE campaign = '"
            + campaign
            + "')"
            + ours);
    settled(campaign, RecipientState.FAILED, before);
    settled(campaign, RecipientState.DELIVERED, 12 - before);
    assertThat(in(campaign, Stage.DONE).reason()).isNull();
  }

  @Test
  void an_order_says_what_it_lacks() {
    assertThatThrownBy(
            () -> new SendingOrder(Audience.ofUnits(List.of()), Map.of("en", "x"), 0, null, null))
        .hasMessageContaining("Vietnamese");
    assertThatThrownBy(() -> new SendingOrder(Audience.ofUnits(List.of()), TEXT, -1, null, null))
        .hasMessageContaining("perSecond");
  }
}
