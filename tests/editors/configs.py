"""configs.py: what .editors shows can be pasted as it is: each block parses, and names the command that there is.

The blocks for Neovim and Emacs are tried in the editors themselves, where those can be installed: see .ci/full.
"""

import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / ".editors/README.md").read_text()
EXTENSION = json.loads((ROOT / ".editors/vscode/package.json").read_text())
CATALOGUE = json.loads((ROOT / ".editors/schemastore.json").read_text())


def blocks(language):
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.M | re.S)


def helix():
    (block,) = blocks("toml")
    config = tomllib.loads(block)
    server = config["language-server"]["cckm-lint"]
    assert (server["command"], server["args"]) == ("cckm-lint", ["lsp"])
    assert all("cckm-lint" in language["language-servers"] for language in config["language"])


def sublime_and_zed():
    sublime, zed = map(json.loads, blocks("json"))
    assert sublime["clients"]["cckm-lint"]["command"] == ["cckm-lint", "lsp"]
    assert zed[0]["command"] == "cckm-lint"


def catalogue():
    """The shape that the schema of SchemaStore's catalogue asks for."""
    assert set(CATALOGUE) == {"$schema", "version", "schemas"} and CATALOGUE["version"] == 1
    assert CATALOGUE["$schema"] == "https://www.schemastore.org/schema-catalog.json"
    for entry in CATALOGUE["schemas"]:
        assert set(entry) == {"name", "description", "fileMatch", "url"}, entry
        assert entry["url"].startswith("https://www.schemastore.org/") and entry["url"].endswith(".json")
        assert len(set(entry["fileMatch"])) == len(entry["fileMatch"]) > 0


def the_extension_and_the_catalogue_agree():
    (schema,) = EXTENSION["contributes"]["jsonValidation"]
    assert schema["fileMatch"] in [entry["fileMatch"] for entry in CATALOGUE["schemas"]]


def the_options_are_the_same_everywhere():
    settings = {name.removeprefix("cckm-lint.") for name in EXTENSION["contributes"]["configuration"]["properties"]}
    told = settings - {"path", "args", "trace.server"}
    table = README.split("| option |")[1].split("\n\n")[0]
    assert set(re.findall(r"`(show|callerArn|account|configPath|isolated)`", table)) == told, told
    shown = (ROOT / ".editors/vscode/README.md").read_text()
    assert {f"`cckm-lint.{name}`" for name in settings - {"trace.server"}} <= set(re.findall(r"`cckm-lint\.\w+`", shown))


helix()
sublime_and_zed()
catalogue()
the_extension_and_the_catalogue_agree()
the_options_are_the_same_everywhere()
print("what .editors shows parses and agrees")
