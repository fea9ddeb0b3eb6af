import Foundation

/// A look-ahead true-peak limiter for one channel: no sample, and no point between samples, above the ceiling.
///
/// The needed gain is held as a minimum over the look-ahead, let go by a slow release and smoothed by a mean as long as
/// the look-ahead, so that it has arrived when the peak does and never bends sharply. Where nothing exceeds the ceiling
/// the sound passes through bit for bit, `latency` frames later.
struct Limiter: ~Copyable {
  /// Frames over which the gain turns.
  let window: Int
  /// Frames from input to output.
  let latency: Int
  private let ceiling: Float
  /// A block whose samples are all below this cannot have a true peak above the ceiling.
  private let safe: Float
  /// The same, given how far apart neighbouring samples are.
  private let bound: TruePeakFilter.Bound
  private let release: Float
  private let coefficients: UnsafeMutablePointer<Float>
  private let maximumFrames: Int
  /// Input: `history` frames that went before, then the block, then room for a SIMD load.
  private let input: UnsafeMutablePointer<Float>
  private let history: Int
  /// Highest sample of every eight frames, from 16 frames before the block on; made when it is needed.
  private let peaks: UnsafeMutablePointer<Float>
  /// Needed gain of each frame of the block.
  private let needed: UnsafeMutablePointer<Float>
  /// Rings of `window` values: candidates for the minimum with their frame number, and the gains being averaged.
  private let minima: UnsafeMutablePointer<Float>
  private let minimaFrame: UnsafeMutablePointer<Int>
  private let averaged: UnsafeMutablePointer<Float>
  private var minimaFirst = 0
  private var minimaCount = 0
  private var averagedAt = 0
  private var sum: Double
  private var envelope: Float = 1
  /// Frames for which nothing was needed and the envelope was at 1.
  private var idle: Int
  private var frame = 0
  /// Frames of silence at the end of the input so far.
  private var silence = 0

  /// `ceiling` in dBTP. The look-ahead is 4/3 ms.
  init(ceiling decibels: Float, sampleRate: Int, maximumFrames: Int) {
    window = max(8, sampleRate / 750)
    latency = window + TruePeakFilter.latency
    // The mean of a falling gain may leave a point between samples a trace higher than the samples say.
    ceiling = pow(10, (decibels - 0.05) / 20)
    let filter = TruePeakFilter.coefficients()
    safe = ceiling / filter.bound.peak
    bound = filter.bound.below(ceiling)
    release = 1 - exp(-1 / (0.15 * Float(sampleRate)))
    coefficients = .allocate(capacity: filter.values.count)
    coefficients.initialize(from: filter.values, count: filter.values.count)
    self.maximumFrames = maximumFrames
    history = latency + 16
    input = .allocate(capacity: history + maximumFrames + 16)
    input.initialize(repeating: 0, count: history + maximumFrames + 16)
    peaks = .allocate(capacity: maximumFrames / 8 + 4)
    peaks.initialize(repeating: 0, count: maximumFrames / 8 + 4)
    needed = .allocate(capacity: maximumFrames + 16)
    needed.initialize(repeating: 1, count: maximumFrames + 16)
    minima = .allocate(capacity: window + 3)
    minima.initialize(repeating: 1, count: window + 3)
    minimaFrame = .allocate(capacity: window + 3)
    minimaFrame.initialize(repeating: 0, count: window + 3)
    averaged = .allocate(capacity: window)
    averaged.initialize(repeating: 1, count: window)
    sum = Double(window)
    idle = window * 2
  }

  deinit {
    coefficients.deallocate()
    input.deallocate()
    needed.deallocate()
    peaks.deallocate()
    minima.deallocate()
    minimaFrame.deallocate()
    averaged.deallocate()
  }

  /// Silence in the look-ahead, gain at 1.
  @_noLocks @_noAllocation
  mutating func reset() {
    var index = 0
    while index < history {
      input[index] = 0
      index &+= 1
    }
    index = 0
    while index < window {
      averaged[index] = 1
      index &+= 1
    }
    (minimaFirst, minimaCount, averagedAt, envelope, idle) = (0, 0, 0, 1, window &* 2)
    silence = 0
    sum = Double(window)
  }

  /// Limits `frames` frames in place: what comes out entered `latency` frames ago. `isSilent` promises zeros only; true
  /// if nothing but zeros comes out.
  @_noLocks @_noAllocation
  mutating func process(_ samples: UnsafeMutablePointer<Float>, frames: Int, isSilent: Bool) -> Bool {
    if isSilent && silence >= history && idle >= window &* 2 { return true }
    silence = isSilent ? silence &+ frames : 0
    let block = input + history
    let largest = takeIn(samples, frames: frames)
    let isSafe = largest <= safe || bound.allows(peak: largest, jump: largestJump(frames: frames))
    if (isSafe || measure(frames: frames)) && idle >= window &* 2 {
      pass(to: samples, frames: frames)
    } else {
      if isSafe {
        var i = 0
        while i < frames {
          needed[i] = 1
          i &+= 1
        }
      }
      limit(samples, frames: frames)
    }
    // The end of this block is the history of the next.
    let end = block + (frames &- history)
    var i = 0
    while i < history {
      input[i] = end[i]
      i &+= 1
    }
    return false
  }

  /// Copies the block behind its history, with silence for what is not a number, which would stay in the filters for
  /// ever. Returns the highest sample of all that the filter will see.
  @_noLocks @_noAllocation
  private func takeIn(_ samples: UnsafePointer<Float>, frames: Int) -> Float {
    let block = input + history
    var largest = Self.magnitude(Self.load(block - 16))
    let before = Self.magnitude(Self.load(block - 8))
    largest.replace(with: before, where: before .> largest)
    let zero = SIMD8<Float>(repeating: 0)
    var i = 0
    while i &+ 8 <= frames {
      let x = Self.load(samples + i)
      let clean = x.replacing(with: zero, where: (x - x) .!= zero)
      Self.store(clean, to: block + i)
      let size = Self.magnitude(clean)
      largest.replace(with: size, where: size .> largest)
      i &+= 8
    }
    var most = Self.largest(largest)
    while i < frames {
      let x = samples[i]
      block[i] = x - x == 0 ? x : 0
      most = max(most, abs(block[i]))
      i &+= 1
    }
    return most
  }

  /// The most by which two neighbours differ, of all samples that the filter will see.
  @_noLocks @_noAllocation
  private func largestJump(frames: Int) -> Float {
    let first = input + (history &- 16)
    var most = SIMD8<Float>(repeating: 0)
    var i = 0
    while i &+ 8 <= frames &+ 16 {
      let jump = Self.magnitude(Self.load(first + i) - Self.load(first + (i &- 1)))
      most.replace(with: jump, where: jump .> most)
      i &+= 8
    }
    var largest = Self.largest(most)
    while i < frames &+ 16 {
      largest = max(largest, abs(first[i] - first[i &- 1]))
      i &+= 1
    }
    return largest
  }

  @_noLocks @_noAllocation
  private func pass(to samples: UnsafeMutablePointer<Float>, frames: Int) {
    let delayed = input + (history &- latency)
    var i = 0
    while i < frames {
      samples[i] = delayed[i]
      i &+= 1
    }
  }

  /// Fills `needed` for the frames whose surroundings are known by now. True if none needs less than 1.
  @_noLocks @_noAllocation
  private func measure(frames: Int) -> Bool {
    let first = input + (history &- TruePeakFilter.latency &- 5)
    let limit = SIMD8<Float>(repeating: ceiling)
    var isQuiet = true
    // Behind the block's end lies what an earlier one left: at worst a filter is run for nothing.
    let block = input + (history &- 16)
    var i = 0
    while i < frames &+ 16 {
      peaks[i / 8] = Self.largest(Self.magnitude(Self.load(block + i)))
      i &+= 8
    }
    i = 0
    while i < frames {
      // The filter reaches from 11 frames before to these eight.
      let chunk = i / 8
      if max(peaks[chunk], max(peaks[chunk &+ 1], peaks[chunk &+ 2])) <= safe {
        Self.store(SIMD8<Float>(repeating: 1), to: needed + i)
        i &+= 8
        continue
      }
      var one = SIMD8<Float>(repeating: 0)
      var two = one
      var three = one
      var k = 0
      while k < TruePeakFilter.taps {
        let x = Self.load(first + (i &+ k))
        one += x * coefficients[k]
        two += x * coefficients[TruePeakFilter.taps &+ k]
        three += x * coefficients[2 &* TruePeakFilter.taps &+ k]
        k &+= 1
      }
      var peak = Self.magnitude(Self.load(first + (i &+ 5)))
      let a = Self.magnitude(one)
      peak.replace(with: a, where: a .> peak)
      let b = Self.magnitude(two)
      peak.replace(with: b, where: b .> peak)
      let c = Self.magnitude(three)
      peak.replace(with: c, where: c .> peak)
      if Self.largest(peak) > ceiling {
        isQuiet = false
        peak.replace(with: limit, where: peak .< limit)
        Self.store(limit / peak, to: needed + i)
      } else {
        Self.store(SIMD8<Float>(repeating: 1), to: needed + i)
      }
      i &+= 8
    }
    return isQuiet
  }

  @_noLocks @_noAllocation
  private mutating func limit(_ samples: UnsafeMutablePointer<Float>, frames: Int) {
    let delayed = input + (history &- latency)
    let capacity = window &+ 3
    let scale = 1 / Double(window)
    var i = 0
    while i < frames {
      let want = needed[i]
      // Minimum over the last window + 2 frames (a point between two samples concerns both): candidates ascend.
      while minimaCount > 0 {
        var last = minimaFirst &+ minimaCount &- 1
        if last >= capacity { last &-= capacity }
        if minima[last] < want { break }
        minimaCount &-= 1
      }
      var place = minimaFirst &+ minimaCount
      if place >= capacity { place &-= capacity }
      minima[place] = want
      minimaFrame[place] = frame
      minimaCount &+= 1
      if minimaFrame[minimaFirst] < frame &- window &- 1 {
        minimaFirst = minimaFirst &+ 1 == capacity ? 0 : minimaFirst &+ 1
        minimaCount &-= 1
      }
      let target = minima[minimaFirst]
      envelope = target < envelope ? target : envelope + (target - envelope) * release
      if target == 1 && envelope > 0.99999 { envelope = 1 }
      sum += Double(envelope) - Double(averaged[averagedAt])
      averaged[averagedAt] = envelope
      averagedAt = averagedAt &+ 1 == window ? 0 : averagedAt &+ 1
      idle = envelope == 1 ? idle &+ 1 : 0
      if idle == window { sum = Double(window) }
      samples[i] = delayed[i] * (idle >= window ? 1 : Float(sum * scale))
      frame &+= 1
      i &+= 1
    }
  }

  @_noLocks @_noAllocation @inline(__always)
  private static func load(_ from: UnsafePointer<Float>) -> SIMD8<Float> {
    UnsafeRawPointer(from).loadUnaligned(as: SIMD8<Float>.self)
  }

  @_noLocks @_noAllocation @inline(__always)
  private static func store(_ value: SIMD8<Float>, to place: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(place).storeBytes(of: value, as: SIMD8<Float>.self)
  }

  @_noLocks @_noAllocation @inline(__always)
  private static func magnitude(_ value: SIMD8<Float>) -> SIMD8<Float> {
    unsafeBitCast(
      unsafeBitCast(value, to: SIMD8<UInt32>.self) & SIMD8<UInt32>(repeating: 0x7fff_ffff),
      to: SIMD8<Float>.self)
  }

  @_noLocks @_noAllocation @inline(__always)
  private static func largest(_ value: SIMD8<Float>) -> Float {
    var four = value.lowHalf
    four.replace(with: value.highHalf, where: value.highHalf .> four)
    var two = four.lowHalf
    two.replace(with: four.highHalf, where: four.highHalf .> two)
    return two.x > two.y ? two.x : two.y
  }
}
