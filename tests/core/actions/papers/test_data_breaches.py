"""The register of breaches: what is asked of an entry, what completes it, that nobody is named in it."""

import json
from pathlib import Path

import pytest

from core.actions.papers import data_breaches, papers
from core.base.errors import UserError
from core.cli.run import run
from core.notices import papers as drawn
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add
from tests.failing import fails_with
from tests.tables import table

STOLEN = {
    "known": "23/11/2026", "facts": "Un ordinateur portable volé au comptoir.", "effects": "Aucun constaté.",
    "remedies": "Session fermée à distance, mots de passe changés.", "people": "40 vendeurs, noms et téléphones",
}  # fmt: skip


def said(store: Store) -> str:
    with store.read() as r:
        return drawn.as_text(papers.paper(r, "breaches", at=NOW))


def test_a_breach_is_noted_completed_and_never_taken_away(store: Store) -> None:
    assert "Aucune violation notée" in said(store) and "À remplir à la main" in said(store)
    first = data_breaches.note(store, STOLEN, by=BY, at=NOW)
    second = data_breaches.note(store, STOLEN | {"facts": "Un fichier parti au mauvais fournisseur."}, by=BY, at=NOW)
    assert (first, second) == (1, 2)
    data_breaches.note(store, {"authority": "24/11/2026"}, by="Paul Vidal", at=NOW, number=first)
    with store.read() as r:
        one, other = data_breaches.breaches(r).values()
    assert (one.facts, one.known, one.authority, one.by) == (STOLEN["facts"], "2026-11-23", "2026-11-24", "Paul Vidal")
    assert other.authority == "" and other.by == BY
    assert "CNIL prévenue le\u202f: 24\u00a0novembre 2026" in said(store) and "Aucune violation" not in said(store)


@table(
    "change, code",
    [
        ({"effects": " "}, "BREACH_LACKS"), ({"known": ""}, "BREACH_LACKS"), ({"known": "hier"}, "FIELD_VALUE"),
        ({"known": "25/11/2026"}, "FIELD_VALUE"), ({"who": "x"}, "FIELD_UNKNOWN"),
        ({"facts": "x" * 4001}, "FIELD_VALUE"), ({"facts": "Le fichier de Moreau est parti."}, "BREACH_NAMES"),
        ({"remedies": "Prévenue au 06 39 98 12 41."}, "BREACH_NAMES"),
        ({"people": "h.moreau@exemple.fr"}, "BREACH_NAMES"),
        ({"effects": "Le dossier de la tour est sorti."}, "BREACH_NAMES"),
    ],
)  # fmt: skip
def test_what_art_33_asks_is_there_and_nobody_is_named(change: dict[str, str], code: str, store: Store) -> None:
    if not data_breaches_read(store):
        add(store)
        add(store, last_name="de la Tour", phones=("0639981299",), emails=(), reference="TD9", address="8 rue Basse")
        data_breaches.note(store, STOLEN | {"facts": "Un moreau de papier perdu."}, by=BY, at=NOW)
    with fails_with(code):
        data_breaches.note(store, STOLEN | change, by=BY, at=NOW)
    assert data_breaches_read(store) == 1


def data_breaches_read(store: Store) -> int:
    """How many entries there are."""
    with store.read() as r:
        return len(data_breaches.breaches(r))


def test_an_entry_that_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(UserError):
        data_breaches.note(store, STOLEN, by=BY, at=NOW, number=7)


def test_typed_in_a_terminal(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = ("--json", "--data-dir", str(tmp_path / "base"))
    assert run(["breach", *base]) == 0
    assert json.loads(capsys.readouterr().out)["breaches"] == []
    pairs = [part for key, value in STOLEN.items() for part in ("--set", f"{key}={value}")]
    assert run(["breach", *pairs, *base]) == 0
    assert json.loads(capsys.readouterr().out)["number"] == 1
    assert run(["breach", "1", "--set", "told=24/11/2026", *base]) == 0
    assert json.loads(capsys.readouterr().out)["breaches"][0]["told"] == "2026-11-24"
