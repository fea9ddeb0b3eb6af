/// Where a voice began or ceased to move: enough to tell, for any recent output frame, how much of the voice lies
/// before it.
struct VoiceMarks {
  static var capacity: Int {
    @_noLocks @_noAllocation @inline(__always) get { 32 }
  }

  struct Mark: BitwiseCopyable {
    /// Output frame from which it holds.
    var frame: FrameCount
    /// Frames of the voice before that output frame.
    var voice: FrameCount
    /// Whether each output frame carries one more.
    var moves: Bool

    @_noLocks @_noAllocation
    init(frame: FrameCount, voice: FrameCount, moves: Bool) {
      self.frame = frame
      self.voice = voice
      self.moves = moves
    }
  }

  /// `capacity` marks.
  let marks: UnsafeMutablePointer<Mark>

  @_noLocks @_noAllocation
  init(marks: UnsafeMutablePointer<Mark>) {
    self.marks = marks
  }

  @_noLocks @_noAllocation
  func add(_ mark: Mark, to count: inout Int) {
    if count > 0 {
      let last = (count - 1) % Self.capacity
      if marks[last].moves == mark.moves { return }
      // A change within the same frame replaces the mark before it.
      if marks[last].frame == mark.frame {
        marks[last] = mark
        return
      }
    }
    marks[count % Self.capacity] = mark
    count += 1
  }

  /// Frames of the voice that lie before output frame `frame`; nil if the marks no longer reach that far back.
  @_noLocks @_noAllocation
  func voiceFrames(before frame: FrameCount, count: Int, rendered: FrameCount) -> FrameCount? {
    var upper = rendered
    var index = count - 1
    let oldest = max(0, count - Self.capacity)
    while index >= oldest {
      let mark = marks[index % Self.capacity]
      if mark.frame <= frame {
        return mark.moves ? min(upper, mark.voice + (frame - mark.frame)) : mark.voice
      }
      upper = mark.voice
      index -= 1
    }
    return oldest == 0 ? 0 : nil
  }
}
