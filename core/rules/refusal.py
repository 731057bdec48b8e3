"""Finds in the text of an ad, of a contact card or of a cell a refusal of agencies or canvassing, so that the person is
opposed before anybody sees them (law file, POST-03).

The text is read as plain words: accents, capitals, apostrophes and commas do not count, but the end of a sentence does
("pas de frais d'agence. Curieux s'abstenir" is no refusal). A doubtful phrase is taken as a refusal: losing a lead
harms nobody.
"""

import re
import unicodedata
from functools import cache, cached_property, lru_cache
from html import unescape
from types import MappingProxyType

from core.rules.refusal_words import INNOCENT, LOOSE, WAYS

LONGEST_QUOTE = 80
STEMS = (
    *("agence", "agenç", "agenci", "agency", "agent", "agens", "ageng", "agenz", "agan", "agce", "marchand", "abst"),
    *("emarch", "émarch", "dmarch", "\u0301march", "©march", "?march", "\ufffdmarch", "asbt", "abts", "abse", "abte"),
    *("profession", "pros", " pro ", "mandat", "interm", "commercia", "bloctel", "liste", "oppos", "stop", "dnc"),
    *("blacklist", "prospect", "llicit", "contact", "appel", "phoner", "phonez", "joindre", "insist", "relanc"),
    *(
        "erang",
        "érang",
        "\u0301rang",
        "©rang",
        "?rang",
        "\ufffdrang",
        "uniquement",
        "exclusiv",
        "seulement",
        "strictement",
    ),
    *(
        " only",
        "aux particuliers",
        "seuls les p",
        "entre particuliers",
        " pub",
        "courtier",
        "diagnosti",
        "gociat",
        "conseiller",
        "chasseur",
        "realtor",
    ),
    *("do not", "cold call", "solicit", "broker", "spam", "apporteur", "harc", "importun", "vendeurs de l", "makler"),
    *("estate", "canvass", "reseau", "réseau", "©seau", "\u0301seau", "interdi", "chemin"),
)
"""Without one of these there is no refusal. Asked first, since nearly every text has none."""

ENDS = ".!?;\n\r|•…"
SIGNS = "🚫❌⛔✋🛑✖📵🔕"
WORD = re.compile(r"[a-z0-9]+|\.[ .]*|![ !]*")
_TAG = re.compile(r"<[^<>]{0,300}>")
_LOST = re.compile(r"(?<=[^\W\d_])(?:\?(?=[^\W\d_])|\ufffd)")
_ELIDED = re.compile(r"(?:^|[^a-z])(?:[sdln]|qu)$", re.IGNORECASE)
_PAUSE = re.compile(r"[,:()]\s|[–—]|\s-\s")
_NUMBER = re.compile(r"\+?\d(?:[ .\-/]?\d){5,}")


Ways = tuple[tuple[str, tuple[str, ...]], ...]


class _Reader:
    """Finds the place of a refusal in a text, for a list of phrases. Its patterns are compiled when the first text
    needs them, which saves some milliseconds at a start; they are tried only at the few words that may begin a
    refusal."""

    def __init__(self, ways: Ways) -> None:
        self._ways = ways

    @cached_property
    def _patterns(self) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
        return tuple((re.compile(first), re.compile("|".join(ways))) for first, ways in self._ways)

    @lru_cache(maxsize=20_000)  # noqa: B019 - two readers, as long as the program
    def _begun_by(self, word: str) -> tuple[re.Pattern[str], ...]:
        return tuple(pattern for first, pattern in self._patterns if first.fullmatch(word))

    def may_begin(self, words: list[str]) -> bool:
        """Return False when no word may begin a refusal."""
        return any(map(self._begun_by, words))

    def find(self, words: list[str]) -> tuple[int, int] | None:
        """Return (first word, last word) of a refusal, counted from 0; None when there is none."""
        plain, at = f" {' '.join(words)}", 1
        for rank, word in enumerate(words):
            for pattern in self._begun_by(word):
                if found := pattern.match(plain, at):
                    return rank, rank + found[0].count(" ")
            at += len(word) + 1
        return None


_STRICT, _LOOSE = _Reader(WAYS), _Reader(LOOSE)


@cache
def _innocent() -> re.Pattern[str]:
    return re.compile(INNOCENT)


def _plain(code: int) -> str:
    letter = chr(code)
    if letter in ENDS:
        return "."
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 and base.isascii() and base.isalnum() else " "


PLAIN = MappingProxyType(
    {code: _plain(code) for code in range(0x250)}
    | {ord(end): "." for end in ENDS}
    | {ord(sign): "!" for sign in SIGNS}
    | {ord("\ufffd"): "e"}
)
"""One plain letter, space, full stop or forbidding sign for each letter, so that a place in the plain text is the same
place in the text."""


def refusal(text: str) -> str | None:
    """Return the words by which ``text`` refuses agencies or canvassing, as written but without the figures of a
    number; None when it does not."""
    if not text or not hints(text):
        return None
    written = unicodedata.normalize("NFKC", _shown(text))
    words = _words(written.translate(PLAIN))
    if found := _found(_STRICT, words, written):
        return found
    if not _LOOSE.may_begin(words):
        return None
    parted = _PAUSE.sub(". ", written)
    return _found(_LOOSE, _words(parted.translate(PLAIN)), parted)


def _words(plain: str) -> list[str]:
    return [word[0] if word[0] in ".!" else word for word in WORD.findall(plain)]


def _found(reader: _Reader, words: list[str], written: str) -> str | None:
    """Return the words of a refusal as they stand in ``written``; None when there is none."""
    if reader.find(words) is None:
        return None
    found = reader.find(_innocent().sub(_hidden, " ".join(words)).split(" "))
    if found is None:
        return None
    places = [*WORD.finditer(written.translate(PLAIN))]
    quote = _NUMBER.sub("…", " ".join(written[places[found[0]].start() : places[found[1]].end()].split()))
    return quote if len(quote) <= LONGEST_QUOTE else f"{quote[: LONGEST_QUOTE - 1]}…"


def hints(text: str) -> list[str]:
    """Return the stems of ``text`` by which it may refuse, in small letters; none when it surely does not. It is quick;
    the empty stem, which is in every text, when a letter may hide a word."""
    lowered = f" {text.lower()} "
    return [stem for stem in STEMS if stem in lowered] or ([""] if _may_hide(text) else [])


def _may_hide(text: str) -> bool:
    # Fancy bold or script letters hide a word from a plain search; like emoji, they lie beyond U+FFFF.
    return not text.isascii() and len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)


def _shown(text: str) -> str:
    """Return ``text`` as a page would show it, with a letter in place of each one a program lost (« d?marchage »)."""
    if "&" in text:
        text = unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    return _LOST.sub(_restored, text) if "?" in text or "\ufffd" in text else text


def _restored(lost: re.Match[str]) -> str:
    # « s?abstenir » lost its apostrophe; « d?marchage » its accent.
    text, at = lost.string, lost.end()
    vowel = text[at : at + 1].lower() in tuple("aeiouyh")
    return "'" if vowel and _ELIDED.search(text[max(0, lost.start() - 3) : lost.start()]) else "e"


def _hidden(innocent: re.Match[str]) -> str:
    return re.sub("[a-z0-9]", "_", innocent[0])
