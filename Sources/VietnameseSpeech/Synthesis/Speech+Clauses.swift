extension Speech {
  /// Adds the sound of the next clause and the silence after it.
  mutating func append(_ sound: ArraySlice<Int16>, pauseMilliseconds: Int) {
    let start = samples.count
    samples.append(contentsOf: sound)
    clauses.append(start..<samples.count)
    samples.append(contentsOf: repeatElement(0, count: sampleRate * pauseMilliseconds / 1000))
  }
}
