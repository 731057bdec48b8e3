"""Requests of every kind and of whoever may ask, answered on the command line and by the actions of the window: the
same outcome, and the letter that says it."""

import io
import json
import re
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from core.actions.common.agency import save_agency
from core.actions.keeping import forgetting
from core.actions.leads import correcting
from core.actions.letters import noticing
from core.actions.rights import access, answering, erasing_on_request, replies, requests
from core.actions.rights.several_sheets import choose, choose_none
from core.base import moments
from core.cli.run import run
from core.model.request import Outcome, PersonRequest, RequestKind
from core.store.engine.opening import opened
from core.store.port import Reader, Store
from tests.bases import put_base
from tests.core.actions.conftest import BY, NOW, add
from tests.core.notices.reading import flat, texts
from tests.files.bases.make import AGENCY
from tests.lengths import LONG
from tests.tables import table

WHO = {
    "F sheet": "{lead}",
    "telephone": "06 39 98 12 41",
    "e-mail": "h.moreau@exemple.fr",
    "address": "14 rue des Mûriers 30700 Uzès",
    "name of one": "Mme Hélène Moreaux",
    "name of two": "Dupont",
    "name of nobody": "Jean Inconnu",
    "telephone of nobody": "06 39 98 77 77",
    "telephone of one erased": "06 39 98 12 50",
    "reference": "{reference}",
    "telephones of two": "06 39 98 12 41, 06 39 98 12 48",
}
UNKNOWN = ("name of two", "name of nobody", "telephone of nobody", "telephone of one erased")
BY_PHONE = ("telephone of nobody", "telephone of one erased")
"""A refusal holds by a number, whoever bears it."""
ALONE = {
    "reference": (RequestKind.ACCESS, RequestKind.OBJECTION),
    "telephones of two": (RequestKind.ACCESS, RequestKind.ERASURE),
}
"""Ways asked by for these kinds alone: the rest is as for a telephone."""
FEW = {
    "F sheet": (RequestKind.RECTIFICATION, RequestKind.RESTRICTION),
    "e-mail": (RequestKind.ERASURE, RequestKind.OBJECTION),
    "address": (RequestKind.RECTIFICATION, RequestKind.OBJECTION),
    "name of one": (RequestKind.ACCESS, RequestKind.RESTRICTION),
    "name of nobody": (RequestKind.ERASURE, RequestKind.OBJECTION),
    "telephone of one erased": (RequestKind.ACCESS, RequestKind.OBJECTION),
}
"""Ways asked by for these kinds in the suite, and for all of them when it is asked: once a sheet is found, or none, the
rest is as for a telephone, the name of two or the telephone of nobody, which are asked for every kind each time."""
SAID = {
    RequestKind.ACCESS: "une copie de vos données. La voici, gratuitement.",
    RequestKind.RECTIFICATION: "C’est fait (nom : Morault).",
    RequestKind.ERASURE: "nous effaçons de nos fichiers vos nom et coordonnées.",
    RequestKind.OBJECTION: "Votre opposition est enregistrée depuis le",
    RequestKind.RESTRICTION: "de geler l’usage de vos données. C’est fait",
}
NOTHING = "nous n’y avons trouvé aucune donnée sur vous."
TO = ("Madame Moreau", "30700 Uzès")


def three(store: Store) -> None:
    """A person known by everything, two others of one name, and one erased."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    known = add(store)
    for first, phone, street in (("Paul", "06 39 98 12 48", "1 rue Neuve"), ("Anne", "06 39 98 12 49", "2 rue Neuve")):
        add(
            store, last_name="Dupont", first_name=first, civility="", phones=(phone,), emails=(), address=street,
            reference=first,
        )  # fmt: skip
    gone = add(store, last_name="Parti", phones=("06 39 98 12 50",), emails=(), address="9 rue Basse", reference="P1")
    forgetting.forget(store, gone, by=BY, at=NOW)
    with TemporaryDirectory() as letters:
        noticing.make(store, [known], Path(letters), by=BY, at=NOW)


def moreau(r: Reader) -> int:
    [lead_id] = r.column(int, "SELECT id FROM lead WHERE last_name = 'Moreau'")
    return lead_id


def spoken(folder: Path, *words: str) -> dict[str, Any]:
    """Return what a verb prints as JSON, having left with 0."""
    out = io.StringIO()
    with redirect_stdout(out):
        code = run([*words, "--json", "--data-dir", str(folder)])
    assert code == 0, out.getvalue()
    shape: dict[str, Any] = json.loads(out.getvalue())
    return shape


def by_verbs(folder: Path, who: str, kind: RequestKind) -> None:
    noted = spoken(folder, "requests", "new", who, "--kind", kind.value)
    number, of_sheet = str(noted["id"]), noted["lead"] is not None
    if len(noted["several"]) == 1 or ", " in who:
        spoken(folder, "requests", "choose", number, f"F{min(noted['several'])}")
        of_sheet = True
    elif noted["several"]:
        spoken(folder, "requests", "none", number, "--why", "autre adresse, dite au téléphone")
    letter = ("--out", str(folder / "reponse.pdf"))
    to = [word for line in TO for word in ("--to", line)]
    identity = ("--identity", "a rappelé du numéro de la fiche") if kind.proven and of_sheet else ()
    if identity:
        run(["requests", "answer", number, *identity, "--data-dir", str(folder)])
    if of_sheet and kind is RequestKind.ERASURE:
        spoken(folder, "requests", "erase", number, *letter, *to)
    else:
        if of_sheet and kind is RequestKind.ACCESS:
            spoken(folder, "access", str(noted["lead"] or min(noted["several"])), "--out", str(folder / "copie.zip"))
        if of_sheet and kind is RequestKind.RECTIFICATION:
            spoken(folder, "requests", "correct", number, "--set", "last_name=Morault")
        spoken(folder, "requests", "letter", number, *letter, *to)
    objects = kind is RequestKind.OBJECTION and "06" in who
    outcome = Outcome.DONE if of_sheet or objects else Outcome.NOTHING
    spoken(folder, "requests", "answer", number, "--outcome", outcome.value)


def by_window(store: Store, who: str, kind: RequestKind, out: Path, by: str) -> None:
    at = moments.now()
    noted = requests.note(store, who, kind, received=at.date(), how="letter", by=by, at=at, name=who)
    if len(noted.several) == 1 or ", " in who:
        choose(store, noted.id, min(noted.several), by=by, at=at)
    elif noted.several:
        choose_none(store, noted.id, "autre adresse, dite au téléphone", by=by, at=at)
    request = of_base(store)
    lead_id = request.lead_id
    if kind.proven and lead_id is not None:
        requests.recognise(store, noted.id, "a rappelé du numéro de la fiche", by=by, at=at)
    if lead_id is not None and kind is RequestKind.ERASURE:
        erasing_on_request.erase(store, noted.id, by=by, at=at, shown=lead_id, out=out, to="\n".join(TO))
    else:
        if lead_id is not None and kind is RequestKind.ACCESS:
            access.copy_for(store, noted.id, out.with_name("copie.zip"), by=by, at=at)
        if lead_id is not None and kind is RequestKind.RECTIFICATION:
            correcting.correct(store, lead_id, fields={"last_name": "Morault"}, by=by, at=at)
        with store.read() as r:
            words = replies.letter(r, noted.id, at=at, by=by)
            answering.save_answer(r, words, "\n".join(TO), out, at=at)
    with store.read() as r:
        outcome = replies.outcome(r, requests.request(r, noted.id))
    requests.answer(store, noted.id, outcome, how="letter", by=by, at=at)


def of_base(store: Store) -> PersonRequest:
    with store.read() as r:
        [request] = requests.every(r)
    return request


def result(store: Store) -> tuple[object, ...]:
    """Return how the one request of a base ended, and the messages that it made."""
    request = of_base(store)
    with store.read() as r:
        made = r.column(str, "SELECT kind FROM recipient_task ORDER BY id")
        payloads = r.column(str, "SELECT payload FROM journal WHERE what = 'request answered'")
    notes = [words for payload in payloads for words in re.findall(r"nothing found by [\w, ]+", payload)]
    return request.kind, request.outcome, request.lead_id, request.answered, request.note, made, notes


def letter_in(folder: Path) -> str:
    """Return what the letter says, without the hour of a refusal."""
    words = flat(" ".join(texts((folder / "reponse.pdf").read_bytes()))).replace("\u00a0", " ").replace("\u202f", " ")
    return re.sub(r" à \d+ h( \d+)?\.", ".", words)


@table("kind", RequestKind)
@table("way", WHO)
def test_a_request_ends_the_same_whoever_answers_it(way: str, kind: RequestKind) -> None:
    if kind not in (ALONE if LONG else ALONE | FEW).get(way, RequestKind):
        return
    with TemporaryDirectory() as verbs, TemporaryDirectory() as window:
        for folder in (verbs, window):
            put_base(Path(folder), three)
        with opened(Path(window)) as store, store.read() as r:
            [reference] = r.column(str, "SELECT reference FROM notice")
            who = WHO[way].format(lead=moreau(r), reference=reference)
        by_verbs(Path(verbs), who, kind)
        with opened(Path(verbs)) as store:
            ended, by = result(store), of_base(store).by
        with opened(Path(window)) as store:
            by_window(store, who, kind, Path(window) / "reponse.pdf", by)
            assert result(store) == ended
        held = kind is RequestKind.OBJECTION and way in BY_PHONE
        assert ended[1] is (Outcome.NOTHING if way in UNKNOWN and not held else Outcome.DONE)
        by = {"name": "name", "telephone": "phone"}[way.split()[0]] if ended[1] is Outcome.NOTHING else ""
        assert ended[-1] == ([f"nothing found by {by}"] if by else []), "the last search is journaled"
        assert letter_in(Path(verbs)) == letter_in(Path(window))
        assert (SAID[kind] if ended[1] is Outcome.DONE else NOTHING) in letter_in(Path(verbs))
