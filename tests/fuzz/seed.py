#!/usr/bin/env python3
"""Writes what a fuzz target starts from into a folder: the fixtures, and the examples of the rules' pages.

    tests/fuzz/seed.py TARGET FOLDER
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# The order of FORMS in tests/invariants/mod.rs.
FORMS = ["json", "ndjson", "policy", "sh", "md", "yml", "tf", "postman", "http", "jenkins", "make"]
BY_NAME = {"Jenkinsfile": "jenkins", "Makefile": "make", "keys.postman_collection.json": "postman"}


def form(path):
    name = BY_NAME.get(path.name, path.suffix.removeprefix("."))
    return "policy" if "policies" in path.parts else "postman" if name == "har" else name


def fixtures():
    for path in sorted((ROOT / "fixtures").glob("*/**/*")):
        if path.is_file():
            yield form(path), path.read_bytes()


def examples():
    """The fenced blocks of the pages, which are the comments of the rules."""
    for path in sorted((ROOT / "src/rules").rglob("*.rs")):
        lines = re.findall(r"^ *///? ?(.*)$", path.read_text(encoding="utf-8"), re.M)
        page = "\n".join(lines)
        for language, text in re.findall(r"^```(\w+) (?:bad|good).*?\n(.*?)^```$", page, re.M | re.S):
            yield {"hcl": "tf", "yaml": "yml"}.get(language, language), text.encode()


def seeds(target):
    for name, text in [*fixtures(), *examples()]:
        if target in ("fixes", "assist", "answers"):
            if name in FORMS:
                # The last byte is the form; in front of it, for the assistant, the place of the cursor.
                yield text + bytes([128] if target == "assist" else []) + bytes([FORMS.index(name)])
        elif target not in ("tree", "reformat", "policy") or name in ("json", "policy"):
            yield text


def main():
    target, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for at, text in enumerate(seeds(target)):
        (folder / f"seed-{at:03}").write_bytes(text)


if __name__ == "__main__":
    main()
