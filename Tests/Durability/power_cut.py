#!/usr/bin/env python3
"""Cuts the power of a log writer again and again: no entry that it acknowledged may be missing afterwards.

The writer's state lies on ext4 on a loop device. It is stopped in the middle of its work, the file behind the device is
copied (what the file system had not yet sent to the disk is not in it), and the copy is mounted as after a power cut.
Needs root.

    power_cut.py BUILD_FOLDER [RUNS]
"""
import os, random, shutil, signal, sqlite3, subprocess, sys, tempfile

build, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20
work = tempfile.mkdtemp(prefix="power-cut-")
disk, cut = work + "/disk.img", work + "/cut.img"
mounted = []


def sh(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def mount(image, name):
    folder = f"{work}/{name}"
    os.makedirs(folder, exist_ok=True)
    sh("mount", "-o", "loop", image, folder)
    mounted.append(folder)
    return folder


def unmount(folder):
    sh("umount", folder)
    mounted.remove(folder)


def missing(folder, acknowledged):
    """How many acknowledged entries the log in `folder` has not."""
    database = sqlite3.connect(folder + "/station.sqlite")
    stored = dict(database.execute("SELECT seq, event FROM log_entry"))
    database.close()
    return sum(1 for seq, event in acknowledged if stored.get(seq) != event)


def trial(name, synchronous, cuts):
    """Entries lost in `cuts` power cuts of one writer, and entries acknowledged."""
    home = mount(disk, "live")
    state = f"{home}/{name}"
    writer = subprocess.Popen(
        [build + "/log-writer", state, "stream", synchronous], stdout=subprocess.PIPE, bufsize=0)
    pipe, rest, acknowledged, lost = writer.stdout.fileno(), b"", [], 0

    def take(wanted):
        """Reads until `wanted` more are acknowledged; with 0, what is there."""
        nonlocal rest
        goal = len(acknowledged) + wanted
        while wanted == 0 or len(acknowledged) < goal:
            try:
                block = os.read(pipe, 65536)
            except BlockingIOError:
                return
            if not block:
                raise SystemExit("the writer ended by itself")
            *lines, rest = (rest + block).split(b"\n")
            acknowledged.extend((int(a), b.decode()) for a, b in (line.split() for line in lines))

    try:
        for run in range(cuts):
            os.set_blocking(pipe, True)
            take(random.randint(20, 120))
            os.kill(writer.pid, signal.SIGSTOP)
            os.waitpid(writer.pid, os.WUNTRACED)
            os.set_blocking(pipe, False)
            take(0)
            sh("cp", "--sparse=always", disk, cut)
            os.kill(writer.pid, signal.SIGCONT)
            after = mount(cut, "after")
            lost += missing(f"{after}/{name}", acknowledged)
            if synchronous == "FULL":
                check = subprocess.run(
                    [build + "/broadcaster", "log", "verify", "--state", f"{after}/{name}"],
                    capture_output=True, text=True)
                if check.returncode != 0:
                    raise SystemExit(f"cut {run}: {check.stdout}{check.stderr}")
            unmount(after)
    finally:
        writer.kill()
        writer.wait()
    unmount(home)
    return lost, len(acknowledged)


try:
    with open(disk, "wb") as file:
        file.truncate(128 << 20)
    sh("mkfs.ext4", "-q", "-F", disk)
    lost, acknowledged = trial("full", "FULL", runs)
    print(f"synchronous=FULL: {runs} power cuts, {acknowledged} entries acknowledged, {lost} lost")
    # Without it the same test must see losses, or it proves nothing.
    control, _ = trial("normal", "NORMAL", 3)
    print(f"synchronous=NORMAL, as a control: 3 power cuts, {control} lost")
    if lost or not control:
        sys.exit("FAILED: acknowledged entries were lost" if lost else "FAILED: the control lost nothing")
finally:
    for folder in list(mounted):
        subprocess.run(["umount", "-l", folder], check=False)
    shutil.rmtree(work, ignore_errors=True)
