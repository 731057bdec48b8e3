"""The parts of the program are told with their terms, from the folder of an installer or from the metadata."""

from email.parser import HeaderParser
from pathlib import Path

import pytest

from core.base import parts as told
from core.base.version import VERSION
from tests.tables import table


def test_a_checkout_tells_what_it_needs_and_no_tool_of_the_tests() -> None:
    names = {name.rpartition(" ")[0].lower(): terms for name, terms in told.parts()}
    assert "LGPL-3.0" in names["pyside6_essentials"]
    assert names["reportlab"].startswith("BSD")
    assert {"urllib3", "shiboken6", "source sans"} <= names.keys(), "what those need, and what is no package"
    assert not {"pytest", "mypy", "hypothesis"} & names.keys()


def test_an_installed_program_tells_what_its_installer_collected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / told.LIST).write_text(f"Premier Contact {VERSION} : MIT\nlxml 6.1 : BSD : trois clauses\n", "utf-8")
    monkeypatch.setattr(told, "COLLECTED_LICENCES", tmp_path)
    assert ("lxml 6.1", "BSD : trois clauses") in told.parts()
    assert len(told.parts()) == 2 + len(told.SHIPPED)


@table(
    "metadata, wanted",
    [
        ("License-Expression: MIT\nLicense: another", "MIT"),
        ("Classifier: License :: OSI Approved :: MIT License\nLicense: long\n  text", "MIT License"),
        ("License: BSD\n  and its text", "BSD"),
        ("Name: nothing said", ""),
    ],
)
def test_terms_are_those_the_metadata_say_best(metadata: str, wanted: str) -> None:
    assert told.terms(HeaderParser().parsestr(metadata)) == wanted
