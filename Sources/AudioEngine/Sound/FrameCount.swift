/// A position or length in frames (one sample for every channel) at the device's rate.
///
/// Output frame 0 is the first frame that a device's renderer made since the process opened it.
public typealias FrameCount = Int64
