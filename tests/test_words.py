"""The English catalogue is whole, and the French it translates is well written."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from string import Formatter

import pytest
from babel.messages.catalog import Catalog

from core.base.i18n import choose
from tests import words
from tests.tables import table
from tests.words import Id

English = dict[Id, tuple[str, ...]]
OUT_OF_DATE = "run: python -m tests.words sync"

NOT_PROSE = re.compile(r"https?://|\d\d:\d\d|[A-ZÉ]+:[A-Z]+|\(\*\.[^)]*\);;|Ctrl\+\S+|&(?=\w)|\([;,|]\)")
"""What may hold the bare signs of code: an address, an hour, what an option waits for, the types of a file dialog, a
key, a mnemonic, a delimiter shown as it is."""

JARGON = re.compile(
    r"(?<![\w-])(?:lead|pipeline|scoring|dashboard|onboarding|call|opt-in|opt-out|template|process|mail|texto)s?(?![\w-])",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    """The English catalogue as it is written."""
    return words.translated()


@pytest.fixture(scope="module")
def english(catalogue: Catalog) -> English:
    """The English of each message."""
    return words.words(catalogue)


@pytest.fixture(scope="module")
def french(english: English) -> list[str]:
    """Each sentence of the messages, singular and plural: those of the code, as the first test says."""
    return sorted({text for message in english for text in ((message,) if isinstance(message, str) else message)})


def _fields(text: str) -> set[str]:
    return {field for _text, field, _spec, _conversion in Formatter().parse(text) if field is not None}


def _mnemonics(text: str) -> int:
    return len(re.findall(r"&(?=\w)", text))


def _first(message: Id) -> str:
    return message if isinstance(message, str) else message[0]


def _prose(text: str) -> str:
    return NOT_PROSE.sub("", re.sub(r"\{\w*\}", "", text))


def test_the_catalogue_holds_the_messages_of_the_code_and_no_other(catalogue: Catalog, english: English) -> None:
    marked = words.marked()
    assert len(marked) > 500
    assert set(english) == set(marked), OUT_OF_DATE
    assert not catalogue.obsolete, OUT_OF_DATE


def test_every_message_is_translated(catalogue: Catalog, english: English) -> None:
    lacking = [_first(message) for message, forms in english.items() if not all(forms)]
    doubtful = [one.id for one in catalogue if one.id and one.fuzzy]
    assert not lacking, OUT_OF_DATE
    assert not doubtful


def test_plurals_have_two_forms(catalogue: Catalog, english: English) -> None:
    assert dict(catalogue.mime_headers)["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    wrong = [message for message, forms in english.items() if len(forms) != (1 if isinstance(message, str) else 2)]
    assert not wrong


@table("kept", [_fields, _mnemonics])
def test_the_english_keeps_the_fields_and_the_mnemonics(english: English, kept: Callable[[str], object]) -> None:
    wrong = [
        (french, english)
        for message, forms in english.items()
        for french, english in zip((message,) if isinstance(message, str) else message, forms, strict=True)
        if kept(french) != kept(english)
    ]
    assert not wrong


def test_the_english_keeps_the_space_around_and_the_ellipsis(english: English) -> None:
    def ends(text: str) -> tuple[bool, bool, bool]:
        return text[:1].isspace(), text[-1:].isspace(), text.endswith("…")

    wrong = [message for message, forms in english.items() if ends(_first(message)) != ends(forms[0])]
    assert not wrong


def test_a_plural_in_english_is_never_spelled_as_in_french(english: English) -> None:
    """``n_`` knows by it that there is no catalogue, and then counts as in French."""
    wrong = [forms for message, forms in english.items() if isinstance(message, tuple) and {*message} & {*forms}]
    assert not wrong


def test_the_compiled_catalogue_is_the_written_one(english: English) -> None:
    def by_singular(found: dict[Id, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        return {_first(message): forms for message, forms in found.items()}

    assert by_singular(words.compiled()) == by_singular(english), OUT_OF_DATE


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(r" [;:!?»]|« ", id="plain space"),
        pytest.param(r"[^\s\u202f;:!?…][;!?»]|[^\s\u202f]:|«[^\u202f]|\u00a0[;:!?»]", id="no thin space"),
        pytest.param(r"['\"]", id="straight quote"),
        pytest.param(r"\.\.\.", id="three points"),
        pytest.param(r"n° |art\. ", id="breakable space"),
    ],
)
def test_the_french_has_the_spaces_and_the_signs_of_a_printer(french: list[str], fault: str) -> None:
    assert [text for text in french if re.search(fault, _prose(text))] == []


def test_the_french_is_not_the_jargon_of_programs(french: list[str]) -> None:
    assert [text for text in french if JARGON.search(_prose(text))] == []


def test_the_english_has_curly_quotes_and_no_french_space(english: English) -> None:
    wrong = [form for forms in english.values() for form in forms if re.search(r"['\"«»\u202f]|\s[;:!?](?!\w)", form)]
    assert not wrong


SAYING = """
import json
from core.base.i18n import _, n_
print(json.dumps([_("Courriers"), *(n_("{n} accord", "{n} accords", n) for n in range(3))]))
"""


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Letters", "{n} consents", "{n} consent", "{n} consents"]),
        ("fr", ["Courriers", "{n} accord", "{n} accord", "{n} accords"]),
    ],
)
def test_a_child_process_speaks_the_chosen_language(
    monkeypatch: pytest.MonkeyPatch, language: str, said: list[str]
) -> None:
    monkeypatch.setenv("PREMIER_CONTACT_LANGUAGE", "de")
    choose(language)
    child = subprocess.run([sys.executable, "-c", SAYING], cwd=words.ROOT, capture_output=True, text=True, check=True)
    assert json.loads(child.stdout) == said


MODULE = """
PARTS = (N_("{n} ligne lue"), N_("{n} lignes lues"), N_("octets"))
told = f"{_('a')} " + _("b" "c")
lots = n_("{n} lot", "{n} lots", 2) + _(PARTS[2])
"""


def test_the_messages_of_a_module_are_all_found() -> None:
    found = list(words.marked_in(MODULE))
    assert ("{n} ligne lue", "{n} lignes lues") in found
    assert ("{n} lignes lues", "octets") not in found
    assert {"a", "bc", "octets", ("{n} lot", "{n} lots")} <= set(found)
