internal import AudioEngine

/// Amplifiers on before sound, off after it.
extension Playout {
  /// - Parameter extra: zones that are about to sound outside the plan.
  func switchAmplifiers(at now: Moment, extra: Set<ZoneID> = []) {
    guard var desk = amplifierDesk else { return }
    let ahead = desk.settings.lead + timing.handOverAhead + 1
    var needed = extra
    for airing in airings.values { needed.formUnion(airing.hearing) }
    for item in arbiter.items.values where item.due - now.wall <= ahead && item.broadcast.heldBecause == nil {
      needed.formUnion(item.hearing)
    }
    let orders = desk.look(needed: needed, at: now.monotonic)
    amplifierDesk = desk
    for order in orders { obey(order) }
    let waiting = snapshot.station.zones.map(\.id).filter { !desk.isReady($0, at: now.monotonic) }
    perform(arbiter.handle(.unpowered(Set(waiting))), at: now)
  }

  private func obey(_ order: AmplifierDesk.Order) {
    guard let relay = parts.amplifiers?.relay else { return }
    Task { [weak self] in
      do {
        try await relay.turn(order.isOn, zones: order.zones)
        await self?.amplifiers(order, failure: nil)
      } catch {
        await self?.amplifiers(order, failure: "\(error)")
      }
    }
  }

  private func amplifiers(_ order: AmplifierDesk.Order, failure: String?) {
    amplifierDesk?.done(order, worked: failure == nil, at: parts.clock.now().monotonic)
    guard let failure else { return }
    raise(
      .amplifier, .error, about: order.zones.map(\.rawValue).joined(separator: " "), zones: order.zones,
      cause: "Không \(order.isOn ? "bật" : "tắt") được tăng âm: \(failure)",
      cure: "Kiểm tra lệnh --amplifier và bo rơ-le; bật tăng âm bằng tay nếu cần.")
  }

  /// Everything off, when the last sound has left.
  func darken() async {
    guard let relay = parts.amplifiers?.relay, let zones = amplifierDesk?.lit, !zones.isEmpty else { return }
    do {
      try await relay.turn(false, zones: zones)
    } catch {
      amplifiers(.init(isOn: false, zones: zones), failure: "\(error)")
    }
  }
}
