"""What runs cost, in instructions, which are the same every time: nothing is timed.

    instructions.py figures BINARY    a few runs, against the figures that are stored beside this file
    instructions.py linear BINARY     inputs that grow, of which none may cost more than in proportion

With UPDATE=1 the first one stores what it counts. It exits with 3 where it cannot compare anything.
"""

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
import inputs  # noqa: E402

HERE = Path(__file__).parent
STORED = HERE / "figures.json"
# How far a figure may be from the one that is stored.
TOLERANCE = 0.03
# How much more the second doubling may cost than twice the first.
MOST_GROWTH = 1.15
FORMATS = ["human", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "html"]
NOT_MADE = 3


def count(binary, *arguments, flags=("--isolated", "--jobs", "1")):
    """The instructions of a run on one thread."""
    command = [os.path.abspath(binary), *flags, *map(str, arguments)]
    if shutil.which("valgrind"):
        counter, pattern = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"], r"Collected : (\d+)"
    else:
        counter, pattern = ["perf", "stat", "--field-separator=,", "--event=instructions:u"], r"(?m)^(\d+),.*instructions"
    run = subprocess.run([*counter, *command], cwd=HERE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    if run.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: exited with {run.returncode}\n{run.stderr}")
    found = re.search(pattern, run.stderr)
    return int(found.group(1)) if found else sys.exit(f"nothing was counted:\n{run.stderr}")


def figures(binary, folder):
    """What is counted, by what it is."""
    archive, requests, list_ = folder / "archive.ndjson", folder / "requests", folder / "list.json"
    archive.write_text(inputs.lines(inputs.archived, 2_000))
    requests.mkdir()
    for i in range(2_000):
        (requests / f"{i}.json").write_text(json.dumps(inputs.archived(i), indent=2))
    list_.write_text(inputs.listed(inputs.faulty, 10_000))
    return {
        # With flags the table of all of them is set up, which is a third of such a run.
        "one payload": count(binary, "-q", "payload.json", flags=()),
        "2,000 lines of NDJSON": count(binary, "-q", archive),
        "2,000 files": count(binary, "-q", requests),
        "10,000 findings as jsonl": count(binary, "-q", "--format", "jsonl", list_),
    }


def counted_with():
    """What the figures hang on besides the code."""
    rustc = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return {"rustc": rustc, "machine": platform.machine(), "libc": " ".join(platform.libc_ver())}


def check_figures(binary, folder):
    if not shutil.which("valgrind"):
        print("valgrind is missing, and the stored figures are its own")
        return NOT_MADE
    stored = json.loads(STORED.read_text()) if STORED.exists() else {}
    if os.environ.get("UPDATE") == "1":
        STORED.write_text(json.dumps({"counted with": counted_with(), "figures": figures(binary, folder)}, indent=2) + "\n")
        print(STORED.read_text(), end="")
        return 0
    if stored.get("counted with") != counted_with():
        print(f"nothing to compare with: the stored figures were counted with {stored.get('counted with')}, and here is {counted_with()}")
        return NOT_MADE
    is_off = False
    for name, now in figures(binary, folder).items():
        before = stored["figures"][name]
        change = now / before - 1
        is_off |= abs(change) > TOLERANCE
        word = "" if abs(change) <= TOLERANCE else "more than is stored" if change > 0 else "well done; store it"
        print(f"{name:26} {before:>14,} {now:>14,} {change:>+8.1%}  {word}".rstrip())
    if is_off:
        print("where this is meant to be: UPDATE=1 python3 tests/bench/instructions.py figures target/release/cckm-lint")
    return int(is_off)


def check_linear(binary, folder):
    runs = [(name, shape, "jsonl") for name, shape in inputs.SHAPES.items()]
    findings = inputs.SHAPES["faulty requests in a list"]
    runs += [(f"findings as {form}", findings, form) for form in FORMATS]
    print(f"{'':38} {'n':>8} {'of n':>14} {'of 2n':>14} {'of 4n':>14}  growth")
    return int(any([is_beyond(binary, folder, *run) for run in runs]))


def is_beyond(binary, folder, name, shape, form):
    """Whether four times the size costs more than in proportion; what a run costs at any size does not count."""
    first, file, text = shape
    counts = []
    for size in (first, 2 * first, 4 * first):
        (folder / file).write_text(text(size))
        counts.append(count(binary, "-q", "--show", "info", "--max-diagnostics", 1_000_000, "--format", form, folder / file))
    (folder / file).unlink()
    of_one, of_two, of_four = counts
    growth = (of_four - of_two) / (2 * (of_two - of_one))
    word = "  more than linear" if growth > MOST_GROWTH else ""
    print(f"{name:38} {first:>8,} {of_one:>14,} {of_two:>14,} {of_four:>14,} {growth:>7.2f}{word}", flush=True)
    return growth > MOST_GROWTH


if __name__ == "__main__":
    task, binary = sys.argv[1:]
    checks = {"figures": check_figures, "linear": check_linear}
    with tempfile.TemporaryDirectory() as scratch:
        sys.exit(checks[task](binary, Path(scratch)))
