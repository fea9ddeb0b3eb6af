#!/usr/bin/env python3
"""Breaks the disk under a log writer: every entry must be in the log once and only once, in order, when it works again.

    disk_faults.py BUILD_FOLDER
"""
import os, shutil, sqlite3, subprocess, sys, tempfile

build, here = sys.argv[1], os.path.dirname(os.path.abspath(__file__))
work = tempfile.mkdtemp(prefix="disk-faults-")
library, control = work + "/fault_storage.so", work + "/control"
subprocess.run(
    ["gcc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library, here + "/fault_storage.c", "-ldl"], check=True)


def set_fault(word):
    with open(control, "w") as file:
        file.write(word + "\n")


class Writer:
    def __init__(self, state):
        environment = dict(
            os.environ, LD_PRELOAD=library, FAULT_CONTROL=control, FAULT_BALLAST=state + "/ballast")
        self.log = open(work + "/stderr", "a")
        self.process = subprocess.Popen(
            [build + "/log-writer", state, "obey"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log,
            text=True, env=environment)
        assert self.process.stdout.readline() == "ready\n"

    def tell(self, command):
        """What is still pending, and what was acknowledged."""
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        entries = []
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit("the writer ended by itself")
            if line.startswith("pending "):
                return int(line.split()[1]), entries
            entries.append(tuple(line.split()))

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def expect(condition, text):
    if not condition:
        raise SystemExit(f"FAILED: {text}\n{open(work + '/stderr').read()[-2000:]}")


def trial(fault, kill):
    set_fault("ok")
    state = f"{work}/{fault}-{kill}"
    writer = Writer(state)
    pending, acknowledged = writer.tell("append")
    expect(pending == 0 and len(acknowledged) == 1, f"{fault}: a healthy disk takes an entry")
    set_fault(fault)
    held = 0
    for _ in range(3):
        held, entries = writer.tell("append")
        acknowledged += entries
    if fault == "full":
        expect(held == 0 and not os.path.exists(state + "/ballast"), "full: the ballast is released and used")
        expect(len(acknowledged) == 5, "full: three entries, and one that says so")
    else:
        expect(held == 3, f"{fault}: nothing is acknowledged while the disk fails, {held} pending")
    if not kill:
        set_fault("ok")
        held, entries = writer.tell("retry")
        acknowledged += entries
        expect(held == 0, f"{fault}: all is written when the disk works again")
    else:
        # The process ends with the disk broken: what was acknowledged before must be there.
        writer.process.kill()
        writer.process.wait()
        set_fault("ok")
    if not kill:
        writer.end()
    database = sqlite3.connect(state + "/station.sqlite")
    stored = [(str(seq), event) for seq, event in database.execute("SELECT seq, event FROM log_entry ORDER BY seq")]
    kinds = [kind for (kind,) in database.execute("SELECT kind FROM log_entry ORDER BY seq")]
    database.close()
    if kill:
        expect(stored[: len(acknowledged)] == acknowledged, f"{fault}: {stored} does not begin with {acknowledged}")
    else:
        expect(stored == acknowledged, f"{fault}: {stored} is not {acknowledged}")
    expect(len({event for _, event in stored}) == len(stored), f"{fault}: an entry twice")
    expect(("storage" in kinds) == (fault == "full"), f"{fault}: {kinds}")
    check = subprocess.run(
        [build + "/broadcaster", "log", "verify", "--state", state], capture_output=True, text=True)
    expect(check.returncode == 0, f"{fault}: {check.stdout}{check.stderr}")
    print(f"{fault}{', process killed' if kill else ''}: {len(stored)} entries, each once")


try:
    for fault in ["fsync", "fsync-late", "write", "full"]:
        for kill in [False, True]:
            trial(fault, kill)
finally:
    shutil.rmtree(work, ignore_errors=True)
