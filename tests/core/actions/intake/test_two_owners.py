"""The table door × journey: a couple comes by a door, the second owner refuses, and a month later she comes alone by
the same door, by any thing known of her. She gets no letter and no call; he is written to, by name; a twin is free."""

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import law_of, verdict
from core.actions.common.people import Who
from core.actions.intake.capturing import capture
from core.actions.intake.importing import ImportFile, import_into
from core.actions.intake.pages_given import Capture
from core.actions.intake.typed_lead import type_lead
from core.actions.keeping import backing_up, restoring
from core.actions.leads import editing
from core.actions.register import opposing
from core.model.batch import TypedOrigin
from core.model.channel import Channel
from core.model.checking import Fixes
from core.model.draft import Draft
from core.model.editing import Change, How, ValueSource
from core.records.lead import Lead
from core.store.engine.opening import open_store
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW
from tests.files.bases.make import AGENCY
from tests.tables import each

LATER = NOW + timedelta(days=31)
HOME, FAR = ("8 rue du Moulin", "30700", "Uzès"), ("61 quai Bas", "49100", "Angers")
HIS, HERS, NEW, TWIN = (f"06 39 98 41 0{rank}" for rank in range(1, 5))
MAIL = "odile.ferrandel@exemple.fr"
SAYS = "Odile ne veut pas d'agence"


class Back(NamedTuple):
    """How she comes back: what is known of her, and what is new."""

    phone: str = NEW
    mail: str = ""
    home: tuple[str, str, str] = FAR
    first: str = "Odile"


BACK = {"telephone": Back(HERS), "e-mail": Back(mail=MAIL), "home": Back(home=HOME)}
ALONE = Back(TWIN, home=FAR, first="Odette")
"""Another person of that name elsewhere: free by every door."""
Door = tuple[Callable[[Store], Store], Callable[[Store, Back], object]]
"""What takes the couple in with her refusal, and what takes her in alone; the first returns the base to go on with."""


def imported(store: Store, file: Path, *, site: str = "PAP") -> None:
    import_into(store, ImportFile(store.path.parent, file, "Pige Est", "2026-11-20", BY, NOW, site=site))


def file_of(store: Store, name: str) -> Path:
    return store.path.parent.parent / name


COUPLE_HEAD = ("Propriétaire 1", "Tél 1", "Propriétaire 2", "Tél 2", "Email 2", "Adresse", "CP", "Ville", "Remarques")
COUPLE_ROW = ("Ferrandel Marc", HIS, "Ferrandel Odile", HERS, MAIL, *HOME, SAYS)
ALONE_HEAD = ("Nom", "Prénom", "Téléphone", "E-mail", "Adresse", "CP", "Ville")


def alone_row(back: Back) -> tuple[str, ...]:
    return ("Ferrandel", back.first, back.phone, back.mail, *back.home)


def workbook(store: Store, *rows: tuple[str, ...]) -> Store:
    book, file = openpyxl.Workbook(), file_of(store, f"pige{len(rows[0])}.xlsx")
    for row in rows:
        book.active.append(row)
    book.save(file)
    imported(store, file)
    return store


def csv(store: Store, *rows: tuple[str, ...]) -> Path:
    file = file_of(store, "retour.csv")
    file.write_text("\n".join(";".join(row) for row in rows), "utf-8")
    return file


def pasted(store: Store, *rows: tuple[str, ...]) -> Store:
    file = file_of(store, "collé.txt")
    file.write_text("\n".join("\t".join(row) for row in rows), "utf-8")
    imported(store, file)
    return store


def card(store: Store, name: str, phones: tuple[str, ...], mail: str, home: tuple[str, str, str], note: str) -> Store:
    file, (street, code, town) = file_of(store, "cartes.vcf"), home
    lines = [f"FN:{name}", *(f"TEL:{phone}" for phone in phones), f"EMAIL:{mail}", f"ADR:;;{street};{town};;{code};"]
    file.write_text("\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, f"NOTE:{note}", "END:VCARD")), "utf-8")
    imported(store, file)
    return store


def ad(name: str, phone: str, mail: str, home: tuple[str, str, str], words: str, rank: int) -> str:
    street, code, town = home
    where = {"@type": "PostalAddress", "streetAddress": street, "postalCode": code, "addressLocality": town}
    seller = {"@type": "Person", "name": name, "telephone": phone, "email": mail, "address": where}
    told = {"@type": "House", "name": f"Maison {town}", "url": f"https://annonces.example/annonces/vente/{rank}",
            "description": words, "address": where, "seller": seller}  # fmt: skip
    offer = {"@context": "https://schema.org", "@type": "Offer", "price": "342000", "priceCurrency": "EUR",
             "url": told["url"], "itemOffered": told, "seller": seller, "description": words}  # fmt: skip
    return f"""<html><head><link rel="canonical" href="{told["url"]}"><script type="application/ld+json">
        {json.dumps(offer)}</script></head><body><h1>Maison {town}</h1><p>{words}</p><p>342 000 €</p></body></html>"""


def page(store: Store, name: str, phone: str, mail: str, home: tuple[str, str, str], words: str, rank: int) -> Store:
    file = file_of(store, f"annonce{rank}.html")
    file.write_text(ad(name, phone, mail, home, words, rank), "utf-8")
    taken = capture(store, Capture(store.path.parent, (str(file),), BY, NOW))
    assert taken.report.read == 1, taken.pages[0].said
    return store


def alert(store: Store, name: str, phone: str, mail: str, home: tuple[str, str, str], words: str, rank: int) -> Store:
    message, file = EmailMessage(), file_of(store, f"alerte{rank}.eml")
    message["From"], message["Subject"] = "alertes@annonces.example", "Une annonce"
    message.set_content(ad(name, phone, mail, home, words, rank), subtype="html")
    file.write_bytes(bytes(message))
    taken = capture(store, Capture(store.path.parent, (str(file),), BY, NOW))
    assert taken.report.read == 1, taken.pages[0].said
    return store


def typed(store: Store, name: str, phone: str, mail: str, home: tuple[str, str, str], words: str = "") -> Store:
    draft = Draft(name=name, phones=(phone,), emails=(mail,) if mail else (), title=words)
    address, code, town = home
    placed = draft._replace(address=address, postcode=code, town=town)
    type_lead(store, placed, came=TypedOrigin.PERSON, by=BY, now=NOW)
    return store


def refused_by_hand(store: Store) -> Store:
    """Type the couple in, then note her refusal on her sheet."""
    typed(store, "Ferrandel Marc et Odile", HERS, MAIL, HOME)
    with store.read() as r:
        [odile] = [lead.id for lead in r.of(Lead) if lead.first_name == "Odile"]
    opposing.oppose(store, Who(odile), how="call", by=BY, at=NOW)
    return store


def edited(store: Store, back: Back) -> None:
    """Type her name and what is known of her on a sheet that was somebody's."""
    typed(store, "", NEW.replace("03", "09"), "", ("", "", ""))
    with store.read() as r:
        lead_id = max(lead.id for lead in r.of(Lead))
    street, code, town = back.home
    told = ValueSource(How.PERSON, NOW.date())
    changes = [Change("last_name", "Ferrandel"), Change("first_name", back.first)]
    changes += [Change("address", street, postcode=code, town=town), Change("phone", back.phone)]
    changes += [Change("email", back.mail)] if back.mail else []
    editing.edit(store, lead_id, changes, told=told, by=BY, at=LATER)


def older(store: Store) -> Store:
    """Take the couple in after a copy was made, and put that copy back."""
    kept = backing_up.back_up(store, file_of(store, "ailleurs"), by=BY, at=NOW)
    workbook(store, COUPLE_HEAD, COUPLE_ROW)
    store.close()
    restoring.restore(store.path.parent, kept.path, by=BY, at=LATER)
    return open_store(store.path.parent)


MARKED_HEAD = ("Propriétaire 1", "Tél 1", "Propriétaire 2", "Tél 2", "Adresse", "CP", "Ville", "Vue sur", "Note 1",
               "Note 2", "Remarque propriétaire 2")  # fmt: skip
Mark = Callable[[Any], None]
"""What marks the row of the couple, the second of its sheet."""


def filled(*cells: str) -> Mark:
    def fill(sheet: Any) -> None:
        for at in cells:
            sheet[f"{at}2"].fill = PatternFill("solid", fgColor="FFFF0000")

    return fill


def written(cell: str, words: str) -> Mark:
    return lambda sheet: setattr(sheet[f"{cell}2"], "value", words)


def commented(cell: str, words: str) -> Mark:
    return lambda sheet: setattr(sheet[f"{cell}2"], "comment", Comment(words, "JD"))


def struck(sheet: Any) -> None:
    sheet["C2"].font = Font(strike=True)


MARKS: dict[str, tuple[Mark, set[str]]] = {
    "her name in red": (filled("C"), {"Marc"}),
    "her columns in red": (filled("C", "D"), {"Marc"}),
    "his name in red": (filled("A"), {"Odile"}),
    "her name and the address in red": (filled("C", "E"), set()),
    "the address in red": (filled("E"), set()),
    "the row in red": (filled(*"ABCDEFGH"), set()),
    "her name struck out": (struck, {"Marc"}),
    "a comment on her name": (commented("C", "Ne veut pas d’agence"), {"Marc"}),
    "a comment on his name": (commented("A", "Ne veut pas d’agence"), {"Odile"}),
    "a comment that names her": (commented("E", "Odile ne veut pas d’agence"), {"Marc"}),
    "a comment to ask about": (commented("D", "Souhaite vendre seule"), {"Marc"}),
    "Note 2": (written("J", "ne pas contacter"), {"Marc"}),
    "Note 1": (written("I", "ne pas contacter"), {"Odile"}),
    "her remark": (written("K", "Ne veut pas d'agence"), {"Marc"}),
    "her remark, a doubt": (written("K", "Souhaite vendre seule"), {"Marc"}),
}


@pytest.mark.parametrize("what", MARKS)
def test_a_mark_on_a_cell_is_of_whoever_bears_it(tmp_path: Path, what: str) -> None:
    mark, free = MARKS[what]
    store = new_base(tmp_path / "base", lambda made: save_agency(made, AGENCY, by=BY, at=NOW))
    book, file = openpyxl.Workbook(), file_of(store, "pige.xlsx")
    book.active.append(MARKED_HEAD)
    book.active.append(("Ferrandel Marc", HIS, "Ferrandel Odile", HERS, *HOME, "PAP"))
    for rank, name in enumerate(("Roux", "Petit", "Morel", "Blanc")):
        phones = [f"06 39 98 42 {rank}{of}" for of in (1, 2)]
        book.active.append((f"{name} Luc", phones[0], f"{name} Odette", phones[1], f"{rank} quai Bas", *FAR[1:], "PAP"))
    mark(book.active)
    book.save(file)
    fixes = Fixes({"LOOK:rouge": "refuse", "LOOK:barre": "refuse"})
    import_into(store, ImportFile(store.path.parent, file, "Pige Est", "2026-11-20", BY, NOW, fixes=fixes))
    assert reached(store) == free | {"Odette"}
    if free:
        gone = ({"Marc", "Odile"} - free).pop()
        imported(store, csv(store, ALONE_HEAD, ("Ferrandel", gone, HERS if gone == "Odile" else HIS, "", *FAR)))
    assert reached(store) == free | {"Odette"}
    store.close()


BOTH = "Marc et Odile Ferrandel"
DOORS: dict[str, Door] = {
    "workbook": (
        lambda store: workbook(store, COUPLE_HEAD, COUPLE_ROW),
        lambda store, back: workbook(store, ALONE_HEAD, alone_row(back)),
    ),
    "paste": (
        lambda store: pasted(store, COUPLE_HEAD, COUPLE_ROW),
        lambda store, back: pasted(store, ALONE_HEAD, alone_row(back)),
    ),
    "vCard": (
        lambda store: card(store, BOTH, (HERS,), MAIL, HOME, SAYS),
        lambda store, back: card(store, f"{back.first} Ferrandel", (back.phone,), back.mail, back.home, ""),
    ),
    "page": (
        lambda store: page(store, BOTH, HERS, MAIL, HOME, SAYS, 71),
        lambda store, back: page(store, f"{back.first} Ferrandel", back.phone, back.mail, back.home, "Vue", 72),
    ),
    "alert e-mail": (
        lambda store: alert(store, BOTH, HERS, MAIL, HOME, SAYS, 71),
        lambda store, back: alert(store, f"{back.first} Ferrandel", back.phone, back.mail, back.home, "Vue", 72),
    ),
    "typed lead": (
        lambda store: typed(store, BOTH, HERS, MAIL, HOME, SAYS),
        lambda store, back: typed(store, f"{back.first} Ferrandel", back.phone, back.mail, back.home),
    ),
    "edit": (refused_by_hand, edited),
    "older base": (older, lambda store, back: workbook(store, ALONE_HEAD, alone_row(back))),
}


FIRST = ("Marc", "Odile", "Odette")


def reached(store: Store) -> set[str]:
    """Return the first names of those to whom a letter may leave, or who may be called."""
    found: set[str] = set()
    with store.read() as r:
        law = law_of(settings(r))
        for lead in r.of(Lead):
            ways = [verdict(r, lead.id, law, channel=way, at=LATER) for way in (Channel.LETTER, Channel.CALL)]
            if any(one.allowed for one in ways):
                found |= {first for first in FIRST if first in lead.name.split()}
    return found


@pytest.mark.parametrize("door", DOORS)
def test_the_second_owner_refuses_and_comes_back_alone(tmp_path: Path, door: str) -> None:
    come, come_back = DOORS[door]
    with closing(come(new_base(tmp_path / "base", lambda made: save_agency(made, AGENCY, by=BY, at=NOW)))) as store:
        him = {"Marc"} if door != "older base" else set()  # His sheet went with the copy; her refusal did not.
        assert reached(store) == him

    def comes_back(how: str) -> None:
        shutil.copytree(tmp_path / "base", tmp_path / how)
        with closing(open_store(tmp_path / how)) as store:
            come_back(store, BACK.get(how, ALONE))
            assert reached(store) == him | ({"Odette"} if how == "twin" else set())

    each([*BACK, "twin"], comes_back)
