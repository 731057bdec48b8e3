"""The two languages of a letter: French, and English for owners abroad who are written to in it. Each holds the shapes
of its dates, names and lists, and the words that the paper prints outside the texts of resources/letters."""

import tomllib
from collections.abc import Callable, Mapping, Sequence, Set
from datetime import date
from typing import Any

from core.base.french import NBSP, day, listed
from core.base.phones import parse
from core.base.records import Struct
from core.base.resources import resource
from core.base.screen_shapes import english_day, english_listed
from core.model.agency import Agency
from core.model.letter import Medium
from core.notices import fields
from core.notices.typed import one_line


class Tongue(Struct, frozen=True):
    """``suffix``: of the versions of its texts; ``lang``: as PDF tells it.
    ``properties``, ``data``, ``names``, ``channels``: what is in the facts → its words. ``phrase``: what the agency
    typed, in the language where it is a usual phrase. The tables are those of
    resources/papers/words-fr.toml, and words-en.toml."""

    suffix: str
    lang: str
    day: Callable[[date], str]
    listed: Callable[[Sequence[str]], str]
    phone: Callable[[str], str]
    at_town: Callable[[str], str]
    called: Callable[[str], str]
    the_agency: Callable[[str], str]
    on_site: Callable[[str, Medium], str]
    salutation: Callable[[str, str], str]
    noted: Callable[[Sequence[str]], str]
    data_given: Callable[[Set[str]], str]
    phrase: Callable[[str], str]
    properties: Mapping[str, str]
    the_properties: Mapping[str, str]
    data: Mapping[str, str]
    columns: Mapping[str, str]
    names: Mapping[str, str]
    channels: Mapping[str, str]
    titles: Mapping[str, str]
    words: Mapping[str, str]
    page: Mapping[str, str]

    def version(self, text: str) -> str:
        """Return the version of a text in this language: « letter-2 », « letter-2-en »."""
        return f"{text}{self.suffix}"

    def long_date(self, moment: date | None) -> str:
        """Return a day in full, empty when there is none."""
        return self.day(moment) if moment else ""

    def data_categories(self, held: frozenset[str], columns: frozenset[str] | None = None) -> str:
        """Return the list of the kinds of data really held, in the order of the notice, with a capital. ``columns``:
        those of the ads that are filled; None for the texts that named them all."""
        return fields.with_capital(self.listed(self._data_words(held, columns)))

    def _data_words(self, held: frozenset[str], columns: frozenset[str] | None) -> list[str]:
        words = {name: words for name, words in self.data.items() if name in held}
        if columns is not None:
            details = self.listed([word for name, word in self.columns.items() if name in columns])
            for name in {"listing", "property"} & words.keys():
                bare = words[name].partition(" (")[0]
                words[name] = f"{bare} ({details})" if details else bare
        return list(words.values())

    def given_data(self, given: frozenset[str], columns: frozenset[str]) -> str:
        """Return what a person gave, in the order of the notice, with a capital."""
        words = {"first_name": self.names["first_name"], "last_name": self.names["last_name"]}
        parts = [words[name] for name in words if name in given]
        return fields.with_capital(self.listed([*parts, *self._data_words(given, columns)]))

    def role(self, agency: Agency) -> str:
        """Return who signs."""
        return self.words["commercial_agent"] if agency.commercial_agent else self.phrase(agency.signer_role)


_MASCULINE = frozenset({"name", "first_name", "last_name", "phone"})
_FEMININE = frozenset({"listing", "property", "email", "address"})


def _noted_french(data: Sequence[str]) -> str:
    return "relevé" + "e" * _FEMININE.issuperset(data) + "s" * (len(data) > 1 or "property" in data)


def _given_french(data: Set[str]) -> str:
    return "donné" + "e" * data.isdisjoint(_MASCULINE) + "s" * (len(data) > 1 or "property" in data)


def _read(language: str) -> dict[str, Any]:
    """Return the tables of words of a language, by their name."""
    return tomllib.loads(resource("papers", f"words-{language}.toml").read_text("utf-8"))


FRENCH = Tongue(
    suffix="",
    lang="fr-FR",
    day=day,
    listed=listed,
    phone=fields.by_pairs,
    at_town=fields.at_town,
    called=fields.agency_called,
    the_agency=fields.agency_the,
    on_site=fields.on_site,
    salutation=fields.salutation_of,
    noted=_noted_french,
    data_given=_given_french,
    phrase=str,
    **_read("fr"),
)

_ENGLISH = _read("en")
_PHRASES: dict[str, str] = _ENGLISH.pop("phrases")
_LEADING: dict[str, str] = _ENGLISH.pop("leading")


def _from_abroad(phone: str) -> str:
    """Return a French number as it is dialled from abroad: « +33 2 61 91 00 00 »; any other as typed."""
    found = parse(phone)
    if found is None or not found.e164.startswith("+33"):
        return one_line(phone).replace(" ", NBSP)
    own_text = found.e164.removeprefix("+33")
    return NBSP.join(["+33", own_text[:1], *(own_text[at : at + 2] for at in range(1, len(own_text), 2))])


def _at_town(town: str) -> str:
    return f"in {one_line(town)}" if one_line(town) else ""


def _called(name: str) -> str:
    return f"{name} (estate agency)" if name else ""


def _on_site(site: str, medium: Medium) -> str:
    name = one_line(site)
    if medium is Medium.PAPER:
        return f"in the newspaper {name}"
    return f"on {name}" if name and medium is Medium.WEB else ""


def _salutation(civility: str, last_name: str) -> str:
    if civility in ("Madame", "Monsieur") and one_line(last_name):
        return f"Dear {ENGLISH.titles[civility]}{NBSP}{one_line(last_name)}"
    return "Dear Sir or Madam"


def _phrase(typed: str) -> str:
    words = one_line(typed)
    if words in _PHRASES:
        return _PHRASES[words]
    text = next((one for one in _LEADING if words.startswith(one)), "")
    return _LEADING[text] + words.removeprefix(text) if text else words


ENGLISH = Tongue(
    suffix="-en",
    lang="en-GB",
    day=english_day,
    listed=english_listed,
    phone=_from_abroad,
    at_town=_at_town,
    called=_called,
    the_agency=str,
    on_site=_on_site,
    salutation=_salutation,
    noted=lambda _data: "noted",
    data_given=lambda _data: "gave us",
    phrase=_phrase,
    **_ENGLISH,
)


def tongue_of(english: bool) -> Tongue:
    """Return the language of a letter."""
    return ENGLISH if english else FRENCH
