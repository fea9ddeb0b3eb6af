"""Other normalisers on the project's own cases, beside ours.

Usage: python peers.py BROADCASTER [CASES_FOLDER]

Needs, in a virtual environment outside the repository: pip install nemo_text_processing vinorm. A peer that does not import is
skipped and said so. A case is right where the words agree, lower case and without punctuation: the strict figure of
docs/SPEECH.md. Peers follow other conventions in places (they do not expand abbreviations of the administration), so the
figure says what is missing for this use, not how good they are at theirs.
"""

import pathlib
import subprocess
import sys
import time
import unicodedata


def bare(text):
    text = unicodedata.normalize("NFC", text).lower()
    kept = (c if unicodedata.category(c)[0] in "LMN" else " " for c in text)
    return " ".join("".join(kept).split())


def load(folder):
    cases = []
    for path in sorted(pathlib.Path(folder).glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            written, spoken = line.split("\t")
            cases.append((path.stem, written, spoken))
    return cases


def ours(program):
    def run(lines):
        done = subprocess.run(
            [program, "normalize", "-"], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True
        )
        return done.stdout.split("\n")[: len(lines)]

    return run


def attempt(read):
    """A peer that fails on a line has said nothing."""
    try:
        return read()
    except Exception:
        return ""


def nemo():
    from nemo_text_processing.text_normalization.normalize import Normalizer

    normalizer = Normalizer(input_case="cased", lang="vi")
    return lambda lines: [attempt(lambda: normalizer.normalize(line, verbose=False)) for line in lines]


def vinorm():
    from vinorm import TTSnorm

    return lambda lines: [attempt(lambda: TTSnorm(line)) for line in lines]


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    here = pathlib.Path(__file__).resolve().parents[2]
    folder = sys.argv[2] if len(sys.argv) > 2 else here / "Tests/VietnameseSpeechTests/Normalization/Data/cases"
    cases = load(folder)
    classes = sorted({name for name, _, _ in cases})
    table = {}
    for name, make in [("broadcaster", lambda: ours(sys.argv[1])), ("nemo", nemo), ("vinorm", vinorm)]:
        try:
            run = make()
        except Exception as error:
            print(f"{name}: not run: {error}", file=sys.stderr)
            continue
        start = time.perf_counter()
        spoken = run([written for _, written, _ in cases])
        seconds = time.perf_counter() - start
        right = {c: [0, 0] for c in classes}
        for (c, _, expected), got in zip(cases, spoken):
            right[c][1] += 1
            right[c][0] += bare(got) == bare(expected)
        table[name] = (right, len(cases) / seconds)
    print("| class | cases | " + " | ".join(table) + " |")
    print("|---|---|" + "---|" * len(table))
    for c in classes:
        total = sum(1 for name, _, _ in cases if name == c)
        print(f"| {c} | {total} | " + " | ".join(str(right[c][0]) for right, _ in table.values()) + " |")
    totals = [sum(n for n, _ in right.values()) for right, _ in table.values()]
    print(f"| all | {len(cases)} | " + " | ".join(map(str, totals)) + " |")
    print("| cases/s, with start | | " + " | ".join(f"{rate:.0f}" for _, rate in table.values()) + " |")


if __name__ == "__main__":
    main()
