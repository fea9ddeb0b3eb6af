import Foundation
import GRDB
import Testing

@testable import BroadcastCore

@Suite struct MerkleTests {
  /// RFC 6962 §2.1 as it is written, slow and plain: what every other way is compared with.
  static func rfc(_ leaves: ArraySlice<[UInt8]>) -> MerkleHash {
    if leaves.isEmpty { return .empty }
    if leaves.count == 1 { return MerkleHash(leaf: leaves.first ?? []) }
    var k = 1
    while k * 2 < leaves.count { k *= 2 }
    return MerkleHash(rfc(leaves.prefix(k)), rfc(leaves.dropFirst(k)))
  }

  static let ct: [[UInt8]] = [
    [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43], Array(0x50...0x57),
    Array(0x60...0x6f),
  ]

  static func range(_ leaves: some Sequence<[UInt8]>) -> MerkleRange {
    var range = MerkleRange()
    for leaf in leaves { range.append(MerkleHash(leaf: leaf)) }
    return range
  }

  // Roots of the reference tests of Certificate Transparency.
  @Test(
    arguments: [
      (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
      (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ])
  func certificateTransparencyVectors(size: Int, root: String) {
    #expect(MerkleTests.range(MerkleTests.ct.prefix(size)).root.hex == root)
  }

  @Test func everyProofOfSmallTrees() throws {
    let leaves = (0..<33).map { [UInt8($0)] }
    let hashes = leaves.map { MerkleHash(leaf: $0) }
    func subtree(_ id: MerkleNodeID) -> MerkleHash {
      let from = Int(id.index) << id.level
      return MerkleTests.rfc(leaves[from..<from + 1 << id.level])
    }
    for size in 1...leaves.count {
      let root = MerkleTests.rfc(leaves.prefix(size))
      #expect(try MerkleProof.root(size: Int64(size), subtree) == root)
      #expect(MerkleTests.range(leaves.prefix(size)).root == root)
      for index in 0..<size {
        let path = try MerkleProof.inclusion(of: Int64(index), in: Int64(size), subtree)
        func holds(_ path: [MerkleHash], _ leaf: MerkleHash, _ index: Int, _ size: Int) -> Bool {
          MerkleProof.verifies(path, that: leaf, at: Int64(index), isIn: root, of: Int64(size))
        }
        #expect(holds(path, hashes[index], index, size))
        #expect(!holds(path, hashes[(index + 1) % leaves.count], index, size))
        #expect(!holds(path + [root], hashes[index], index, size))
        if !path.isEmpty { #expect(!holds(Array(path.dropLast()), hashes[index], index, size)) }
        if size > 1 { #expect(!holds(path, hashes[index], (index + 1) % size, size)) }
      }
      for old in 0...size {
        let path = try MerkleProof.consistency(from: Int64(old), to: Int64(size), subtree)
        let oldRoot = MerkleTests.rfc(leaves.prefix(old))
        func holds(_ path: [MerkleHash], _ oldRoot: MerkleHash, _ old: Int) -> Bool {
          MerkleProof.verifies(path, that: oldRoot, of: Int64(old), grewTo: root, of: Int64(size))
        }
        #expect(holds(path, oldRoot, old))
        #expect(!holds(path, MerkleHash(oldRoot, oldRoot), old))
        #expect(!holds(path + [root], oldRoot, old))
        for changed in path.indices {
          var other = path
          other[changed] = MerkleHash(root, root)
          #expect(!holds(other, oldRoot, old))
        }
      }
    }
  }

  // What stands before and after a part, and the part's leaves, make the root of the whole.
  @Test func everyPartOfSmallTrees() throws {
    let leaves = (0..<19).map { [UInt8($0)] }
    let root = MerkleTests.rfc(leaves[...])
    for from in 0...leaves.count {
      for to in from...leaves.count {
        var range = MerkleRange()
        func add(_ from: Int, _ to: Int) {
          for node in MerkleRange.cover(Int64(from), Int64(to)) {
            let first = Int(node.index) << node.level
            let fits = range.append(
              MerkleTests.rfc(leaves[first..<first + 1 << node.level]), level: node.level)
            #expect(fits)
          }
        }
        add(0, from)
        for leaf in leaves[from..<to] { range.append(MerkleHash(leaf: leaf)) }
        add(to, leaves.count)
        #expect(range.root == root)
        #expect(range.count == Int64(leaves.count))
      }
    }
    var range = MerkleRange()
    range.append(.empty)
    let fits = range.append(.empty, level: 1)
    #expect(!fits, "a pair cannot begin at an odd place")
  }
}

@Suite struct LogTreeTests {
  let folder: TemporaryFolder
  let database: DatabasePool
  let log: PlaybackLog

  init() throws {
    folder = try TemporaryFolder()
    database = try StationDatabase.open(state: folder.path)
    log = PlaybackLog(database: database)
  }

  @Test func rootsAndProofsFromTheTable() throws {
    let record = LogRecord(kind: .changed, fields: [:])
    try log.append(Array(repeating: record, count: 1025), at: Sample.moment)
    let leaves = try log.entries().map { Array($0.line.utf8) }
    try database.read { database in
      #expect(try Int.fetchOne(database, sql: "SELECT count(*) FROM log_node") == 4)
      for size in [0, 1, 7, 255, 256, 257, 511, 512, 1023, 1024, 1025] {
        #expect(try LogTree.root(size: Int64(size), in: database) == MerkleTests.rfc(leaves.prefix(size)))
      }
      let root = MerkleTests.rfc(leaves[...])
      for index in [0, 1, 255, 256, 1024] as [Int64] {
        let path = try MerkleProof.inclusion(of: index, in: 1025) { try LogTree.node($0, in: database) }
        let leaf = MerkleHash(leaf: leaves[Int(index)])
        #expect(MerkleProof.verifies(path, that: leaf, at: index, isIn: root, of: 1025))
      }
      #expect(throws: LogTreeError.self) { try LogTree.root(size: 1026, in: database) }
    }
  }

  // A log of before the tree gets its nodes, and they are the same.
  @Test func nodesOverAnOlderLog() throws {
    try log.append(
      Array(repeating: LogRecord(kind: .changed, fields: [:]), count: 600), at: Sample.moment)
    try database.write { database in
      let before = try LogTree.root(size: 600, in: database)
      try database.execute(sql: "DROP TABLE log_node")
      try LogTree.create(in: database)
      #expect(try LogTree.root(size: 600, in: database) == before)
      #expect(try Int.fetchOne(database, sql: "SELECT count(*) FROM log_node") == 2)
    }
  }
}
