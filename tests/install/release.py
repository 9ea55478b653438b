"""release.py RELEASE: what lies in the folder of a release is whole, and of one version.

Prints the sizes. Checksums are verified by sha256sum, and the binary is run, in .ci/full.
"""

import json
import os
import re
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
RELEASE = Path(sys.argv[1])
CARGO = tomllib.loads((ROOT / "Cargo.toml").read_text())
VERSION = CARGO["package"]["version"]

# Far above what they are today; a source map or the whole of node_modules would go beyond it.
EXTENSION_BYTES = 200_000
BINARY_PACKAGE_BYTES = 8_000_000


def only(pattern):
    """The one file of the release with such a name."""
    found = list(RELEASE.glob(pattern))
    assert len(found) == 1, f"{pattern}: {found}"
    return found[0]


def checksums_name_everything():
    named = {line.split("  ")[1] for line in only("SHA256SUMS").read_text().splitlines()}
    there = {path.name for path in RELEASE.iterdir()} - {"SHA256SUMS"}
    assert named == there, named ^ there


def the_list_of_parts_names_our_dependencies():
    parts = json.loads(only("*.cdx.json").read_text())
    assert (parts["bomFormat"], parts["metadata"]["component"]["version"]) == ("CycloneDX", VERSION)
    names = {part["bom-ref"]: part["name"] for part in parts["components"]}
    root = parts["metadata"]["component"]["bom-ref"]
    direct = {names[ref] for entry in parts["dependencies"] if entry["ref"] == root for ref in entry["dependsOn"]}
    expected = set(CARGO["dependencies"]) | set(CARGO["target"]["cfg(unix)"]["dependencies"] if os.name == "posix" else ())
    assert direct == expected, direct ^ expected
    assert all(part.get("licenses") and part.get("purl") for part in parts["components"])
    print(f"list of parts: {len(names)}, of which {len(direct)} are direct dependencies")


def the_wheel_holds_a_binary_and_what_describes_it():
    wheel = only("*.whl")
    assert wheel.stat().st_size < BINARY_PACKAGE_BYTES
    for tag in ("-py3-none-", "manylinux_2_17_", "musllinux_1_1_"):
        assert tag in wheel.name, wheel.name
    folder = f"cckm_lint-{VERSION}"
    names = {name.removeprefix(folder) for name in zipfile.ZipFile(wheel).namelist()}
    info = {f".dist-info/{name}" for name in ("METADATA", "WHEEL", "RECORD", "licenses/LICENSE", "sboms/cckm-lint.cyclonedx.json")}
    assert names == info | {".data/scripts/cckm-lint"}, names


def the_tarball_holds_a_binary_and_what_to_read():
    tarball = only("*-linux-musl.tar.gz")
    members = tarfile.open(tarball).getmembers()
    folder = tarball.name.removesuffix(".tar.gz")
    assert {member.name for member in members} == {folder} | {f"{folder}/{name}" for name in ("cckm-lint", "README.md", "LICENSE", "CHANGELOG.md")}


def the_extension_holds_nothing_else():
    extension = only("*.vsix")
    assert extension.stat().st_size < EXTENSION_BYTES, extension.stat().st_size
    archive = zipfile.ZipFile(extension)
    inside = {"package.json", "readme.md", "LICENSE.txt", "dist/extension.js", "dist/licences.txt", "dist/create-key-request.schema.json"}
    assert set(archive.namelist()) == {"extension.vsixmanifest", "[Content_Types].xml"} | {f"extension/{name}" for name in inside}, archive.namelist()
    assert json.loads(archive.read("extension/package.json"))["version"] == VERSION
    schema = (ROOT / "schemas/create-key-request.schema.json").read_bytes()
    assert archive.read("extension/dist/create-key-request.schema.json") == schema
    print(f"extension for VS Code: {extension.stat().st_size} bytes, {len(inside)} files")


def every_platform_is_built():
    platforms = json.loads((ROOT / ".packages/npm/platforms.json").read_text())
    workflow = (ROOT / ".github/workflows/release.yml").read_text()
    built = set(re.findall(r"- \{ target: (\S+),", workflow))
    assert built == {platform["target"] for platform in platforms.values()}, built


checksums_name_everything()
the_list_of_parts_names_our_dependencies()
the_wheel_holds_a_binary_and_what_describes_it()
the_tarball_holds_a_binary_and_what_to_read()
the_extension_holds_nothing_else()
every_platform_is_built()
print("the release is whole")
