import CRealtime
import Foundation
import Synchronization

/// The thread of one output: SCHED_FIFO where the system allows, denormals flushed, memory locked.
enum AudioThread {
  /// Middle of the range: above ordinary work, below the kernel's own interrupt threads (50).
  static let fifoPriority: Int32 = 40

  /// Runs `body` on a new thread once it has its scheduling, and says what that is.
  static func start(name: String, _ body: @escaping @Sendable () -> Void) -> RealtimeGrant {
    let memory = lockMemory()
    let started = DispatchSemaphore(value: 0)
    let refusal = Mutex<Int32>(0)
    let thread = Thread {
      realtime_name_thread(name)
      refusal.withLock { $0 = requestFIFO() }
      realtime_flush_denormals()
      started.signal()
      body()
    }
    thread.start()
    started.wait()
    let code = refusal.withLock { $0 }
    return RealtimeGrant(
      fifoPriority: code == 0 ? Int(fifoPriority) : nil,
      schedulingRefusal: code == 0
        ? nil
        : "SCHED_FIFO: \(String(cString: strerror(code))); give the service LimitRTPRIO=\(fifoPriority) or the user "
          + "an rtprio line in /etc/security/limits.conf",
      memoryLocked: memory == nil, memoryRefusal: memory)
  }

  private static func requestFIFO() -> Int32 {
    var parameters = sched_param()
    parameters.sched_priority = fifoPriority
    return pthread_setschedparam(pthread_self(), SCHED_FIFO, &parameters)
  }

  /// nil, or why the process's memory is not locked. With a limit, locking would make later allocations fail, so it is
  /// tried only without one.
  private static func lockMemory() -> String? {
    memoryLock
  }

  private static let memoryLock: String? = {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(8), &limit)
    if limit.rlim_cur != rlim_t.max && geteuid() != 0 {
      return "locked memory is limited to \(limit.rlim_cur) bytes; give the service LimitMEMLOCK=infinity"
    }
    guard realtime_lock_memory() == 0 else {
      return "mlockall: \(String(cString: strerror(errno))); give the service LimitMEMLOCK=infinity"
    }
    return nil
  }()
}
