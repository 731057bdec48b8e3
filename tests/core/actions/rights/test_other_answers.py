"""The answers besides the rights: what was asked, nothing sold, and a tribunal named where the answer is a no."""

from pathlib import Path

import pytest

from core.actions.letters import noticing
from core.actions.rights.other_answers import ASKED, other_answer
from core.base.errors import UserError
from core.notices import replies
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add
from tests.core.notices.reading import flat
from tests.tables import table

TYPED = {
    "slots_offered": "lundi à 10 h, mardi à 14 h ou mercredi à 16 h", "asked": "samedi à 9 h", "object": "l’estimation",
    "answer": "elle est gratuite.",
}  # fmt: skip


@table(
    "name, said",
    [
        ("estimate", "demandé une estimation pour une maison à Uzès. Elle est gratuite"),
        ("estimate", "Nous vous proposons : lundi à 10 h, mardi à 14 h ou mercredi à 16 h."),
        (
            "callback",
            "de vous rappeler le samedi à 9 h. Nous ne pouvons pas le faire à ce moment.",
        ),
        ("callback", "sur l’estimation : elle est gratuite."),
        ("form", "Vous êtes libre de ne pas le renvoyer"),
        ("wrong", "Objet : notre lettre du 24 novembre 2026"),
    ],
)
def test_each_answer_says_what_was_asked(ready: Store, tmp_path: Path, name: str, said: str) -> None:
    lead_id = add(
        ready, phones=(f"06 39 98 7{len(said) % 10} {len(name) * 7:02d}",), emails=(), last_name=f"Z{said[:3]}"
    )
    noticing.make(ready, [lead_id], tmp_path, by=BY, at=NOW)
    with ready.read() as r:
        words = other_answer(r, lead_id, name, TYPED, at=NOW)
    assert said in flat(words.text)
    assert words.text.rstrip().endswith("Claire Vasseur, pour Tilleuls Immobilier")
    assert words.version.rpartition("-")[0] == name


def test_what_is_missing_is_asked_for(ready: Store) -> None:
    lead_id = add(ready)
    with ready.read() as r:
        for name in ASKED:
            if name != "form":
                with pytest.raises(UserError) as refused:
                    other_answer(r, lead_id, name, {}, at=NOW)
                assert refused.value.code == ("LETTER_NONE" if name == "wrong" else "FIELD_VALUE")
        with pytest.raises(UserError):
            other_answer(r, 12, "form", {}, at=NOW)
    nowhere = add(ready, last_name="Sans", phones=("06 39 98 12 49",), emails=(), address="", town="", postcode="")
    with ready.read() as r, pytest.raises(UserError, match="la commune du bien"):
        other_answer(r, nowhere, "estimate", TYPED, at=NOW)


@table("name", ["refused-2", "extended-2", "nothing-3"])
def test_an_answer_that_is_a_no_tells_of_the_tribunal(name: str) -> None:
    values = dict.fromkeys(replies.VOCABULARY.fields, "x")
    said = flat(replies.message(name, values, {}).text)
    assert "saisir un tribunal" in said and "CNIL" in said
