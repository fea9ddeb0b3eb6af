/// Measures every output channel after the limiter: peak, energy and K-weighted energy of each twentieth of a second.
///
/// Four channels at a time in SIMD lanes, because the filters are recursive in time.
struct ChannelMeters: ~Copyable {
  private struct Lanes: BitwiseCopyable {
    var shelf1: SIMD4<Float>
    var shelf2: SIMD4<Float>
    var pass1: SIMD4<Float>
    var pass2: SIMD4<Float>
    var peak: SIMD4<Float>
    var energy: SIMD4<Float>
    var weighted: SIMD4<Float>

    @_noLocks @_noAllocation
    init() {
      shelf1 = SIMD4<Float>(repeating: 0)
      shelf2 = shelf1
      pass1 = shelf1
      pass2 = shelf1
      peak = shelf1
      energy = shelf1
      weighted = shelf1
    }
  }

  let binFrames: Int
  private let channelCount: Int
  private let groups: UnsafeMutablePointer<Lanes>
  private let groupCount: Int
  private let filter: LoudnessFilter
  private let silence: UnsafeMutablePointer<Float>
  private var inBin = 0

  init(channelCount: Int, sampleRate: Int, maximumFrames: Int) {
    self.channelCount = channelCount
    binFrames = max(1, sampleRate / 20)
    filter = LoudnessFilter(sampleRate: sampleRate)
    groupCount = (channelCount + 3) / 4
    groups = .allocate(capacity: groupCount)
    groups.initialize(repeating: Lanes(), count: groupCount)
    silence = .allocate(capacity: maximumFrames)
    silence.initialize(repeating: 0, count: maximumFrames)
  }

  deinit {
    groups.deallocate()
    silence.deallocate()
  }

  /// Frames that still fit into the present bin.
  var room: Int {
    @_noLocks @_noAllocation get { binFrames &- inBin }
  }

  /// Measures at most `room` frames; true when the bin is full.
  @_noLocks @_noAllocation
  mutating func measure(_ samples: UnsafePointer<Float>, stride: Int, frames: Int) -> Bool {
    let shelf = filter.shelf
    let pass = filter.highPass
    var group = 0
    while group < groupCount {
      let first = group &* 4
      let p0 = samples + first &* stride
      let p1 = first &+ 1 < channelCount ? samples + (first &+ 1) &* stride : UnsafePointer(silence)
      let p2 = first &+ 2 < channelCount ? samples + (first &+ 2) &* stride : UnsafePointer(silence)
      let p3 = first &+ 3 < channelCount ? samples + (first &+ 3) &* stride : UnsafePointer(silence)
      var lanes = groups[group]
      var i = 0
      while i < frames {
        let x = SIMD4<Float>(p0[i], p1[i], p2[i], p3[i])
        let size = unsafeBitCast(
          unsafeBitCast(x, to: SIMD4<UInt32>.self) & SIMD4<UInt32>(repeating: 0x7fff_ffff),
          to: SIMD4<Float>.self)
        lanes.peak.replace(with: size, where: size .> lanes.peak)
        lanes.energy += x * x
        let y = x * shelf.b0 + lanes.shelf1
        lanes.shelf1 = x * shelf.b1 - y * shelf.a1 + lanes.shelf2
        lanes.shelf2 = x * shelf.b2 - y * shelf.a2
        let z = y + lanes.pass1
        lanes.pass1 = y * pass.b1 - z * pass.a1 + lanes.pass2
        lanes.pass2 = y - z * pass.a2
        lanes.weighted += z * z
        i &+= 1
      }
      groups[group] = lanes
      group &+= 1
    }
    inBin &+= frames
    return inBin == binFrames
  }

  /// Peak, mean square and K-weighted mean square of the full bin.
  @_noLocks @_noAllocation
  func bin(_ channel: Int) -> MeterBin {
    let lanes = groups[channel / 4]
    let lane = channel % 4
    let scale = 1 / Float(binFrames)
    return MeterBin(
      peak: lanes.peak[lane], meanSquare: lanes.energy[lane] * scale, weighted: lanes.weighted[lane] * scale)
  }

  @_noLocks @_noAllocation
  mutating func startBin() {
    let zero = SIMD4<Float>(repeating: 0)
    var group = 0
    while group < groupCount {
      groups[group].peak = zero
      groups[group].energy = zero
      groups[group].weighted = zero
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
