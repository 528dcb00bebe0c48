package vn.tinbao.server.routing;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.CompetenceRule;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;
import vn.tinbao.server.understanding.Category;

/**
 * Says in plain Vietnamese why an agency leads: whole sentences about place, signs, rule and
 * support, and never a word of the report itself.
 */
final class RoutingReasons {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

  private final CatalogueSnapshot snapshot;
  private final RoutingQuestion question;
  private final TodaysPlace place;
  private final TodaysPlace where;
  private final @Nullable CompetenceRule forward;

  /**
   * @param forward why the agency that received the report hands it on, null when it need not
   */
  RoutingReasons(
      CatalogueSnapshot snapshot,
      RoutingQuestion question,
      TodaysPlace place,
      TodaysPlace where,
      @Nullable CompetenceRule forward) {
    this.snapshot = snapshot;
    this.question = question;
    this.place = place;
    this.where = where;
    this.forward = forward;
  }

  List<String> of(
      CompetenceRule rule,
      @Nullable CompetenceRule forChild,
      Agency lead,
      Collection<String> supporting) {
    List<String> reasons = new ArrayList<>();
    addChange(reasons);
    addForward(reasons, lead);
    reasons.add(territory(lead) + "; " + signs() + " → " + lead.name() + " chủ trì.");
    addCoarse(reasons, lead);
    reasons.add(withBasis(rule));
    if (forChild != null) {
      reasons.add(withBasis(forChild));
    }
    String names =
        String.join(
            ", ",
            supporting.stream()
                .map(id -> snapshot.agency(id).map(Agency::name).orElse(null))
                .filter(Objects::nonNull)
                .toList());
    if (!names.isEmpty()) {
      reasons.add("Cơ quan phối hợp: " + names + ".");
    }
    addDerived(reasons, lead);
    return List.copyOf(reasons);
  }

  List<String> ofFallback(Procedure procedure, Agency lead) {
    List<String> reasons = new ArrayList<>();
    addChange(reasons);
    Unit unit = place.unit();
    if (unit == null) {
      reasons.add(
          "Chưa rõ việc xảy ra ở đâu; cơ quan thường trực nơi nhận tin giải quyết ban đầu"
              + " (TTLT 01/2017 Đ8).");
    } else {
      reasons.add(
          "Tại "
              + fullPlace(unit)
              + " chưa ghi nhận cơ quan nào có thẩm quyền "
              + matter(procedure)
              + ".");
    }
    addForward(reasons, lead);
    reasons.add("Tạm giao " + lead.name() + "; " + signs() + ".");
    addCoarse(reasons, lead);
    addDerived(reasons, lead);
    return List.copyOf(reasons);
  }

  /** Who received it may not resolve it: said first, since somebody may be waiting there. */
  private void addForward(List<String> reasons, Agency lead) {
    if (forward != null && !lead.id().equals(question.receivedBy())) {
      String receiver = snapshot.agency(question.receivedBy()).map(Agency::name).orElse("");
      reasons.add(
          receiver + " nhận tin và chuyển ngay cho " + lead.name() + ". " + withBasis(forward));
    }
  }

  /**
   * A place that is known to the district or province only is of another quality than a commune:
   * whoever leads first finds out where it is.
   */
  private void addCoarse(List<String> reasons, Agency lead) {
    Unit unit = place.unit();
    if (unit == null || unit.level() == UnitLevel.COMMUNE) {
      return;
    }
    String level = unit.level() == UnitLevel.PROVINCE ? "tỉnh" : "huyện";
    reasons.add(
        "Nơi xảy ra mới rõ đến cấp "
            + level
            + " ("
            + fullPlace(unit)
            + "), chưa rõ xã, phường: "
            + lead.name()
            + " xác định nơi xảy ra; rõ rồi thì sửa nơi xảy ra để tin về đúng địa bàn.");
  }

  private static void addDerived(List<String> reasons, Agency lead) {
    if (lead.derived()) {
      reasons.add(
          lead.name()
              + " được suy ra từ quy định chung cho mọi đơn vị hành chính; địa phương chưa xác nhận"
              + " tên và số điện thoại.");
    }
  }

  /**
   * What became of the unit that was named: first of all reasons, since a person may have to act.
   */
  private void addChange(List<String> reasons) {
    Unit named = place.named();
    Unit unit = place.unit();
    if (named == null) {
      return;
    }
    if (place.isSplit()) {
      String parts = String.join(", ", place.parts().stream().map(Unit::fullName).toList());
      String chosen =
          unit == null ? "chưa chọn được đơn vị chung" : "tạm giao theo " + unit.fullName();
      reasons.add("CẦN NGƯỜI CHỌN: " + was(named) + " nay chia vào " + parts + "; " + chosen + ".");
    } else if (place.isRenamed() && unit != null) {
      boolean coarser = unit.level().compareTo(named.level()) < 0;
      reasons.add(
          coarser
              ? was(named) + " không còn, nay lấy theo " + unit.fullName() + "."
              : was(named) + " nay là " + unit.fullName() + since(unit) + ".");
    }
  }

  private String was(Unit named) {
    return snapshot.fullPlace(named);
  }

  private static String since(Unit unit) {
    return " (từ " + DAY.format(unit.validFrom()) + ")";
  }

  private String territory(Agency lead) {
    Unit unit = where.unit();
    if (unit == null) {
      return "Chưa rõ ở đâu, " + lead.name() + " phụ trách cả nước";
    }
    String line = place.unit() == null ? "Nơi nhận tin là " : "";
    return line + fullPlace(unit) + " thuộc địa bàn " + lead.name();
  }

  private String fullPlace(Unit unit) {
    return snapshot.fullPlace(unit, question.day());
  }

  private static String withBasis(CompetenceRule rule) {
    String sentence = rule.reason();
    String body = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    return body + " (căn cứ: " + rule.basis() + ").";
  }

  private String signs() {
    List<String> signs = new ArrayList<>();
    for (Category category : question.categories()) {
      signs.add(words(category));
    }
    if (question.crossingAtHand()) {
      signs.add("sắp đưa người qua biên giới");
    } else if (question.crossBorder()) {
      signs.add("có yếu tố ra nước ngoài");
    }
    if (question.child() && !question.categories().contains(Category.CHILD)) {
      signs.add("có người dưới 18 tuổi");
    }
    if (question.immediateDanger()) {
      signs.add("người gửi báo đang nguy hiểm");
    }
    return "nội dung tin: "
        + String.join(", ", signs)
        + String.format(Locale.ROOT, "; mức khẩn cấp %d/5", question.urgency());
  }

  private static String matter(Procedure procedure) {
    return switch (procedure) {
      case CRIME_REPORT, BORDER, CHILD_IN_DANGER -> "giải quyết tin báo loại này";
      case VICTIM_SUPPORT -> "hỗ trợ nạn nhân";
      case ADVICE -> "tư vấn";
    };
  }

  private static String words(Category category) {
    return switch (category) {
      case FORCED_LABOUR -> "dấu hiệu cưỡng bức lao động";
      case ONLINE_SCAM_LABOUR -> "dấu hiệu ép làm lừa đảo trên mạng";
      case SEXUAL_EXPLOITATION -> "dấu hiệu bóc lột tình dục";
      case FORCED_MARRIAGE -> "dấu hiệu ép kết hôn, bán làm vợ";
      case ORGAN_REMOVAL -> "dấu hiệu mua bán bộ phận cơ thể";
      case SURROGACY_OR_INFANT -> "dấu hiệu mang thai hộ trái phép, mua bán trẻ sơ sinh";
      case FORCED_BEGGING -> "dấu hiệu ép ăn xin";
      case FISHING_VESSEL -> "dấu hiệu ép lao động trên tàu cá";
      case LURE_ABROAD -> "dấu hiệu dụ dỗ, đưa người ra nước ngoài";
      case MISSING_PERSON -> "người mất tích, mất liên lạc";
      case CHILD -> "có người dưới 18 tuổi";
      case OTHER_CRIME -> "vụ việc khác";
      case SUPPORT_REQUEST -> "đề nghị hỗ trợ nạn nhân";
      case ADVICE -> "đề nghị tư vấn";
      case UNRELATED -> "không liên quan mua bán người";
    };
  }
}
