/// The inner loops: planar Float32, no aliasing, any length.
enum MixKernels {
  /// `out += source × gain`
  @_noLocks @_noAllocation @inline(__always)
  static func add(
    _ source: UnsafePointer<Float>, to out: UnsafeMutablePointer<Float>, frames: Int, gain: Float
  ) {
    var i = 0
    while i < frames {
      out[i] += source[i] * gain
      i &+= 1
    }
  }

  /// `out = source × gain`, as if added to silence (so that no −0 comes out).
  @_noLocks @_noAllocation @inline(__always)
  static func put(
    _ source: UnsafePointer<Float>, to out: UnsafeMutablePointer<Float>, frames: Int, gain: Float
  ) {
    var i = 0
    while i < frames {
      out[i] = 0 + source[i] * gain
      i &+= 1
    }
  }

  /// `out += source × (gain + step × i)`
  @_noLocks @_noAllocation @inline(__always)
  static func add(
    _ source: UnsafePointer<Float>, to out: UnsafeMutablePointer<Float>, frames: Int, gain: Float, step: Float
  ) {
    // Explicit lanes: the conversion of a 64-bit index has no vector form before AVX-512.
    var index = SIMD8<Float>(0, 1, 2, 3, 4, 5, 6, 7)
    let place = UnsafeMutableRawPointer(out)
    let from = UnsafeRawPointer(source)
    var i = 0
    while i &+ 8 <= frames {
      let offset = i &* 4
      let sum =
        place.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
        + from.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self) * (index * step + gain)
      place.storeBytes(of: sum, toByteOffset: offset, as: SIMD8<Float>.self)
      index += 8
      i &+= 8
    }
    while i < frames {
      out[i] += source[i] * (gain + step * Float(i))
      i &+= 1
    }
  }

  /// `out += source × gain × a(i) × b(i) × c(i)`, when several ramps move at once.
  @_noLocks @_noAllocation @inline(__always)
  static func add(
    _ source: UnsafePointer<Float>, to out: UnsafeMutablePointer<Float>, frames: Int, gain: Float, _ a: Line,
    _ b: Line, _ c: Line
  ) {
    var i = 0
    while i < frames {
      let x = Float(i)
      out[i] += source[i] * gain * (a.value + a.step * x) * (b.value + b.step * x) * (c.value + c.step * x)
      i &+= 1
    }
  }

  /// `out ×= gain + step × i`
  @_noLocks @_noAllocation @inline(__always)
  static func scale(_ out: UnsafeMutablePointer<Float>, frames: Int, gain: Float, step: Float) {
    var i = 0
    while i < frames {
      out[i] *= gain + step * Float(i)
      i &+= 1
    }
  }

  @_noLocks @_noAllocation @inline(__always)
  static func clear(_ out: UnsafeMutablePointer<Float>, frames: Int) {
    var i = 0
    while i < frames {
      out[i] = 0
      i &+= 1
    }
  }
}
