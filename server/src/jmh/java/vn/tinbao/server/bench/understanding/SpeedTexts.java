package vn.tinbao.server.bench.understanding;

/** Messages of one length, put together from sentences as people write them. */
final class SpeedTexts {
  private static final String[] SENTENCES = {
    "chau gai o xa ia dom bi ru qua cam lam viec nhe, tối nay di.",
    "Em đang bị giữ trong tòa nhà ở Campuchia, họ thu hộ chiếu và đòi 200 triệu mới cho về.",
    "ko dc ra ngoai, ai cai la bi danh, chich dien, cuu em voi",
    "Tôi ở xã Khánh Khê, huyện Văn Quan, tỉnh Lạng Sơn, có bà Hường hay vào bản rủ con gái đi.",
    "toi hom qua co xe 16 cho don 5 dua o nga ba duong, bien so 12H1, chay ve phia cua khau Tan Thanh",
    "Con tôi đi xuất khẩu lao động ở Đài Loan về kể là bên đó làm 14 tiếng một ngày, không trả lương.",
    "Cho em hỏi muốn đi làm ở Nhật thì hỏi cơ quan nào, có cần đặt cọc 50 triệu không ạ?",
    "Mấy đứa nhỏ bán vé số ở phường Ninh Kiều bị ông chủ nhà trọ thu hết tiền, tối bán không hết thì nhịn ăn.",
    "Nha em o tt Krong Nang, Dak Lak, chi em lay chong Trung Quoc qua moi gioi gio khong lien lac duoc.",
    "Xin chào, khu vực đường Nguyễn Văn Linh quận 7 mất điện từ sáng tới giờ chưa có lại.",
    "Họ đăng trên Facebook mua thận giá 300 triệu, hẹn gặp ở bệnh viện, em sợ lắm nhưng đã nhận cọc rồi.",
    "Anh trai em đi tàu cá ở Rạch Giá sáu tháng chưa vô bờ, gọi về nói bị đánh, chủ ghe không cho nghỉ.",
    "co 1 quan karaoke o tp thu dau mot giu may be 15 16 tuoi, bat tiep khach tru no",
    "Năm 2023 tôi bị lừa sang Myanmar, nay đã về, không có giấy tờ, xin được hỗ trợ học nghề.",
    "Làng tôi có người lạ vào hỏi mua bào thai, hứa 80 triệu, dẫn qua Móng Cái đẻ rồi về.",
    "Quê ở Quỳ Châu, Nghệ An, giờ làm ở lò gạch bên Thường Tín, chủ giữ căn cước không cho nghỉ."
  };

  private SpeedTexts() {}

  /** As many messages as there are sentences, each beginning with another one. */
  static String[] ofLength(int characters) {
    String[] messages = new String[SENTENCES.length];
    for (int first = 0; first < SENTENCES.length; first++) {
      StringBuilder text = new StringBuilder(characters + 120);
      for (int i = first; text.length() < characters; i++) {
        text.append(text.isEmpty() ? "" : " ").append(SENTENCES[i % SENTENCES.length]);
      }
      messages[first] = text.substring(0, characters);
    }
    return messages;
  }
}
