"""A text that was printed never changes: any other word is a new version, and the words of the older ones are kept,
since they are what the letters made with them said (law file, RET-10)."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping

from core.base.resources import resource
from core.model.letter import TODAY
from core.notices import call_script, consent_form, data_page, given_sheet, proof_copy, replies, texts
from core.notices.language import ENGLISH, FRENCH, Tongue
from tests.tables import table

PRINTED = {
    "consent-1": "62d7d7bbd3e4b9ff",
    "consent-2": "856f20e4bd9c31c7",
    "consent-3": "46eef3463249d24b",
    "consent-counter-1": "c76c643d4ccb3817",
    "consent-counter-2": "5a39b4ab287696d4",
    "consent-counter-3": "efa4ad0419a03722",
    "en/consent-1": "7bd6c50b36384d90",
    "en/consent-2": "5ac87616c1918e6f",
    "en/consent-3": "b2b4a48167d45cec",
    "en/consent-counter-1": "2d29cdffef575ef9",
    "en/consent-counter-2": "09facf6191101c43",
    "en/consent-counter-3": "b53eae07e84dd462",
    "en/letter-2": "92c4789880b65ec7",
    "en/letter-3": "c87b287780adb728",
    "en/letter-4": "e4dbd411a5143fe1",
    "en/notice-2": "9071e51aa72b85e3",
    "en/notice-3": "db6dc75ea75a0ecd",
    "en/notice-4": "f033bef15a78a6ef",
    "en/notice-given-1": "ec8947fa0c2fe5a4",
    "en/notice-given-2": "347602040112aebe",
    "en/notice-given-3": "45ec1df9eb3ad4f9",
    "en/page-1": "c0a98e5cf33ecb2b",
    "estimation-1": "31fc4d3d731c6b02",
    "estimation-3": "b222c70b76081c16",
    "letter-1": "2ae5b87ce006b7bc",
    "letter-2": "543371dc1f96c878",
    "letter-3": "cfe9d9fd5006b899",
    "letter-4": "1cb39952258091c7",
    "notice-1": "eaca4b9f5a6ef8fd",
    "notice-2": "b9977f170c3598d6",
    "notice-3": "114a86f62578ff63",
    "notice-4": "0088962822a5beeb",
    "notice-given-1": "058cbc35b6ce08c7",
    "notice-given-2": "2d93d6ad26003875",
    "notice-given-3": "cf64693c12126411",
    "opposition-1": "52fbf1f63c47456b",
    "page-1": "3290ec1f2199c3c5",
    "proof-1": "a630e9e7c2946dfc",
    "proof-2": "8d4c29924e2a311a",
    "replies/access-1": "66b73265fcac9b03",
    "replies/access-4": "0ec94521b08c4c96",
    "replies/callback-1": "71a1e38b93e0cc43",
    "replies/callback-4": "de380e4885a063ac",
    "replies/closing-1": "8299b4d65db0bffb",
    "replies/doubt-1": "d4621e2a70a9ffcb",
    "replies/doubt-4": "a2aab8de72cc0a30",
    "replies/erased-1": "bc5b51d5c65eb858",
    "replies/erased-4": "33b7778d8c48b248",
    "replies/estimate-1": "3ec44c3dd02bd21a",
    "replies/estimate-4": "d03bffb6d8f66d86",
    "replies/extended-1": "1a5c49c554b98847",
    "replies/extended-2": "086446e5c3123fb9",
    "replies/extended-3": "c74d13d510f78d25",
    "replies/form-1": "bdbb8563ff0b0d44",
    "replies/form-2": "002374b7113a004f",
    "replies/nothing-1": "219aed493cc84dd6",
    "replies/nothing-2": "e211c6fcabba9949",
    "replies/nothing-4": "bd480ac25ebc9a48",
    "replies/opposed-1": "d0ce88ef45eacd66",
    "replies/opposed-4": "c530a269e569a018",
    "replies/recipient-erasure-1": "9099a9fe12ff3782",
    "replies/recipient-erasure-3": "86bd963c71b6cc33",
    "replies/recipient-letter-2": "759d607820d1923a",
    "replies/recipient-mistake-3": "0d393cf381d5be03",
    "replies/recipient-objection-1": "d92c0a57615f1c7a",
    "replies/recipient-objection-3": "0c7f1b3ffec08397",
    "replies/recipient-rectification-1": "8a7822889e78a07c",
    "replies/recipient-rectification-3": "c3f5cf5c92080b0f",
    "replies/recipient-restriction-1": "f8022be053a241f2",
    "replies/recipient-restriction-3": "346b347114027034",
    "replies/rectified-1": "df3c79c054b4cde4",
    "replies/rectified-2": "c37382bd9d2fa680",
    "replies/refused-1": "08840eedb541ed97",
    "replies/refused-2": "7698b9ed7b18ae49",
    "replies/refused-4": "3b5eb7224c3831ce",
    "replies/restricted-1": "bd3efa89a7ac4276",
    "replies/restricted-2": "d0ce2bacf363561e",
    "replies/wrong-1": "86500f589388f835",
    "replies/wrong-4": "6a14a8712b01a1b8",
    "script-1": "124e14783bcc8ce3",
    "script-2": "527c5e1a05e3dc99",
    "visit-1": "1ec23cc75e833759",
    "visit-3": "82edc6923f6d4170",
}
"""Version of a text, under en/ when in English → the first 16 hex digits of its SHA-256."""
WORDS = {
    ("letter-4", "fr-FR"): "7036eedf1ff90868",
    ("letter-4", "en-GB"): "7fc5051029e293d9",
}
"""Version of the letter, language → the same of the words that stand around its texts."""
_TOKEN = re.compile(r"\[\[(?:si )?(?P<directive>[^\]]*)\]\]|\{(?P<field>\w+)\}|\*\*")
_SENTENCE = re.compile(r"(?<!\bC)(?<!card no)[.?!](?=\s|$)")
CLAIMS = "claims.toml"
_CLOSINGS = ("Veuillez agréer", "Yours ")
_FORMAL = re.compile(r"Veuillez agréer, [^.]*\.|Yours faithfully,")
_MARKS = re.compile(r"\[\[c [\w-]+\]\]")
_GREETINGS = ("{salutation},", "Madame, Monsieur,")


def versions() -> dict[str, dict[str, bytes]]:
    """Return each version that the program holds, with its files: a folder, or one file."""
    folder = resource("letters")
    found: dict[str, dict[str, bytes]] = defaultdict(dict)
    for path in sorted(one for one in folder.rglob("*") if one.suffix in (".txt", ".toml") and one.name != CLAIMS):
        name = path.relative_to(folder).with_suffix("").as_posix()
        bare = name.removeprefix("en/")
        whole = bare.partition("/")[0] if "/" in bare and not bare.startswith("replies/") else bare
        found[name.removesuffix(bare) + whole][name] = path.read_bytes()
    return found


def digest(files: Mapping[str, bytes]) -> str:
    """Return the first 16 hex digits of the SHA-256 of the files of a version, with their names."""
    whole = b"".join(name.encode() + b"\0" + content + b"\0" for name, content in sorted(files.items()))
    return hashlib.sha256(whole).hexdigest()[:16]


def around(tongue: Tongue) -> str:
    """Return the same of the words that the paper prints outside the texts."""
    kinds = (tongue.properties, tongue.data, tongue.names, tongue.channels, tongue.titles, tongue.words)
    return hashlib.sha256(repr([sorted(one.items()) for one in kinds]).encode()).hexdigest()[:16]


def shape(text: str) -> list[tuple[object, ...]]:
    """Return what two languages share of a text, line by line: conditions, fields, mark and number of sentences."""
    return [_shape(line) for line in text.strip("\n").split("\n")]


def _shape(line: str) -> tuple[object, ...]:
    line = _FORMAL.sub("", line) if line.startswith("[[c closing-") else line
    if line.startswith(_CLOSINGS):
        return ("closing",)
    if _MARKS.sub("", line) in _GREETINGS or line.startswith("[[c salutation]]"):
        return ("greeting",)
    asked = {one["directive"] for one in _TOKEN.finditer(line) if one["directive"]}
    filled = {one["field"] for one in _TOKEN.finditer(line) if one["field"]}
    words = _TOKEN.sub(lambda one: "x" if one["field"] else "", line)
    bold = line.count("**")
    return sorted(asked), sorted(filled), bold, words[:1] in "–☐#", len(_SENTENCE.findall(words))


def test_a_printed_text_never_changes() -> None:
    assert {version: digest(files) for version, files in versions().items()} == PRINTED


def test_the_words_around_a_letter_change_with_its_version() -> None:
    now = {(TODAY.letter, tongue.lang): around(tongue) for tongue in (FRENCH, ENGLISH)}
    assert now == {key: one for key, one in WORDS.items() if key[0] == TODAY.letter}


def test_the_newest_version_of_each_text_is_the_one_printed() -> None:
    printed = {
        TODAY.letter, TODAY.notice, TODAY.consent, given_sheet.VERSION, proof_copy.VERSION, call_script.version(),
        *(one for kind in consent_form.KINDS.values() for one in kind), data_page.VERSION,
        *(f"replies/{name}" for name in replies.NAMES),
    }  # fmt: skip
    newest: dict[str, int] = {}
    for version in versions():
        family, _, number = version.removeprefix("en/").rpartition("-")
        newest[family] = max(newest.get(family, 0), int(number))
    retired = {"opposition-1"}  # The strip of the letter says it since letter-2.
    assert {f"{family}-{number}" for family, number in newest.items()} - retired == printed


def test_french_and_english_hold_the_same_paragraphs() -> None:
    held = versions()
    ours = {version: files for version, files in held.items() if version.startswith("en/")}
    assert {f"en/{one}" for one in (*texts.LETTERS, *texts.NOTICES, *texts.CONSENTS)} <= set(ours)
    for version, files in ours.items():
        french = held[version.removeprefix("en/")]
        assert {name.removeprefix("en/") for name in files} == set(french), version
        for name, content in files.items():
            other = french[name.removeprefix("en/")]
            assert shape(content.decode()) == shape(other.decode()), name


@table(
    "change",
    [
        lambda text: f"{text}\nUne phrase de plus.\n",
        lambda text: text.replace("une bonne vente", "une très bonne vente", 1),
        lambda text: text.replace("Nous vous écrirons", "Je ne presse pas. Nous vous écrirons", 1),
    ],
)
def test_a_word_more_in_a_version_is_seen(change: object) -> None:
    """The control: a paragraph, a word and a sentence added to the letter under the same version."""
    assert callable(change)
    files = versions()[TODAY.letter]
    name = f"{TODAY.letter}/a"
    french = files[name].decode()
    other = change(french)
    assert other != french
    assert digest({**files, name: other.encode()}) != PRINTED[TODAY.letter]
    added = shape(other) != shape(french)
    assert added is ("très" not in other), "a sentence more in one language alone is seen too"
