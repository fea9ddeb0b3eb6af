import BroadcastCore
import Foundation

/// Only one station process may use a state folder: two would air everything twice.
struct InstanceLock: ~Copyable {
  private let descriptor: Int32

  /// Held until the process ends; the kernel lets go of it also after `kill -9`.
  init(state: String) throws(StoreError) {
    let path = state + "/station.lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StoreError(.unavailable, path: path, cause: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw StoreError(.busy, path: path, cause: "một tiến trình broadcaster khác đang chạy đài này")
    }
  }

  deinit {
    close(descriptor)
  }
}
