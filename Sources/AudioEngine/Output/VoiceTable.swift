/// The control side's list of voices: which place of the renderer's table each has, and what it keeps alive.
struct VoiceTable {
  private var owners: [VoiceProgramOwner?]
  private var free: [Int]
  private var slots: [VoiceID: Int] = [:]

  init(capacity: Int) {
    owners = Array(repeating: nil, count: capacity)
    free = (0..<capacity).reversed()
  }

  var capacity: Int { owners.count }

  func slot(of id: VoiceID) -> Int? { slots[id] }

  func owner(at slot: Int) -> VoiceProgramOwner? { owners[slot] }

  /// Takes a place; nil when there is none.
  mutating func insert(_ owner: VoiceProgramOwner) -> Int? {
    guard let slot = free.popLast() else { return nil }
    owners[slot] = owner
    slots[owner.request.id] = slot
    return slot
  }

  /// Gives the place back and lets go of the sound.
  mutating func remove(at slot: Int) {
    guard let owner = owners[slot] else { return }
    owners[slot] = nil
    slots[owner.request.id] = nil
    free.append(slot)
  }
}
