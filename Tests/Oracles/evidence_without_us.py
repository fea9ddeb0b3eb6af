#!/usr/bin/env python3
"""Checks a bundle as docs/EVIDENCE.md tells an auditor to, and with pymerkle; exits with 1 where anything is wrong.

    evidence_without_us.py DOCUMENT BUNDLE VKEY    standard input: proofs as JSON, or nothing

Proofs: {"inclusion": [[index, [hash …]] …], "consistency": [[old, [hash …]] …]}, all in the bundle's tree.
"""
import base64, json, os, re, subprocess, sys, warnings

warnings.simplefilter("ignore")
import pymerkle

document, bundle, key = open(sys.argv[1]).read(), os.path.abspath(sys.argv[2]), sys.argv[3]


def block(name):
    return re.search(rf"<!-- run by the tests: {re.escape(name)} -->\n```\w+\n(.*?)```", document, re.S).group(1)


environment = dict(os.environ, BUNDLE=bundle, KEY=key)
subprocess.run(["bash", "-c", block("notes.sh")], check=True, env=environment, stdout=subprocess.DEVNULL)
subprocess.run([sys.executable, "-c", block("tree.py")], check=True, cwd=bundle)

proofs = sys.stdin.read()
if proofs:
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    lines = open(bundle + "/entries.jsonl", "rb").read().split(b"\n")[:-1]
    for line in lines:
        tree.append_entry(line)
    _, size, root = open(bundle + "/checkpoint.txt").read().split("\n")[:3]
    assert int(size) == len(lines) and base64.b64decode(root) == tree.get_state(), "root"
    proofs, checked = json.loads(proofs), 0
    for index, path in proofs["inclusion"]:
        theirs = tree.prove_inclusion(index + 1, len(lines))
        assert [node.hex() for node in theirs.path[1:]] == path, f"inclusion of {index}"
        ours = theirs.serialize()
        ours["path"] = [tree.get_leaf(index + 1).hex()] + path
        pymerkle.verify_inclusion(
            tree.get_leaf(index + 1), base64.b64decode(root), pymerkle.InclusionProof.deserialize(ours))
        checked += 1
    # pymerkle's consistency proofs have a form of their own, so ours are followed as RFC 9162 §2.1.4.2 says, by its roots.
    for old, path in proofs["consistency"]:
        path = [bytes.fromhex(node) for node in path]
        if old & (old - 1) == 0:
            path.insert(0, tree.get_state(old))
        fn, sn = old - 1, len(lines) - 1
        while fn & 1:
            fn, sn = fn >> 1, sn >> 1
        fr = sr = path[0]
        for node in path[1:]:
            assert sn, f"consistency from {old}: too long"
            if fn & 1 or fn == sn:
                fr, sr = tree.hash_pair(node, fr), tree.hash_pair(node, sr)
                while fn and not fn & 1:
                    fn, sn = fn >> 1, sn >> 1
            else:
                sr = tree.hash_pair(sr, node)
            fn, sn = fn >> 1, sn >> 1
        assert sn == 0 and fr == tree.get_state(old) and sr == base64.b64decode(root), f"consistency from {old}"
        checked += 1
    print(checked)
