"""Ways round an opposition, tried through the real import: spellings of a telephone, an e-mail, an address, a place and
a name, each of a person of its own who refused, beside a twin who did not and must be written to.

``python -m tests.bench.ways_round [cell] [erased]``: everything of a person in one cell of the file that brings them
back; the sheets erased before. Prints who is let in, and the twins who are lost; ends with 1 when there is any.
"""

import csv
import json
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import law_of, verdict
from core.actions.intake.importing import ImportFile, import_into
from core.actions.keeping import forgetting
from core.actions.register import opposing_many
from core.base import moments
from core.model.channel import Channel
from core.records.lead import Lead
from core.records.listing import Listing
from core.store import leads
from core.store.engine.opening import opened
from core.store.port import Store
from tests.bases import put_base
from tests.files.bases.make import AGENCY

WAYS = Path(__file__).parent.parent / "files" / "ways_round.toml"
"""Templates. Of a telephone: ``f``: ten figures, ``p``: in pairs, ``t``: without its zero. Of an e-mail: ``u``: before
the sign, ``d``: the domain. Of an address: ``n``: its number, ``s``: the name of its street, ``s1``, ``s2``: with a
slip. Of a name: ``L``: the surname, ``F``: the first name."""
HEADINGS = ("Nom", "Prénom", "Téléphone", "E-mail", "Adresse", "Code postal", "Ville", "Référence", "Site")
_BESIDE_THEM = "Paul"
"""The first name of whoever stands beside who refused in a way of a name: another person, who may be written to."""
_UZES, _NIMES = ("30700", "Uzès"), ("30000", "Nîmes")
_SYLLABLES = (
    *("ba", "ce", "di", "fo", "gu", "ha", "jo", "ki", "lu", "ma", "ne", "pi", "ro"),
    *("sa", "te", "va", "zu", "bri", "cla", "dre", "fla", "gri", "pla", "tro", "vri"),
)
_BESIDE = str.maketrans({"7": "5"})
Cells = tuple[str, ...]


class Way(NamedTuple):
    """A way round: what it is, the row that refused, how they come back, and the twin."""

    label: str
    refused: Cells
    back: Cells
    twin: Cells


def word(rank: int, of: int) -> str:
    """Return a name that nobody else has."""
    number, said = rank * 7919 + of * 104729 + 13, ""
    for _ in range(4):
        number, at = divmod(number, len(_SYLLABLES))
        said += _SYLLABLES[at]
    return said.capitalize()


def _figures(told: str, nought: str) -> str:
    """Return a text with the figures of the script whose zero is ``nought``."""
    return told.translate({ord("0") + figure: ord(nought) + figure for figure in range(10)})


def phone_fields(number: str) -> Mapping[str, str]:
    """Return the fields of a telephone of ten figures."""
    pairs = " ".join(number[at : at + 2] for at in range(0, 10, 2))
    between = {"dots": ".", "dashes": "-", "unders": "_", "slashes": "/", "hard": "\u00a0", "thin": "\u202f"}
    letters = {"oh": "0O", "el": "1l", "i": "1I", "es": "5S", "be": "8B", "queue": "0Q"}
    return {
        "f": number, "p": pairs, "t": number[1:], "tp": pairs[1:], "rest": pairs[3:],
        "arabic": _figures(number, "٠"), "persian": _figures(number, "۰"),
        "wide": _figures(pairs, "０"), "wide_tail": _figures(number[1:], "０"),
        "one_by_one": " ".join(number), "hyphens": pairs.replace(" ", "\u2011"),
        **{name: pairs.replace(" ", sign) for name, sign in between.items()},
        **{name: pairs.replace(pair[0], pair[1]) for name, pair in letters.items()},
    }  # fmt: skip


def mail_fields(local: str, domain: str = "exemple.fr") -> Mapping[str, str]:
    """Return the fields of an e-mail."""
    return {
        "u": local, "d": domain, "U": local.upper(), "D": domain.upper(), "up": local.replace(".", " point "),
        "dp": domain.replace(".", " point "), "ds": domain.replace(".", " "), "dj": domain.replace(".", ""),
        "us": local.replace(".", " . "),
    }  # fmt: skip


def _slips(said: str) -> Mapping[str, str]:
    return {"1": said[:4] + said[5:], "2": said[:3] + said[4] + said[3] + said[5:]}


Rows = tuple[str, Cells, Cells, Cells]
"""What a way is, then the row that refused, how they come back, and the twin."""


def _phones(templates: Sequence[str], ranks: Iterator[int]) -> Iterator[Rows]:
    for template, at in zip(templates, ranks, strict=False):
        mine, other = (phone_fields(f"063998{of}{at:03d}") for of in "12")
        back = (f"{at % 70 + 20} allée {word(at, 5)}", *_NIMES)
        yield (
            f"phone {template}",
            (word(at, 1), word(at, 2), mine["f"], "", f"{at % 80 + 20} rue {word(at, 3)}", *_UZES),
            (word(at, 4), "Luc", template.format(**mine), "", *back),
            (word(at, 6), "Luc", template.replace("77", "55").format(**other), "", f"1{back[0]}", *_NIMES),
        )


def _mails(templates: Sequence[str], ranks: Iterator[int]) -> Iterator[Rows]:
    for template, at in zip(templates, ranks, strict=False):
        mine, other = (mail_fields(f"{word(at, of)}.{word(at, of - 1)}".lower()) for of in (2, 9))
        back = (f"{at % 70 + 20} allée {word(at, 5)}", *_NIMES)
        yield (
            f"email {template}",
            (word(at, 1), word(at, 2), "", f"{mine['u']}@{mine['d']}", f"{at % 80 + 20} rue {word(at, 3)}", *_UZES),
            (word(at, 4), "Luc", "", template.format(**mine), *back),
            (word(at, 6), "Luc", "", template.format(**other), f"1{back[0]}", *_NIMES),
        )


def _addresses(templates: Sequence[str], ranks: Iterator[int], saint: str) -> Iterator[Rows]:
    for template, at in zip(templates, ranks, strict=False):
        street, number = word(at, 3), 14 if "{w}" in template else at % 80 + 20
        slips = {f"s{which}": said for which, said in _slips(street).items()}
        said = template.format(n=number, m=number + 2, w="quatorze", s=street, S=street.upper(), **slips)
        name = (word(at, 1), word(at, 2), "", "")
        home = f"{number} rue {saint}{street}"
        yield (
            f"address {template}",
            (*name, home, *_UZES),
            (*name, said, *_UZES),
            (word(at, 6), "Luc", "", "", said, *_UZES),
        )


def _places(places: Sequence[str], ranks: Iterator[int]) -> Iterator[Rows]:
    for place, at in zip(places, ranks, strict=False):
        name, home = (word(at, 1), word(at, 2), "", ""), f"{at % 80 + 20} rue {word(at, 3)}"
        told = (home if place != "/" else f"{home}, 30700 Uzès", *place.split("/"))
        # Without its whole place an address gets no letter, whoever lives there.
        twin = told if all(told) else (home, *_UZES)
        yield f"place {place}", (*name, home, *_UZES), (*name, *told), (word(at, 6), "Luc", "", "", *twin)


def _homes(homes: Sequence[Sequence[str]], ranks: Iterator[int], *, whole: bool) -> Iterator[Rows]:
    """Yield homes written again, of somebody told with a first name or without. The twin differs in one of the surname,
    the number or the town, in turn."""
    for home, at in zip(homes, ranks, strict=False):
        street, other, place, other_place = (*home, "30700/Uzès", "30700/Uzès")[:4] if len(home) == 2 else home
        number, name = at % 80 + 20, (word(at, 1), word(at, 2) if whole else "", "", "")
        there, again = place.split("/"), other_place.split("/")
        back = (*name, f"{number} {other}", *again)
        twin = [
            (word(at, 6), *back[1:]),
            (*name, f"{number + 2} {other}", *again),
            (*name, f"{number} {other}", *_NIMES),
        ][at % 3]
        yield (
            f"home {street} {place} > {other} {other_place} {'whole' if whole else ''}",
            (*name, f"{number} {street}", *there),
            back,
            twin if all(twin[5:]) else (word(at, 6), *name[1:], f"{number} {other}", *_NIMES),
        )


def _names(templates: Sequence[str], ranks: Iterator[int], *, whole: bool) -> Iterator[Rows]:
    for template, at in zip(templates, ranks, strict=False):
        home, beside = f"{at % 80 + 20} rue {word(at, 3)}", f"{at % 80 + 20} rue {word(at, 8)}"
        own = (f"{word(at, 2)} {word(at, 1)}", "") if whole else (word(at, 1), word(at, 2))
        yield (
            f"name {template}",
            (*own, "", "", home, *_UZES),
            (_named(template, word(at, 1), word(at, 2)), "", "", "", home, *_UZES),
            (_named(template, word(at, 6), word(at, 7)), "", "", "", beside, *_UZES),
        )


def ways() -> Iterator[Rows]:
    """Yield every way, each of persons of its own."""
    told = tomllib.loads(WAYS.read_text("utf-8"))
    ranks = iter(range(1, 1000))
    yield from _phones(told["phones"], ranks)
    yield from _mails(told["emails"], ranks)
    yield from _addresses(told["addresses"], ranks, "")
    yield from _addresses(told["saints"], ranks, "Saint-")
    yield from _addresses(told["saintes"], ranks, "Sainte-")
    yield from _places(told["places"], ranks)
    for whole in (True, False):
        yield from _homes(told["homes"], ranks, whole=whole)
    yield from _names(told["names"], ranks, whole=True)
    yield from _names(told["names"], ranks, whole=False)


def _named(template: str, last: str, first: str) -> str:
    slips = {f"L{which}": said for which, said in _slips(last).items()}
    joined = f"{last[:4]} {last[4:].capitalize()}"
    return template.format(L=last, F=first, f=first[0], LU=last.upper(), LJ=joined, **slips)


def listed() -> list[Way]:
    """Return every way, its rows with their reference and site."""
    return [
        Way(label, *((*row, f"{of}{at}x", "PAP") for of, row in zip("OBT", rows, strict=True)))
        for at, (label, *rows) in enumerate(ways())
    ]


def written(file: Path, rows: Sequence[Cells], *, one_cell: bool) -> Path:
    """Write the rows as a file, everything of a person in one cell or not."""
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow(("Contact", "Référence", "Site") if one_cell else HEADINGS)
        for row in rows:
            told = (f"{row[0]} {row[1]}", row[2], row[3], f"{row[4]}, {row[5]} {row[6]}")
            cell = " - ".join(part for part in (" ".join(one.split()) for one in told) if part)
            writer.writerow((cell, *row[7:]) if one_cell else row)
    return file


def take(store: Store, file: Path, supplier: str) -> None:
    """Import a file."""
    now = moments.now()
    day = now.date().isoformat()
    import_into(store, ImportFile(store.path.parent, file, supplier, day, "Claire", now))


def let_in(store: Store) -> set[str]:
    """Return the references of those to whom a letter or a call is allowed, but who only stands beside them."""
    now, found = moments.now(), set[str]()
    with store.read() as r:
        law = law_of(settings(r))
        others = {lead.id for lead in r.of(Lead, first_name=_BESIDE_THEM)}
        for lead_id in [found_id for found_id in leads.search(r) if found_id not in others]:
            may = [verdict(r, lead_id, law, channel=way, at=now).allowed for way in (Channel.LETTER, Channel.CALL)]
            found |= {one.reference for one in r.of(Listing, "-id", lead_id=lead_id)} if any(may) else set()
    return found


def main(asked: Sequence[str]) -> int:
    """Try every way and print what is wrong; return how many ways are, at most 1."""
    all_ways = listed()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "base"
        put_base(base)
        with opened(base) as store:
            now = moments.now()
            save_agency(store, {**AGENCY, "phone": "01 99 00 10 20"}, by="Claire", at=now)
            take(
                store, written(Path(folder) / "a.csv", [way.refused for way in all_ways], one_cell=False), "Pige Ouest"
            )
            with store.read() as r:
                ids = leads.search(r)
            opposing_many.oppose_many(store, ids, how="call", by="Claire", at=now)
            if "erased" in asked:
                forgetting.forget_rows(store, ids, by="Claire", at=now, keep_property=False, why="request")
            rows = [row for way in all_ways for row in (way.back, way.twin)]
            take(store, written(Path(folder) / "b.csv", rows, one_cell="cell" in asked), "Pige Est")
            free = let_in(store)
    ways_in = [way for way in all_ways if way.back[7] in free]
    lost = [way for way in all_ways if way.twin[7] not in free]
    for said, found in (("let in", ways_in), ("twin lost", lost)):
        for way in found:
            print(f"  {said}: {json.dumps([way.label, way.refused, way.back, way.twin], ensure_ascii=False)}")
    print(f"{len(all_ways)} ways, {len(ways_in)} let in, {len(lost)} twins lost")
    return int(bool(ways_in or lost))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
