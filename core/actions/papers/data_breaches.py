"""The register of breaches of personal data (RGPD art. 33(5)), and the form to note one by hand. It is kept with the
settings, where the journal and the seals hold each version; no entry is ever taken away."""

import re
from collections.abc import Mapping
from datetime import datetime

from core.base import text
from core.base.contact_candidates import likely_ways
from core.base.french import day, moment
from core.base.lazy_imports import orjson
from core.base.moments import kept, local, read_day
from core.base.records import Decoder, asdict, replace
from core.model.data_breach import ALWAYS, DAYS, TITLES, DataBreach
from core.model.paper import Section
from core.store import inspection
from core.store.port import Reader, Store
from core.store.settings import saved_settings
from core.words.errors import error

_PREFIX = "breach."
_LONGEST = 4000
"""Letters of an answer: a page."""
_NAME = re.compile(r"[^\W\d_][\w’'-]{2,}")
_BLANK = "……………………………………………………………"


def breaches(r: Reader) -> dict[int, DataBreach]:
    """Return the entries by their number, the first one first."""
    read = Decoder(DataBreach).decode
    texts = {key: value for key, value in saved_settings(r).items() if key.startswith(_PREFIX)}
    return {int(key.removeprefix(_PREFIX)): read(texts[key]) for key in sorted(texts)}


def note(store: Store, typed: Mapping[str, str], *, by: str, at: datetime, number: int | None = None) -> int:
    """Note a breach, or complete the entry of this number, and return its number. Raises UserError, nothing being
    noted: FIELD_UNKNOWN, FIELD_VALUE, BREACH_LACKS what art. 33(5) asks, BREACH_NAMES when it names somebody."""
    with store.write("data breach", by=by, at=at) as w:
        entries = breaches(w)
        if number is not None and number not in entries:
            raise error("FIELD_VALUE", field="numéro", value=number)
        breach = replace(entries[number] if number else DataBreach(), **_checked(w, typed, at))
        if lacking := [TITLES[key] for key in ALWAYS if not getattr(breach, key)]:
            raise error("BREACH_LACKS", missing=", ".join(lacking))
        place = number or max(entries, default=0) + 1
        written = orjson().dumps(asdict(replace(breach, at=kept(at), by=by)))
        w.set_value("setting", f"{_PREFIX}{place:04}", written.decode())
    return place


def sections(r: Reader, _at: datetime) -> tuple[str, tuple[Section, ...]]:
    """Return the notice and the sections of the register, then the form."""
    entries = tuple(_section(number, breach) for number, breach in breaches(r).items())
    lines = tuple(f"{title}\u202f: {_BLANK}" for title in TITLES.values())
    notice = (
        "RGPD, art. 33(5)\u202f: toute violation y est notée, même sans suite. La CNIL en est prévenue, si possible en "
        "72\u00a0heures, sauf si aucun risque pour les personnes n’est probable (art. 33(1))."
    )
    form = Section("À remplir à la main, sans nommer personne", (*lines, f"Nom et date\u202f: {_BLANK}"))
    return notice, (*(entries or (Section("Aucune violation notée à ce jour."),)), form)


def _checked(r: Reader, typed: Mapping[str, str], at: datetime) -> dict[str, str]:
    values = {}
    for key, value in typed.items():
        if key not in TITLES:
            raise error("FIELD_UNKNOWN", field=key, known=", ".join(TITLES))
        values[key] = value.strip()
        if key in DAYS and value.strip():
            date = text.parse_day(value)
            if date is None or date > at.date():
                raise error("FIELD_VALUE", field=TITLES[key], value=value[:40])
            values[key] = date.isoformat()
        elif len(value) > _LONGEST:
            raise error("FIELD_VALUE", field=TITLES[key], value=value[:40])
    if name := _named(r, " ".join(value for key, value in values.items() if key not in DAYS)):
        raise error("BREACH_NAMES", name=name)
    return values


def _named(r: Reader, words: str) -> str:
    """Return a surname of the base, written with its capital, a telephone or an e-mail that some words hold; empty when
    they hold none."""
    if any(likely_ways(words)):
        return next(iter(sorted(set().union(*likely_ways(words)))))
    capitals = {text.fold(word) for word in _NAME.findall(words) if word[0].isupper()}
    whole = f" {text.fold(words)} "
    for name in inspection.surnames(r):
        folded = text.fold(name)
        if folded in capitals or (" " in folded and f" {folded} " in whole):
            return name
    return ""


def _section(number: int, breach: DataBreach) -> Section:
    values = asdict(breach)
    values |= {key: day(date) for key in DAYS if (date := read_day(values[key]))}
    lines = tuple(f"{title}\u202f: {values[key] or '–'}" for key, title in TITLES.items())
    return Section(f"Violation n°\u00a0{number}", (*lines, f"Noté par {breach.by}, le {moment(local(breach.at))}."))
