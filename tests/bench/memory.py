"""How much memory runs take at most: of what may be large, the release binary keeps no more than is said here.

    memory.py BINARY

Nothing is timed. What is counted is the peak of what stands in memory, in MiB, and how often the input fits into it.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
import inputs  # noqa: E402

MIB = 1024 * 1024


def million_tags(out):
    out.write('{"kms":"k","region":"eu-west-1","aws_param":{"Tags":[')
    out.writelines(f'{"," if i else ""}{{"TagKey":"k{i}","TagValue":"v!"}}' for i in range(1_000_000))
    out.write("]}}")


def long_string(out):
    before, behind = json.dumps(inputs.request(0, Description="|")).split("|")
    out.write(before)
    out.writelines("a" * MIB for _ in range(100))
    out.write(behind)


def list_of(size):
    """A list of requests of the usual shape, of so many bytes."""
    return lambda out: fill(out, size, "[", ",\n", "]")


def archive_of(size):
    return lambda out: fill(out, size, "", "\n", "\n")


def fill(out, size, before, between, behind):
    texts = [json.dumps(inputs.archived(i)) for i in range(1000)]
    length = sum(map(len, texts)) / len(texts)
    out.write(before)
    for i in range(int(size / length)):
        out.write(between * (i > 0) + texts[i % 1000])
    out.write(behind)


# What is large, its file, what writes it, and the most that it may take: in MiB, or as a multiple of the input.
CASES = [
    ("a million faulty tags", "tags.json", million_tags, 256, None),
    ("100 MB in one string", "string.json", long_string, None, 6),
    ("100 MB of nothing", "zeros.json", lambda out: out.truncate(100 * MIB), None, 6),
    ("50 MB of requests in a list", "list.json", list_of(50 * MIB), None, 5),
    ("200 MB of NDJSON", "archive.ndjson", archive_of(200 * MIB), 48, None),
    ("10,000 findings", "faulty.json", lambda out: out.write(inputs.listed(inputs.faulty, 10_000)), 256, None),
]


def peak(binary, path):
    """The exit code of a run, and the most memory that it took, in bytes. It starts with what this program takes, which is little
    as long as inputs are written bit by bit."""
    with open(os.devnull, "w") as nowhere:
        run = subprocess.Popen([binary, "--isolated", "-q", "--format", "concise", path], stdout=nowhere, stderr=nowhere)
        _, status, usage = os.wait4(run.pid, 0)
    unit = 1 if sys.platform == "darwin" else 1024
    return os.waitstatus_to_exitcode(status), usage.ru_maxrss * unit


def main():
    binary = os.path.abspath(sys.argv[1])
    failed = False
    for name, file, write, most, times in CASES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / file
            with path.open("w") as out:
                write(out)
            size = path.stat().st_size
            code, taken = peak(binary, path)
        limit = most * MIB if most else times * size
        is_kept = taken <= limit and code in (0, 1)
        failed |= not is_kept
        verdict = "" if is_kept else f"  more than {limit / MIB:.0f} MiB, or exit code {code}"
        print(f"{name:30} {taken / MIB:6.0f} MiB {taken / size:6.1f} times{verdict}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
