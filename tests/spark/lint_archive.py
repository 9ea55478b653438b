"""lint_archive.py LINTER: what the Spark job writes is what the linter says of the same lines by itself.

The Python that runs it has what .spark/requirements.txt names.
"""

import collections
import gzip
import itertools
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from urllib.parse import unquote

import pyarrow.parquet

ROOT = Path(__file__).parents[2]
JOB = ROOT / ".spark" / "lint_archive.py"
LINTER = Path(sys.argv.pop()).resolve()
MARK = b"\xef\xbb\xbf"

# Small enough for files of several pieces, and pieces of several batches.
CUTS = ["spark.sql.files.maxPartitionBytes=200k", "spark.sql.files.openCostInBytes=1k", "spark.sql.execution.arrow.maxRecordsPerBatch=100"]


def record(number, **more):
    """A record with a request, of which every seventh has faults."""
    region = ["ap-south-1", "eu-west-1", "us-east-1"][number % 3] if number % 7 else "eu-west1"
    usage = {"KeyUsage": "ENCRYPT_DECRYPT"} if number % 14 else {"CustomerMasterKeySpec": "RSA_2048"}
    allow = {"Effect": "Allow", "Resource": "*"}
    account = {"Sid": "Account", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", **allow}
    role = {"Sid": "Use", "Principal": {"AWS": f"arn:aws:iam::111122223333:role/app-{number % 50}"}, "Action": "kms:Decrypt", **allow}
    policy = {"Version": "2012-10-17", "Statement": [account, role]}
    params = {"Alias": f"aws-test-key-{number}", "Description": f"Schlüssel {number}: 鍵", **usage, "Policy": policy}
    request = {"kms": "aws-main", "region": region, "aws_param": params}
    return json.dumps({"id": f"änderung-{number}", "body": {"request": request}, **more}, ensure_ascii=False).encode()


# Lines as they should not be, with the key of each, and whether anything stands where its request should be.
ODD = [
    (record(1, id=4711), "4711", True),
    (record(7, id=None), None, True),
    (b"", None, None),
    (b'{ "id": "broken", "body": { "request": { "kms": "aws-main" "region": "eu-west-1" } } }', "broken", None),
    (b"no JSON at all", None, None),
    (b" \t\r", None, None),
    (b'{ "id": "elsewhere", "body": { "call": "list" } }', "elsewhere", False),
    (b'{ "id": "a/b", "body": { "request": { "name": "no request" } } }', "a/b", True),
    (b'[ "no object" ]', None, False),
    (b"[" * 2000, None, None),
    (record(4).replace("ü".encode(), b"\xfc"), None, None),
    (record(2).replace("änderung-2".encode(), rb"\ud800"), r'"\ud800"', True),
    (record(14) + b"\r", "änderung-14", True),
    (record(21).replace(b": ", b":\r", 1), "änderung-21", True),
]


def archive(folder):
    """Makes files of NDJSON; their records, by file and line."""
    files = {
        "big.ndjson": [record(number) for number in range(2000)],
        "packed.ndjson.gz": [record(number) for number in range(2000, 2600)],
        "2026/11/small one.ndjson": [MARK + record(2604), record(2605), record(2611)],
        "2026/11/odd.ndjson": [line for line, _, _ in ODD],
    }
    for name, lines in files.items():
        path, text = folder / name, b"\n".join(lines)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    # Spark drops a byte order mark.
    records = {(name, number): line for name, lines in files.items() for number, line in enumerate(lines, 1)}
    return {place: line.removeprefix(MARK) for place, line in records.items() if line.strip()}


def submit(folder, *words, files=(), settings=()):
    """Runs the job with two workers."""
    shipped = ["--files", ",".join(map(str, files))] if files else []
    settings = [word for setting in ("spark.ui.enabled=false", *settings) for word in ("--conf", setting)]
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    command = ["spark-submit", "--master", "local[2]", *shipped, *settings, JOB, *words]
    return subprocess.run(list(map(str, command)), cwd=folder, env=environment, capture_output=True, text=True, check=False)


def lint(folder, text, *words):
    """What the linter says of a text in one run."""
    everything = ["--show", "info", "--max-diagnostics", "1000000", "--allow", "duplicate-alias"]
    command = [LINTER, "-q", "--as", "ndjson", "--format", "jsonl", *everything, *words, "-"]
    run = subprocess.run(command, cwd=folder, input=text, capture_output=True, check=False)
    assert run.returncode == 1, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def by_record(text, findings):
    """The findings of each line, and the characters that each is of."""
    numbers = [number for number, line in enumerate(text.split(b"\n")) for _ in range(len(line) + 1)]
    found = collections.defaultdict(list)
    for finding in findings:
        start, end = (finding["range"][at]["offset"] for at in ("start", "end"))
        found[numbers[start]].append({**finding, "characters": text[start:end]})
    return found


def parts(output):
    """The rows of each file of Parquet, with the place of each record."""
    tables = (pyarrow.parquet.read_table(path).to_pylist() for path in sorted(output.glob("*.parquet")))
    name = lambda row: unquote(row["file"].split("/archive/")[1])
    return [[((name(row), row["line"]), row) for row in table] for table in tables]


class Archive(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        folder = Path(scratch.name)
        cls.records = archive(folder / "archive")
        config = folder / "ours.toml"
        config.write_text('[rules]\nmissing-key-usage = "error"\n')
        places, others = ["--pointer", "/body/request", "--key", "/id"], ["--account", "111122223333"]
        # They are sent to the workers, as on a cluster, and go by their names there.
        sent = ["--linter", LINTER.name, "--config", config.name]
        cls.job = submit(folder, *places, *sent, "archive", "out", "--", *others, files=[LINTER, config], settings=CUTS)
        assert cls.job.returncode == 0, cls.job.stderr
        cls.parts = parts(folder / "out")
        cls.rows = dict(pair for part in cls.parts for pair in part)
        text = b"\n".join(cls.records.values())
        cls.findings = by_record(text, lint(folder, text, *places, *others, "--config", config))

    def test_each_record_is_there_once_and_in_order(self):
        places = [[place for place, _ in part] for part in self.parts]
        self.assertEqual(sorted(itertools.chain(*places)), sorted(self.records))
        self.assertGreater(sum(any(name == "big.ndjson" for name, _ in part) for part in places), 3, "it is read in pieces")
        for part in places:
            self.assertEqual([place for _, group in itertools.groupby(part, lambda place: place[0]) for place in sorted(group)], part)
        self.assertIn(f"{len(self.records):,} records", self.job.stdout)

    def test_the_findings_are_those_of_the_linter(self):
        self.assertGreater(sum(map(len, self.findings.values())), 400)
        for number, (place, line) in enumerate(self.records.items()):
            row, expected = self.rows[place], self.findings[number]
            for name in ("rule", "level", "message", "help", "pointer", "fingerprint"):
                self.assertEqual([found[name] for found in row["findings"]], [found.get(name) for found in expected], place)
            characters = [line[found["offset"] :][: found["length"]] for found in row["findings"]]
            self.assertEqual(characters, [found["characters"] for found in expected], place)
            for level in ("error", "warning", "info"):
                self.assertEqual(row[f"{level}s"], sum(found["level"] == level for found in expected), place)

    def test_the_keys_are_those_of_the_records(self):
        for number, (place, line) in enumerate(self.records.items()):
            row = self.rows[place]
            self.assertLessEqual({found["key"] for found in self.findings[number] if "key" in found}, {row["key"] or "null"}, place)
            if place[0] != "2026/11/odd.ndjson":
                self.assertEqual((row["key"], row["at_pointer"]), (json.loads(line)["id"], True), place)
        for number, (line, key, at_pointer) in enumerate(ODD, 1):
            if line.strip():
                row = self.rows["2026/11/odd.ndjson", number]
                self.assertEqual((row["key"], row["at_pointer"]), (key, at_pointer), line)


class Bare(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)
        (self.folder / "archive").mkdir()
        lines = b'{ "kms": "aws-main", "region": "eu-west1", "aws_param": { "Alias": "payments" } }\n' * 2
        (self.folder / "archive" / "two.ndjson").write_bytes(lines)

    def test_records_that_are_requests_take_no_words_but_what_lies_around_changes_nothing(self):
        (self.folder / "cckm-lint.toml").write_text('[rules]\nregion = "allow"\n')
        job = submit(self.folder, "--linter", LINTER, "archive", "out")
        self.assertEqual(job.returncode, 0, job.stderr)
        [part] = parts(self.folder / "out")
        found = [(place, row["key"], row["at_pointer"], [finding["rule"] for finding in row["findings"]]) for place, row in part]
        rules = ["no-policy-source", "unknown-region"]
        self.assertEqual(found, [(("two.ndjson", line), None, True, rules) for line in (1, 2)])

    def test_a_linter_that_fails_fails_the_job_with_its_words(self):
        job = submit(self.folder, "--linter", LINTER, "archive", "out", "--", "--no-such-flag")
        self.assertNotEqual(job.returncode, 0)
        self.assertIn("unexpected argument '--no-such-flag'", job.stderr)
        self.assertFalse((self.folder / "out" / "_SUCCESS").exists())


if __name__ == "__main__":
    unittest.main()
