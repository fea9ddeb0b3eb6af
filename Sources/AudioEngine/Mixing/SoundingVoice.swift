/// What the sum of a slice reads of one voice, gathered once a slice.
struct SoundingVoice: BitwiseCopyable {
  var program: UnsafeMutablePointer<VoiceProgram>
  /// Channel 0 of its sound at the slice's first frame.
  var source: UnsafePointer<Float>
  /// From one channel of its sound to the next, in samples.
  var stride: Int
  var channelCount: Int
  var fade: Line
  var gate: Line
  /// Silent there, and fading out there along `release`.
  var releasedMask: UInt64
  var releasingMask: UInt64
  var release: Line

  @_noLocks @_noAllocation @inline(__always)
  init(
    program: UnsafeMutablePointer<VoiceProgram>, source: UnsafePointer<Float>, stride: Int, channelCount: Int,
    fade: Line, gate: Line, releasedMask: UInt64, releasingMask: UInt64, release: Line
  ) {
    self.program = program
    self.source = source
    self.stride = stride
    self.channelCount = channelCount
    self.fade = fade
    self.gate = gate
    self.releasedMask = releasedMask
    self.releasingMask = releasingMask
    self.release = release
  }
}

/// A gain over a slice: `value + step × i` for its frame i.
struct Line: BitwiseCopyable {
  var value: Float
  var step: Float

  @_noLocks @_noAllocation @inline(__always)
  init(value: Float, step: Float) {
    self.value = value
    self.step = step
  }
}
