"""What the README and the help say of the program is true of it: every verb and every option, each picture there."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click

from core.cli.run import FAMILIES, verbs
from core.words.manual import manual
from tests.tables import table

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
COMMON = {"--json", "--data-dir", "--help"}
HELP = "\n".join(
    page.body for page in manual("main.py", ", ".join(name for names in FAMILIES.values() for name in names))
)


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every verb with its words: « requests new »."""
    context = click.Context(verbs)
    for name in verbs.list_commands(context):
        verb = verbs.get_command(context, name)
        assert verb is not None
        yield name, verb
        if isinstance(verb, click.Group):
            yield from ((f"{name} {under}", one) for under, one in verb.commands.items())


VERBS = dict(commands())


def told() -> dict[str, set[str]]:
    """The options the table gives to each verb."""
    found: dict[str, set[str]] = {}
    for line in README.splitlines():
        first = re.match(r"\| (`.+?`.*?)(?<!\\) \| ", line)
        for said in re.findall(r"`([^`]+)`", first[1]) if first else ():
            words = said.split()
            name = next((one for one in (" ".join(words[:2]), words[0]) if one in VERBS), "")
            if name:
                found.setdefault(name, set()).update(re.findall(r"--[a-z-]+", said))
    return found


@table("name", [name for name, verb in VERBS.items() if name != "register"])
def test_a_verb_is_in_the_table_with_its_options(name: str) -> None:
    has = {word for one in VERBS[name].params for word in one.opts if word.startswith("--")}
    assert told().get(name) == has - COMMON


def test_every_picture_is_there_and_shown() -> None:
    shown = set(re.findall(r"docs/images/[\w-]+\.png", README))
    assert shown == {str(path.relative_to(ROOT)) for path in (ROOT / "docs" / "images").iterdir()}


def test_the_help_names_every_verb() -> None:
    listed = re.search(r"main\.py VERBE fait le même travail.+?\u202f: (.+?)\. ", HELP)
    assert listed is not None
    assert sorted(listed[1].split(", ")) == sorted({name.split()[0] for name in VERBS})


def test_the_help_has_the_spaces_of_a_printer() -> None:
    assert re.findall(r".{9} [;:!?»]|« .{9}|.{9}['\"]", HELP) == []


@table("name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_every_file_a_document_names_is_there(name: str) -> None:
    text = re.sub(r"(?s)^```.*?^```", "", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE)
    words = re.findall(r"`([^`]+)`", text)
    named = [one for one in words if re.fullmatch(r"[\w/.]+\.(?:py|txt)|\w+(?:/\w+)+/?", one)]
    there = {path.name for room in ("core", "ui", "tests") for path in (ROOT / room).rglob("*.py")} | {"main.py"}
    assert named or name == "README.md"
    assert [one for one in named if not ((ROOT / one).exists() if "/" in one else one in there)] == []


def test_every_dependency_says_why_it_is_there() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=; \[]", one)[0] for one in asked}
    rows = README.partition("## Dependencies")[2].partition("## More")[0]
    told = {name for row in re.findall(r"^\| ([^|]+) \|", rows, re.MULTILINE) for name in row.strip().split(", ")}
    assert told - {"library", "---"} == names
