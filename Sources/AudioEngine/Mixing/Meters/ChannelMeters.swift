import CRealtime

/// Measures every output channel after the limiter: peak, energy and K-weighted energy of each twentieth of a second.
///
/// Four channels at a time in SIMD lanes, because the filters are recursive in time.
struct ChannelMeters: ~Copyable {
  let binFrames: Int
  private let channelCount: Int
  private let groups: UnsafeMutablePointer<realtime_meter>
  private let groupCount: Int
  private let filter: UnsafeMutablePointer<realtime_k_weighting>
  private let silence: UnsafeMutablePointer<Float>
  private var inBin = 0

  init(channelCount: Int, sampleRate: Int, maximumFrames: Int) {
    self.channelCount = channelCount
    binFrames = max(1, sampleRate / 20)
    filter = .allocate(capacity: 1)
    filter.initialize(to: LoudnessFilter(sampleRate: sampleRate).coefficients)
    groupCount = (channelCount + 3) / 4
    groups = .allocate(capacity: groupCount)
    groups.initialize(repeating: realtime_meter(), count: groupCount)
    silence = .allocate(capacity: maximumFrames)
    silence.initialize(repeating: 0, count: maximumFrames)
  }

  deinit {
    groups.deallocate()
    filter.deallocate()
    silence.deallocate()
  }

  /// Frames that still fit into the present bin.
  var room: Int {
    @_noLocks @_noAllocation get { binFrames &- inBin }
  }

  /// Measures at most `room` frames; true when the bin is full. Bit n of `silentMask` promises zeros in channel n.
  @_noLocks @_noAllocation
  mutating func measure(
    _ samples: UnsafePointer<Float>, stride: Int, frames: Int, silentMask: UInt64
  ) -> Bool {
    var group = 0
    while group < groupCount {
      let first = group &* 4
      let mask = UInt64(0xf) &<< UInt64(first)
      if silentMask & mask == mask && realtime_meter_rests(groups + group) {
        // Nothing to measure, nothing left in the filters.
      } else {
        let none = UnsafePointer(silence)
        realtime_meter_four(
          groups + group, filter, samples + first &* stride,
          first &+ 1 < channelCount ? samples + (first &+ 1) &* stride : none,
          first &+ 2 < channelCount ? samples + (first &+ 2) &* stride : none,
          first &+ 3 < channelCount ? samples + (first &+ 3) &* stride : none, frames)
      }
      group &+= 1
    }
    inBin &+= frames
    return inBin == binFrames
  }

  /// Peak, mean square and K-weighted mean square of the full bin.
  @_noLocks @_noAllocation
  func bin(_ channel: Int) -> MeterBin {
    let lanes = groups + channel / 4
    let lane = Int32(truncatingIfNeeded: channel % 4)
    let scale = 1 / Float(binFrames)
    return MeterBin(
      peak: realtime_meter_peak(lanes, lane), meanSquare: realtime_meter_energy(lanes, lane) * scale,
      weighted: realtime_meter_weighted(lanes, lane) * scale)
  }

  @_noLocks @_noAllocation
  mutating func startBin() {
    var group = 0
    while group < groupCount {
      realtime_meter_start(groups + group)
      group &+= 1
    }
    inBin = 0
  }
}

/// What one channel carried for a twentieth of a second.
struct MeterBin: BitwiseCopyable {
  var peak: Float
  var meanSquare: Float
  var weighted: Float

  @_noLocks @_noAllocation
  init(peak: Float, meanSquare: Float, weighted: Float) {
    self.peak = peak
    self.meanSquare = meanSquare
    self.weighted = weighted
  }
}
