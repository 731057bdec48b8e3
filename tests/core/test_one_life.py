"""One person from the supplier's file to their erasure, told by ``show`` all along and by the inspector's file at the
end: what an agency answers to the person, then to whoever controls it."""

import csv
import io
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.calling import calling, consenting, oral_notice
from core.actions.common import agency, people
from core.actions.letters import noticing, posting
from core.actions.register import opposing, recipients
from core.actions.rights import erasing_on_request, requests
from core.model.channel import Channel
from core.model.request import Outcome, RequestKind
from core.notices.call_script import POINTS
from core.store.engine.opening import opened
from core.store.port import Store
from tests.core.actions.conftest import NOW, add, who_is
from tests.core.cli.test_cli import Terminal, at
from tests.core.notices.reading import texts
from tests.files.bases.make import AGENCY

__all__ = ["at"]

BY = "claire"
SECRETS = ("Moreau", "moreau", "Hélène", "helene", "0639981241", "639981241", "06 39 98 12 41", "Mûriers", "muriers",
           "TD1", "td1", "coupon-moreau", "Mirabelle", "Cinabre", "Turquoise")  # fmt: skip
DAYS = {what: NOW + timedelta(days=days) for days, what in enumerate(
    ("letter", "agreement", "call", "objection", "told", "request", "erasure")
)}  # fmt: skip
"""A step a day: Tuesday the letter, Thursday the call, Monday the erasure."""


@pytest.fixture
def lead(at: Terminal, tmp_path: Path) -> int:
    """A file bought, the letter posted, the coupon back with its proof, a call with the information said, an objection,
    the supplier told."""
    with opened(at.folder) as store:
        agency.save_agency(store, AGENCY, by=BY, at=NOW)
        lead = add(store)
        made = noticing.make(store, [lead], at.folder / "lettres", by=BY, at=DAYS["letter"])
        with store.read() as r:
            letter, who = posting.letter_of(r, made.made[0].reference), people.of_lead(r, lead)
        posting.posted(store, [letter], by=BY, at=DAYS["letter"])
        coupon = tmp_path / "coupon-moreau.pdf"
        coupon.write_bytes(b"%PDF signed by Moreau")
        consenting.record(
            store, who, channels={Channel.CALL}, collected=DAYS["agreement"], wording="consent-1", proof=coupon, by=BY,
            at=DAYS["agreement"],
        )  # fmt: skip
        _call(store, who)
        opposing.oppose(store, who, how="letter", by=BY, at=DAYS["objection"], note="Note-Cinabre")
        with store.read() as r:
            [task] = recipients.to_send(r)
        recipients.mark_sent(store, task.id, proof="e-mail du 28 novembre", by=BY, at=DAYS["told"])
    return lead


def _call(store: Store, who: people.Who) -> None:
    call_id = calling.log(
        store, who, direction="out", outcome="talked", by=BY, at=DAYS["call"], note="Note-Mirabelle"
    ).call  # fmt: skip
    assert oral_notice.say(store, call_id, POINTS, by=BY, at=DAYS["call"])


def _erase(at: Terminal, lead: int) -> str:
    """The person asks to be erased, and is; return the letter."""
    with opened(at.folder) as store:
        who = who_is(store, lead)
        asked = requests.note(
            store, who, RequestKind.ERASURE, received=DAYS["request"].date(), how="letter", by=BY, at=DAYS["request"],
            identity="Turquoise",
        )  # fmt: skip
        done, letter = erasing_on_request.erase(store, asked.id, by=BY, at=DAYS["erasure"])
        assert done.whole
        requests.answer(store, asked.id, Outcome.DONE, how="letter", by=BY, at=DAYS["erasure"])
        with store.read() as r:
            [task] = recipients.to_send(r)
        recipients.mark_sent(store, task.id, proof="e-mail du 30 novembre", by=BY, at=DAYS["erasure"])
    return letter.text


def _story(at: Terminal, lead: int) -> dict[str, str]:
    """What ``show`` tells of a sheet: sentence → day, without hours nor authors."""
    told = [line for line in at.run("show", f"F{lead}")[1].splitlines() if re.match(r"\d\d/\d\d/\d{4} ", line)]
    plain = [line.replace("\u202f", " ").replace("\u00a0", " ") for line in told]
    return {re.sub(r" \(claire\)$", "", line.split("  ", 1)[1], flags=re.IGNORECASE): line[:5] for line in plain}


def _lists(of: Path) -> dict[str, list[dict[str, str]]]:
    """The lists of the inspector's file, by name."""
    with zipfile.ZipFile(of) as held:
        return {
            Path(name).stem: list(csv.DictReader(io.StringIO(held.read(name).decode("utf-8-sig")), delimiter=";"))
            for name in held.namelist()
            if name.endswith(".csv")
        }


def test_show_tells_a_life_step_by_step(at: Terminal, lead: int) -> None:
    told = _story(at, lead)
    [letter] = [sentence.split()[2] for sentence in told if sentence.startswith("Lettre d’information")]
    # Dated by the id of their row, which holds the clock of this machine.
    for made in (
        "Importé du fichier « pige.csv », ligne 2",
        f"Lettre d’information {letter} préparée",
        "Message à envoyer à Pige Ouest : opposition",
    ):
        del told[made]
    assert told == {
        f"Lettre {letter} postée": "24/11",
        "Accord donné, preuve « coupon-moreau.pdf »": "25/11",
        "Appel : échange. Note-Mirabelle": "26/11",
        "Information donnée de vive voix, entière (script-2, 7 points dits)": "26/11",
        "Opposition au démarchage (courrier). Note-Cinabre": "27/11",
        "Accord retiré": "27/11",
        "Message parti à Pige Ouest : opposition, e-mail du 28 novembre": "28/11",
    }


def test_show_keeps_the_facts_of_somebody_erased_and_nothing_that_names_them(at: Terminal, lead: int) -> None:
    letter = _erase(at, lead)
    assert "Madame\u00a0Moreau" in letter, "the last writing that bears the name"
    shown = at.run("show", str(lead))[1]
    for secret in SECRETS:
        assert secret not in shown, secret
    told = _story(at, lead)
    assert told["Opposition au démarchage (courrier)"] == "27/11"
    assert "Importé d’un fichier" in told, "the line would lead to them"
    assert told["Demande reçue : effacement (courrier)"] == "29/11"
    assert told["Réponse à la demande (effacement) : faite"] == "30/11"
    assert told["Personne effacée : demande de la personne"] == "30/11"


def test_the_inspectors_file_tells_the_same_life_without_a_name(at: Terminal, lead: int, tmp_path: Path) -> None:
    letter = _erase(at, lead)
    out = tmp_path / "dossier.zip"
    assert at.run("inspect", "--out", str(out))[0] == 0
    with zipfile.ZipFile(out) as held:
        for name in held.namelist():
            said = _words(name, held.read(name))
            for secret in SECRETS:
                assert secret not in said, (name, secret)
    told = _lists(out)
    sheet = f"F{lead}"
    [came], [info], [spoken], [agreed], [call], [asked], [gone] = (
        [row for row in told[name] if row["fiche"] == sheet]
        for name in ("provenances", "informations", "informations-orales", "accords", "appels", "demandes",
                     "effacements")
    )  # fmt: skip
    assert (came["nature"], came["fournisseur"], came["site"]) == ("fichier acheté", "Pige Ouest", "Toit Direct")
    assert (came["obtenue le"], came["information due le"]) == ("2026-11-20", "2026-11-26")
    assert came["lot"] in {lot["lot"] for lot in told["lots"]}
    assert [_day(came[one]) for one in ("informée par lettre le", "opposée le", "effacée le")] == _days(
        "letter", "objection", "erasure"
    )
    assert _day(info["postée le"]) == _day(came["informée par lettre le"])
    assert (spoken["entière"], spoken["appel"]) == ("oui", call["appel"])
    assert (_day(agreed["recueilli le"]), _day(agreed["retiré le"])) == tuple(_days("agreement", "objection"))
    assert agreed["jusqu’au"] == "2027-05-24", "the six months its coupon prints, less a day"
    assert (call["permis"], call["issue"], _day(call["début"])) == ("oui", "Échange", *_days("call"))
    hashes = {row["empreinte"]: row for row in told["oppositions"]}
    assert _day(hashes[call["empreinte du numéro"]]["recueillie le"]) == _day(came["opposée le"])
    assert (asked["nature"], asked["suite"], asked["répondue le"]) == ("Effacement", "Faite", *_days("erasure"))
    assert asked["SHA-256 de la réponse"] == requests.digest_of(letter)
    assert (gone["pourquoi"], _day(gone["achevé le"])) == ("demande de la personne", *_days("erasure"))
    assert [(row["à propos de"], _day(row["parti le"])) for row in told["messages"]] == [
        ("Opposition", *_days("told")), ("Effacement", *_days("erasure")),
    ]  # fmt: skip


def test_the_texts_of_each_version_are_there_to_be_read(at: Terminal, lead: int, tmp_path: Path) -> None:
    out = tmp_path / "dossier.zip"
    assert at.run("inspect", "--out", str(out))[0] == 0
    [info] = [row for row in _lists(out)["informations"] if row["fiche"] == f"F{lead}"]
    with zipfile.ZipFile(out) as held:
        names = held.namelist()
        index = held.read("index.txt").decode()
    for version in info["versions des textes"].split():
        assert any(name.startswith(f"textes/{version}") for name in names), version
    assert "textes/" in index


def _day(moment: str) -> str:
    return moment[:10]


def _days(*steps: str) -> list[str]:
    return [DAYS[step].date().isoformat() for step in steps]


def _words(name: str, content: bytes) -> str:
    if name.endswith(".pdf"):
        return "\n".join(texts(content))
    return content.decode("utf-8-sig")
