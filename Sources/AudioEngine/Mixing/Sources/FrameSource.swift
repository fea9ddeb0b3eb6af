/// Sound that comes piece by piece: a long file, a generator. What a new kind of source has to provide.
///
/// Read by one thread at a time, never the audio thread, so it may allocate, wait and fail.
public protocol FrameSource: AnyObject {
  /// Frames a second.
  var sampleRate: Int { get }
  var channelCount: Int { get }
  /// Known beforehand and kept to: a source that ends early is filled up with silence and reported.
  var frameCount: FrameCount { get }

  /// Writes the next frames into `channels[c][0 ..< frames]`; returns how many, 0 only at the end.
  func read(into channels: UnsafePointer<UnsafeMutablePointer<Float>>, frames: Int) throws -> Int

  /// Goes on at frame `frame`, 0 ... `frameCount`.
  func seek(to frame: FrameCount) throws
}
