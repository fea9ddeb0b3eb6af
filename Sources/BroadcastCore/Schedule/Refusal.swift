/// Why a broadcast that was due did not reach an output. The raw value stands in the log.
public enum Refusal: String, Hashable, Sendable, CaseIterable {
  case notApproved = "not-approved"
  case quietHours = "quiet-hours"
  /// Made up for late, it would sound outside the sessions, on a silent day or past midnight.
  case outsideHours = "outside-hours"
  /// What it reminds of has begun, or would before it is over.
  case eventBegan = "event-began"
  /// Its sound could not be made.
  case notPrepared = "not-prepared"
  /// Its sound is in the library, but cannot be read or is not what its hash says.
  case soundDamaged = "sound-damaged"
  /// The moment had passed when the station could act: clock set forward, machine suspended, sound not ready.
  case tooLate = "too-late"
  /// The plan had no place for it; the cause is the finding's code.
  case notPlanned = "not-planned"
  /// Its time passed unheard, and the programme leaves it to the operator what to do.
  case operatorDecides = "operator-decides"
  /// The station was not running.
  case stationDown = "station-down"
  /// Another broadcast sounded in one of its zones for too long.
  case zoneBusy = "zone-busy"
  /// None of its zones has an open output.
  case noOutput = "no-output"
  /// Someone stopped the broadcast before it began or went on.
  case stopped
  /// Nobody vouches for the machine's clock, and the station's rule is to wait.
  case clockUntrusted = "clock-untrusted"
  /// The amplifiers of its zones could not be switched on.
  case amplifierOff = "amplifier-off"

  /// For the operator.
  public var vietnamese: String {
    switch self {
    case .notApproved: "bản tin chưa được duyệt"
    case .quietHours: "đang trong giờ yên lặng"
    case .outsideHours: "phát bù lúc này thì ngoài giờ được phát"
    case .eventBegan: "sự kiện được nhắc đã bắt đầu"
    case .notPrepared: "không tạo được âm thanh"
    case .soundDamaged: "tệp âm thanh mất hoặc bị hỏng"
    case .tooLate: "đã quá giờ phát"
    case .notPlanned: "không xếp được giờ phát"
    case .operatorDecides: "đã quá giờ phát, chờ người vận hành quyết định"
    case .stationDown: "lúc đó chương trình không chạy"
    case .zoneBusy: "cụm loa bận vì lượt phát khác"
    case .noOutput: "không có đầu ra âm thanh nào mở được"
    case .stopped: "người vận hành đã dừng phát"
    case .clockUntrusted: "đồng hồ máy chưa đồng bộ, đài được đặt là chờ"
    case .amplifierOff: "không bật được tăng âm"
    }
  }
}

extension Finding.Code {
  /// What playout says at the time of a broadcast that the plan holds back.
  var refusal: Refusal { self == .quietHours ? .quietHours : .notPlanned }
}
