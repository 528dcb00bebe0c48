package vn.tinbao.server.campaign;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.campaign.sending.LeaveWords;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.phone.SealedPhone;
import vn.tinbao.sms.queue.MessageClass;
import vn.tinbao.sms.queue.OutboundSms;
import vn.tinbao.sms.queue.SmsOutbox;

/**
 * Sends a campaign's SMS to a few phones that somebody names, before it goes to anybody else. The
 * numbers are kept nowhere but sealed in the message itself; opt-outs, quiet hours and the daily
 * limit hold for them too. The history says how many, not which.
 */
@Singleton
public class TestSends {
  /** Most phones of one test. */
  public static final int MOST = 10;

  /** Most phones of all tests of a campaign in a day. */
  public static final int MOST_A_DAY = 50;

  private static final int LONGEST = 1_000;
  private static final Duration GOOD_FOR = Duration.ofHours(12);

  private final Campaigns campaigns;
  private final CampaignRows rows;
  private final LeaveWords leaving;
  private final SmsOutbox outbox;
  private final PhoneKey key;
  private final Audit audit;
  private final Clock clock;

  TestSends(
      Campaigns campaigns,
      CampaignRows rows,
      LeaveWords leaving,
      SmsOutbox outbox,
      PhoneKey key,
      Audit audit,
      Clock clock) {
    this.campaigns = campaigns;
    this.rows = rows;
    this.leaving = leaving;
    this.outbox = outbox;
    this.key = key;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Sends the text of a language once to each phone.
   *
   * @param form UUIDv7 of the form: the same text to the same phone twice is one test
   * @param phones as they are typed, parted by commas or lines
   */
  @Transactional
  public CampaignOutcome send(
      StaffMember viewer, UUID id, UUID form, String language, String phones) {
    Campaign campaign =
        Permissions.may(viewer, Action.CAMPAIGN_WRITE)
            ? campaigns
                .seen(viewer, id)
                .filter(one -> one.agencyId().equals(viewer.agencyId()))
                .orElse(null)
            : null;
    if (campaign == null) {
      return new CampaignOutcome.NotFound();
    }
    Optional<CampaignText> text =
        campaigns.texts(id).stream()
            .filter(one -> one.channel() == CampaignChannel.SMS)
            .filter(one -> one.language().equals(language))
            .findFirst();
    if (text.isEmpty()) {
      return new CampaignOutcome.Wrong(CampaignMistake.NO_SMS_TEXT);
    }
    Set<PhoneNumber> numbers = read(phones);
    if (numbers.isEmpty() || numbers.size() > MOST) {
      return new CampaignOutcome.Wrong(CampaignMistake.PHONES_WRONG);
    }
    String said = text.get().sent();
    if (leaving.impossible(List.of(said))) {
      return new CampaignOutcome.Wrong(CampaignMistake.NO_LEAVE_LINK);
    }
    // Locked, so that two tests at once do not pass the limit together.
    var unused = rows.lock(id);
    Instant day = LegalTime.start(LegalTime.day(clock.instant()));
    if (rows.tested(id, day) + numbers.size() > MOST_A_DAY) {
      return new CampaignOutcome.Wrong(CampaignMistake.TESTS_ENOUGH);
    }
    List<OutboundSms> messages = new ArrayList<>();
    for (PhoneNumber number : numbers) {
      SealedPhone phone = key.seal(number);
      messages.add(
          new OutboundSms(
              messageId(form, said, phone),
              MessageClass.AWARENESS,
              phone,
              leaving.like(said),
              clock.instant().plus(GOOD_FOR)));
    }
    int sent = outbox.enqueueAll(messages);
    if (sent > 0) {
      campaigns.happened(id, "TEST", viewer.id(), Integer.toString(sent));
      audit.record(viewer.id(), "CAMPAIGN_TEST", "CAMPAIGN", id.toString());
    }
    return new CampaignOutcome.Done(campaign);
  }

  private static UUID messageId(UUID form, String said, SealedPhone phone) {
    return UUID.nameUUIDFromBytes(
        (form + "/" + HexFormat.of().formatHex(phone.hash()) + "/" + said)
            .getBytes(StandardCharsets.UTF_8));
  }

  /** Empty when there is anything among them that is no number. */
  private static Set<PhoneNumber> read(String typed) {
    Set<PhoneNumber> numbers = new LinkedHashSet<>();
    if (typed.length() > LONGEST) {
      return Set.of();
    }
    for (String one : typed.split("[,;\\n\\r]+", -1)) {
      if (!one.isBlank()) {
        Optional<PhoneNumber> number = PhoneNumber.parseValid(one.strip());
        if (number.isEmpty()) {
          return Set.of();
        }
        numbers.add(number.get());
      }
    }
    return numbers;
  }
}
