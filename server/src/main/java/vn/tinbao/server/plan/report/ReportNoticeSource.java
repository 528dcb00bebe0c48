package vn.tinbao.server.plan.report;

import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import vn.tinbao.server.push.Notice;
import vn.tinbao.server.push.NoticeSource;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Messages;

/** Words about periodic reports on the phones of who is told; of each report the newest. */
@Singleton
final class ReportNoticeSource implements NoticeSource {
  private final ReportNotices notices;
  private final PeriodicReports reports;
  private final Messages words;

  ReportNoticeSource(ReportNotices notices, PeriodicReports reports, Messages words) {
    this.notices = notices;
    this.reports = reports;
    this.words = words;
  }

  @Override
  public String topic() {
    return ReportNotices.TOPIC;
  }

  @Override
  public List<Notice> notices(StaffMember reader, Locale language) {
    Set<UUID> said = new HashSet<>();
    return notices.of(reader, reports).stream()
        .filter(notice -> said.add(notice.report().id()))
        .map(
            notice ->
                new Notice(
                    notice.report().id(),
                    words.text(
                        language,
                        "report.name",
                        ReportPapers.period(words, language, notice.report())),
                    words.text(language, "report.notice." + notice.kind()),
                    notice.at(),
                    null))
        .toList();
  }

  @Override
  public boolean read(StaffMember reader, UUID id) {
    return notices.read(reader, id);
  }
}
