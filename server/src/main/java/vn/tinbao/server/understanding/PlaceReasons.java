package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.List;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;

/** Says in plain Vietnamese why a unit was taken for the place. */
final class PlaceReasons {
  private PlaceReasons() {}

  static String of(PlaceCandidate candidate, Gazetteer gazetteer) {
    List<String> parts = new ArrayList<>();
    parts.add(ofSpelling(candidate));
    switch (candidate.name.kind()) {
      case ALIAS -> parts.add("tên thường gọi");
      case STEM -> parts.add("tin không nêu số hoặc chữ cuối của tên");
      case GATE -> parts.add("là tên cửa khẩu ở đó");
      case OFFICIAL, NUMBERED -> {}
    }
    if (candidate.prefixFits) {
      parts.add("có nêu cấp đơn vị trước tên");
    }
    if (candidate.parentUnit >= 0) {
      parts.add("có nêu " + gazetteer.unit(candidate.parentUnit).fullName());
    }
    if (candidate.inHotlineTerritory) {
      parts.add("thuộc địa bàn của đường dây nóng");
    }
    switch (candidate.mention.role()) {
      case TOWARDS -> parts.add("được nêu là nơi đến");
      case ARRIVED -> parts.add("được nêu là nơi đã đến và bị giữ");
      case THROUGH -> parts.add("được nêu là nơi đi qua");
      case FROM -> parts.add("được nêu là quê hoặc nơi ở");
      case NONE, AT -> {}
    }
    switch (candidate.mention.beside()) {
      case STREET, HAMLET -> parts.add("có thể là tên đường, thôn, xóm");
      case BEARER -> parts.add("là tên chợ, bến, trường mang tên nơi ấy");
      case BUSINESS, HOUSE -> parts.add("có thể là tên quán, công ty");
      case PERSON -> parts.add("có thể là tên người");
      case GATE -> parts.add("có nêu cửa khẩu");
      case NOTHING -> {}
    }
    Unit unit = gazetteer.unit(candidate.unit);
    if (!candidate.stands) {
      parts.add(now(candidate, unit, gazetteer));
    }
    return String.join("; ", parts);
  }

  private static String ofSpelling(PlaceCandidate candidate) {
    return switch (candidate.mention.spelled()) {
      case OTHER_ACCENTS -> "tên khớp nhưng khác dấu";
      case MISTYPED -> "tên gần giống, sai một chữ cái";
      case GLUED -> "tên viết liền";
      case WELL -> candidate.exact ? "tên khớp đúng dấu" : "tên khớp khi bỏ dấu";
    };
  }

  private static String now(PlaceCandidate candidate, Unit unit, Gazetteer gazetteer) {
    int[] currents = candidate.currents;
    if (currents.length == 0) {
      return "tên đơn vị cũ, nay không còn";
    }
    if (currents.length == 1) {
      String link = candidate.livesOn ? "tên cũ, nay là " : "tên cũ, nay không còn, thuộc ";
      return link + gazetteer.unit(currents[0]).fullName();
    }
    return unit.level() == UnitLevel.COMMUNE
        ? "tên cũ, nay chia vào " + currents.length + " đơn vị, cần người chọn"
        : "tên cũ, nay gồm " + currents.length + " đơn vị";
  }
}
