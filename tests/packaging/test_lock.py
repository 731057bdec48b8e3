"""The lock, which the lines of the README install, holds what ``pyproject.toml`` asks for."""

import re
import tomllib

from tests.tree import ROOT

NAME = re.compile(r"[\w.-]+")


def _names(wanted: list[str]) -> set[str]:
    found = (NAME.match(line) for line in wanted)
    return {re.sub(r"[-_.]+", "-", name[0]).lower() for name in found if name}


def test_it_holds_all_that_is_asked() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    locked = {package["name"]: package for package in tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]}
    ours = locked["premier-contact"]
    assert {entry["name"] for entry in ours["dependencies"]} == _names(asked["dependencies"])
    for extra, wanted in asked["optional-dependencies"].items():
        assert {entry["name"] for entry in ours["optional-dependencies"][extra]} == _names(wanted), extra
    # Every other package has a hash: what is installed is what was tried.
    bare = [name for name, package in locked.items() if name != ours["name"] and "hash" not in str(package)]
    assert bare == []
