#!/usr/bin/env python3
"""A tree of 100,000 files, eight folders deep: what is found, how the run ends, and how much memory it takes.

Usage: tree.py BINARY FOLDER, of which the folder is made, and is gone afterwards.
"""
import json
import os
import resource
import shutil
import subprocess
import sys

BINARY, FOLDER = os.path.abspath(sys.argv[1]), sys.argv[2]
FILES, MOST_MEGABYTES = 100_000, 256
REGIONS = ("eu-west-1", "eu-west1")


def path(number):
    """Where a file stands: two folders on each of eight levels."""
    return os.path.join(FOLDER, *(f"{level}{number >> level & 1}" for level in range(8)), f"{number}.json")


def request(number):
    region = REGIONS[number % 10 == 0]
    return json.dumps({"kms": "aws-main", "region": region, "aws_param": {"Alias": f"key-{number}"}})


def run(*words):
    done = subprocess.run([BINARY, "--format", "json", *words, "."], cwd=FOLDER, capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout), done.stderr


def main():
    for number in range(FILES):
        os.makedirs(os.path.dirname(path(number)), exist_ok=True)
        with open(path(number), "w", encoding="utf-8") as file:
            file.write(request(number))
    code, found, words = run()
    summary = found["summary"]
    assert (code, words) == (1, ""), (code, words)
    assert (summary["files"], summary["requests"], summary["errors"]) == (FILES, FILES, FILES // 10), summary
    # One of them is nowhere to be found, and all others are looked at.
    gone = path(77_777)
    os.remove(gone)
    os.symlink("nowhere", gone)
    code, found, words = run(os.path.relpath(gone, FOLDER))
    assert (code, found["summary"]["files"], len(found["incomplete"])) == (3, FILES - 1, 1), (code, words)
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    assert megabytes < MOST_MEGABYTES, f"{megabytes:.0f} MB"
    print(f"{FILES:,} files are looked at in {megabytes:.0f} MB, and one that cannot be read is named")


try:
    main()
finally:
    shutil.rmtree(FOLDER, ignore_errors=True)
