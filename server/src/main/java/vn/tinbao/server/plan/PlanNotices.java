package vn.tinbao.server.plan;

import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import vn.tinbao.server.papers.OfficialDate;
import vn.tinbao.server.push.Notice;
import vn.tinbao.server.push.NoticeSource;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Messages;

/** Reminders of plans on the phones of who is told. */
@Singleton
final class PlanNotices implements NoticeSource {
  private final PlanReminders reminders;
  private final Messages words;

  PlanNotices(PlanReminders reminders, Messages words) {
    this.reminders = reminders;
    this.words = words;
  }

  @Override
  public String topic() {
    return PlanReminders.TOPIC;
  }

  @Override
  public List<Notice> notices(StaffMember reader, Locale language) {
    return reminders.unread(reader).stream()
        .map(
            one ->
                new Notice(
                    one.id(),
                    one.title(),
                    words.text(
                        language, "plan.reminder." + one.kind(), OfficialDate.brief(one.onDate())),
                    one.at(),
                    null))
        .sorted(Comparator.comparing(Notice::at).reversed())
        .toList();
  }

  @Override
  public boolean read(StaffMember reader, UUID id) {
    return reminders.read(reader, id);
  }
}
