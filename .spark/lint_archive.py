"""Lints an archive of create-key requests on Apache Spark: lines of NDJSON in, a row of Parquet for each record out.

    spark-submit lint_archive.py --pointer /request --key /id ARCHIVE... OUTPUT [-- what else cckm-lint is told]

README.md beside this file says what the columns are.
"""

import argparse
import bisect
import collections
import itertools
import json
import os
import re
import subprocess
import sys

import pyarrow
from pyspark import SparkFiles
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

TEXT, COUNT = pyarrow.string(), pyarrow.int32()
SAID = dict.fromkeys(("rule", "level", "message", "help", "pointer", "fingerprint"), TEXT)
FINDING = pyarrow.struct({**SAID, "offset": COUNT, "length": COUNT})
PLACE = {"file": TEXT, "line": pyarrow.int64(), "key": TEXT, "at_pointer": pyarrow.bool_()}
COUNTS = {"errors": COUNT, "warnings": COUNT, "infos": COUNT}
ROW = pyarrow.schema({**PLACE, **COUNTS, "findings": pyarrow.list_(FINDING)})

# JSON has texts that UTF-8 has not.
HALF_OF_A_PAIR = re.compile("[\\ud800-\\udfff]")


def arguments(words):
    """What the command line asks for, and what follows `--`, which is for the linter."""
    end = words.index("--") if "--" in words else len(words)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", nargs="+", help="files and folders of NDJSON, plain or by gzip")
    parser.add_argument("output", help="the folder of Parquet to make")
    parser.add_argument("--pointer", default="", help="where the request stands in each record")
    parser.add_argument("--key", help="where the key of each record stands")
    parser.add_argument("--linter", default="cckm-lint", help="a command of each worker, or a file sent with --files")
    parser.add_argument("--config", help="a cckm-lint.toml of each worker, or a file sent with --files")
    return parser.parse_args(words[:end]), words[end + 1 :]


def read(spark, archive):
    """Each line, blank ones too, with its file, and where the piece of the file starts that it was read with."""
    lines = spark.read.text(archive, lineSep="\n", recursiveFileLookup=True)
    piece = "_metadata.file_path as file", "_metadata.file_block_start as piece"
    return lines.selectExpr("cast(value as binary) as line", *piece, "_metadata.file_block_length < _metadata.file_size as is_part")


def lines_in_front(lines):
    """Of each piece of a file that is read in several: how many lines of the file stand in front of it."""
    pieces = lines.where("is_part").groupBy("file", "piece").count().orderBy("file", "piece").collect()
    in_front, passed = {}, collections.Counter()
    for file, piece, count in pieces:
        in_front[file, piece] = passed[file]
        passed[file] += count
    return in_front


def shipped(name):
    """Where a file lies that was sent with --files. Any other name is left as it is."""
    path = SparkFiles.get(os.path.basename(name))
    return path if os.path.exists(path) else name


def command(args, others):
    """The linter as a filter, which hides nothing, and fails for nothing that it finds."""
    as_filter = ["--as", "ndjson", "--format", "jsonl", "--quiet", "--jobs", "1", "--exit-zero", "--allow-empty"]
    # Requests are compared within a run, and a run is of lines that happen to stand together.
    everything = ["--show", "info", "--max-diagnostics", str(sys.maxsize), "--allow", "duplicate-alias"]
    settings = ["--config", shipped(args.config)] if args.config else ["--isolated"]
    places = [f"--{name}={at}" for name, at in (("pointer", args.pointer), ("key", args.key)) if at]
    return [shipped(args.linter), *as_filter, *everything, *settings, *places, *others, "-"]


def findings(lines, command):
    """What the linter says of each line."""
    run = subprocess.run(command, input=b"\n".join(lines), capture_output=True, check=False)
    if run.returncode != 0:
        raise RuntimeError(f"{command[0]} exits with {run.returncode}: {run.stderr.decode(errors='replace')}")
    starts = list(itertools.accumulate((len(line) + 1 for line in lines), initial=0))
    found = [[] for _ in lines]
    for finding in map(json.loads, run.stdout.splitlines()):
        start, end = (finding["range"][at]["offset"] for at in ("start", "end"))
        line = bisect.bisect(starts, start) - 1
        found[line].append({**finding, "offset": start - starts[line], "length": end - start})
    return found


def value_at(value, pointer):
    """What stands at a JSON Pointer, if anything does."""
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        try:
            value = value[int(name) if isinstance(value, list) else name]
        except (LookupError, TypeError, ValueError):
            return None
    return value


def key_at(record, pointer):
    """What a record goes by: a text as it is, anything else as JSON."""
    key = value_at(record, pointer) if pointer else None
    if key is None or (isinstance(key, str) and not HALF_OF_A_PAIR.search(key)):
        return key
    return json.dumps(key)


def key_and_request(line, found, args):
    """What a record goes by, and whether anything stands where its request should be."""
    if not (args.key or args.pointer):
        return None, True
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        # The linter reads on after a fault.
        return next((finding.get("key") for finding in found), None), None
    return key_at(record, args.key), value_at(record, args.pointer) is not None


def count(level, found):
    """Of each line, how many of its findings have a level."""
    return [sum(finding["level"] == level for finding in of_line) for of_line in found]


def lint(batches, args, others, in_front):
    """The rows of a partition. A run of the linter is a batch, so no partition is too large."""
    passed = collections.Counter(in_front)
    for batch in batches:
        lines, numbers = batch["line"].to_pylist(), []
        for piece in zip(batch["file"].to_pylist(), batch["piece"].to_pylist()):
            passed[piece] += 1
            numbers.append(passed[piece])
        found = findings(lines, command(args, others))
        records = [key_and_request(*record, args) for record in zip(lines, found)]
        keys, at_pointer = ([record[at] for record in records] for at in (0, 1))
        counts = {f"{level}s": count(level, found) for level in ("error", "warning", "info")}
        columns = {"file": batch["file"], "line": numbers, "key": keys, "at_pointer": at_pointer, **counts, "findings": found}
        yield pyarrow.RecordBatch.from_pydict(columns, ROW).filter(pyarrow.array([bool(line.strip()) for line in lines], pyarrow.bool_()))


def main():
    args, others = arguments(sys.argv[1:])
    # The other limit of a batch, ten thousand lines, is no limit where lines are long.
    spark = SparkSession.builder.appName("cckm-lint").config("spark.sql.execution.arrow.maxBytesPerBatch", "64m").getOrCreate()
    lines = read(spark, args.archive)
    in_front = lines_in_front(lines)
    rows = lines.mapInArrow(lambda batches: lint(batches, args, others, in_front), from_arrow_schema(ROW))
    rows.write.parquet(args.output)
    written = spark.read.parquet(args.output)
    sums = "count(*)", "count_if(errors > 0)", "count_if(warnings > 0)", "count_if(not at_pointer)"
    print("{:,} records: {:,} with errors, {:,} with warnings, {:,} with nothing at --pointer".format(*written.selectExpr(*sums).first()))


if __name__ == "__main__":
    main()
