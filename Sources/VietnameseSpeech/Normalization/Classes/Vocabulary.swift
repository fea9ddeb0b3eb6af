/// Words that several classes look for around a thing.
enum Vocabulary {
  /// After these a number names a provision or a part of a text.
  static let references = WordSet(
    "điều khoản điểm mục tiểu phần chương bảng hình biểu phụ lục câu bước bài mẫu chí tc phiên bản")
  /// Before a date without year.
  static let dayWords = WordSet("ngày hôm sáng trưa chiều tối đêm mùng mồng rằm nhật lễ dịp")
  static let lunarMarks = WordSet("âm âl al")
  /// Things that are counted, so that "2/3 …" and "4 …" before them are amounts, not dates or months.
  static let counted = WordSet(
    """
    lần buổi người hộ ngày tuần giờ phút giây tuổi cái con chiếc bộ cuộc lượt trường xã phường thôn xóm ấp khóm tổ khu \
    tiêu chỉ đại thành phiếu cử ca điểm đơn suất cơ quan đồng nghìn ngàn triệu tỷ tỉ kg km ha mét lít tấn tạ đợt vụ
    """)
  /// Wholes of which "2/3 …" is a part.
  static let wholes = WordSet(
    "số tổng diện thế ngân dân thời đại thành cử chiều chặng đoạn công lượng mức giá khối kinh quãng cán đảng hội nhân lực"
  )
  /// What a rate is per.
  static let perUnits = WordSet(
    """
    năm tháng tuần ngày giờ phút giây quý buổi lần người hộ ca lượt suất cái con cây chiếc tấn tạ yến lít sào mẫu công \
    khẩu phiếu bộ vé chuyến xe phòng đêm mũi liều tiết kỳ vụ thửa đợt cuộc đồng gói hộp chai bao thùng suất đôi cặp \
    học trường đơn hồ em cháu bé trẻ sản bài trang bản đầu số khối mét héc ki kg ha km m g l h m2 m3 km2 kwh cm ml lao lứa lớp đội máy thôn xóm ấp khóm tổ xã phường chi
    """)
  /// Units of administration: beside each other they are named, not divided ("3 thôn/xóm").
  static let places = WordSet("thôn xóm ấp khóm tổ xã phường bản làng khu")
  /// A slash after these is always a rate.
  static let rateAmounts = WordSet("lần lượt đồng buổi đ vnđ vnd nghìn ngàn triệu tỷ tỉ trđ")
  static let timeWords = WordSet("lúc từ vào đến tới trước sau khoảng hồi sáng trưa chiều tối đêm giờ hết")
}
