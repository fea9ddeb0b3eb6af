internal import CProcess
internal import Glibc

/// Ties a helper process to the one that started it, so that nothing speaks on for a station that is gone.
public enum HelperLife {
  /// Has the kernel kill this process when its parent ends, however that ends.
  ///
  /// - Parameter parent: process id of the one that started it, which may have ended already.
  /// - Returns: whether the parent still lives; without it there is nobody to work for.
  public static func follow(parent: Int32) -> Bool {
    // Order matters: a parent that ends between the two calls is found by the second.
    process_die_with_parent() == 0 && getppid() == parent
  }
}
