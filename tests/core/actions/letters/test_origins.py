"""Every origin of a lead is in its letter and in the copy of its data, each tied to what it gave, and none other:
letters of mixed files, read back from the PDF."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from core.actions.common import suppliers
from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import law_of
from core.actions.intake.typed_lead import kept_lead, type_lead
from core.actions.leads import editing, lead_views
from core.actions.letters import noticing
from core.actions.letters.origins import letter_origins
from core.actions.rights.everything_known import held
from core.base.records import Struct, field, replace
from core.base.text import clean
from core.model.batch import BatchFacts, Source, TypedOrigin
from core.model.draft import Draft
from core.model.editing import Change, How, ValueSource
from core.model.letter import Audience, LetterDocument, Way
from core.notices.call_script import where_from
from core.records.contact import Contact
from core.store import leads
from core.store.port import Store
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, add, take
from tests.core.notices.reading import pages
from tests.failing import fails_with
from tests.files.bases.make import AGENCY
from tests.lengths import length
from tests.tables import table

SELLERS = ("Pige Ouest", "Fichier Immo", "Annonces du Midi", "Contacts Durand", "Relevé Nord")
SITES = ("PAP", "ParuVendu", "Toit Direct", "Maison Claire")
LABELS = {
    "listing": "votre annonce", "name": "votre nom", "phone": "votre numéro de téléphone",
    "email": "votre adresse e-mail", "address": "votre adresse postale",
}  # fmt: skip
THIRTEEN = (
    "1. Qui utilise vos données ? Tilleuls Immobilier, 3 place aux Herbes, 30700 Uzès",
    "pour toute question",
    "Sortent-elles de l’Union européenne ? Non, d’après ce que nous avons vérifié.",
    "Base légale : notre intérêt légitime. Cet intérêt est de faire connaître notre métier",
    "les informations de l’annonce (site, ",
    "Les personnes de notre agence chargées de la prospection",
    "6. Combien de temps les gardons-nous ?",
    "soit 12 mois après leur réception",
    "Vous pouvez vous opposer à tout moment, sans motif, à notre prospection",
    "une copie de vos données, leur correction, leur effacement ou le gel de leur utilisation",
    "vous pouvez retirer cet accord à tout moment",
    "une réclamation à la CNIL",
    "2. D’où viennent-elles ?",
    "Notre logiciel vérifie que nous avons le droit de vous contacter",
)


class Person(Struct):
    """Somebody of the files. ``gave``: kind of datum → who gave it."""

    number: int
    gave: dict[str, set[str]] = field(default_factory=dict)

    def row(self, dice: random.Random, who: str, batch: BatchFacts) -> Draft:
        """Return what one file says of the person; the e-mail, which all of them have, makes one person of them."""
        says = {"listing", "email"} | {kind for kind in ("name", "phone", "address") if dice.random() < 0.6}
        for kind in says:
            self.gave.setdefault(kind, set()).add(who)
        return Draft(
            line=self.number + 2, last_name=f"Zélie{self.number}" if "name" in says else "", cells=(who,),
            emails=(f"p{self.number}@exemple.fr",), phones=(self._phone,) if "phone" in says else (),
            address=f"{self.number} rue Haute" if "address" in says else "", postcode="30700", town="Uzès",
            kind="Maison", deal="sale", price="200 000 €", site=batch.site, seen="18/11/2026",
            reference=f"R{dice.randrange(10**6)}" if dice.random() < 0.7 else "",
        )  # fmt: skip

    @property
    def _phone(self) -> str:
        return f"06 39 98 {self.number // 100:02d} {self.number % 100:02d}"


def batches(dice: random.Random) -> Iterator[tuple[str, BatchFacts]]:
    """Yield who gave a batch, as the letter must name it, and the batch."""
    for number, seller in enumerate(SELLERS):
        yield (
            seller,
            replace(BATCH, supplier=seller, site=dice.choice(SITES), name=f"{number}.csv", sha256=f"{number:064}"),
        )
    yield "page", BatchFacts(Source.PAGE, "https://www.pap.example/1", "2026-11-20", site="Bien’ici")
    yield "mail", BatchFacts(Source.MAIL, "alerte", "2026-11-20", site="SeLoger")


NAMED = {
    "page": "lue par notre agence sur Bien’ici", "mail": "d’une alerte e-mail envoyée par SeLoger",
    "sign": "du panneau posé sur le bien", "self": "de vous-même",
    **{seller: f"d’un fichier acheté à {seller}" for seller in SELLERS},
}  # fmt: skip


def test_each_letter_names_every_origin_of_its_lead_and_none_other(ready: Store, tmp_path: Path) -> None:
    dice, count = random.Random(20261126), length(6, long=1000)
    people = [Person(number) for number in range(int(count * 1.4))]
    for who, batch in batches(dice):
        take(ready, *(one.row(dice, who, batch) for one in people if dice.random() < 0.4), batch=batch)
    known = _leads(ready)
    for one in people:
        if one.number in known and dice.random() < 0.3:
            _complete(ready, known[one.number], one, dice.choice(("sign", "self")))
    read = 0
    for one in people:
        if "address" in one.gave and one.number in known:
            [made] = noticing.make(ready, [known[one.number]], tmp_path, by=BY, at=NOW).made
            _check(one, pages(LetterDocument(Path(made.file).read_bytes(), "", (), 3)))
            read += 1
    assert read >= count * 0.8


def _leads(store: Store) -> dict[int, int]:
    """Return the lead of each person, by number."""
    with store.read() as r:
        found = {
            one.value: lead for lead in leads.search(r) for one in r.of(Contact, lead_id=lead) if one.kind == "email"
        }
    return {int(email.partition("@")[0][1:]): lead for email, lead in found.items()}


def _complete(store: Store, lead_id: int, one: Person, who: str) -> None:
    if "address" not in one.gave:
        changes = (Change("address", f"{one.number} rue Haute", postcode="30700", town="Uzès"),)
        one.gave["address"] = {who}
    else:
        changes = (Change("phone", f"01 99 00 {one.number // 100:02d} {one.number % 100:02d}"),)
        one.gave.setdefault("phone", set()).add(who)
    told = ValueSource(How.SIGN if who == "sign" else How.PERSON, NOW.date())
    editing.edit(store, lead_id, changes, told=told, by=BY, at=NOW)


def _check(one: Person, printed: list[str]) -> None:
    first, notice = printed[0], " ".join(printed[1:])
    assert [element for element in THIRTEEN if element not in notice] == []
    answer = notice.partition("2. D’où viennent-elles ?")[2].partition("3. Quelles données")[0]
    lines = re.split(r"(?<=\.) (?=Votre|Cette|L’annonce sur|Nous ne savons|Selon|[A-Z][^.]* ne nous a pas)", answer)
    told: dict[str, set[str]] = {}
    for line in lines:
        data, _colon, said = line.partition(" : ")
        for kind, label in LABELS.items():
            if label in data.lower():
                told[kind] = {who for who, words in NAMED.items() if words in said}
    assert told == one.gave, answer
    everyone = set().union(*one.gave.values())
    assert {seller for seller in SELLERS if seller in first + notice} == everyone & set(SELLERS)


def test_the_copy_of_the_data_ties_each_datum_to_its_origin(ready: Store) -> None:
    lead_id = add(ready, emails=(), reference="TD1")
    take(
        ready,
        DRAFT._replace(phones=("06 39 98 12 41", "01 99 00 00 05")),
        batch=replace(BATCH, supplier="Fichier Immo"),
    )
    editing.edit(
        ready, lead_id, [Change("phone", "01 99 00 00 06")], told=ValueSource(How.SIGN, NOW.date()), by=BY, at=NOW
    )
    with ready.read() as r:
        [origins] = [part for part in held(r, lead_id) if part.title == "D’où viennent vos données"]
    said = [(item.get("fournisseur", item["comment"]), item["ce qui en vient"]) for item in origins.items]
    assert said[0][0] == "Pige Ouest" and "téléphone 06" in str(said[0][1]) and "05" not in str(said[0][1])
    assert said[1][0] == "Fichier Immo" and "e-mail h.moreau@exemple.fr" in str(said[1][1])
    assert said[2] == ("sur le panneau du bien", "téléphone 01\u00a099\u00a000\u00a000\u00a006")


@table(
    "sheet, sites, site, audience, condition",
    [
        ("", {}, "Toit Direct", Audience.UNTOLD, ""),
        ("tous", {}, "Toit Direct", Audience.SAID, ""),
        ("Oui", {}, "Toit Direct", Audience.SAID, ""),
        ("il faut un compte.", {}, "Toit Direct", Audience.LIMITED, "il faut un compte"),
        ("il faut un compte", {"Toit Direct": "tous"}, "TOIT DIRECT", Audience.SAID, ""),
        ("tous", {"Toit Direct": "sur abonnement"}, "Toit Direct", Audience.LIMITED, "sur abonnement"),
        ("tous", {"PAP": "sur abonnement"}, "Toit Direct", Audience.SAID, ""),
        ("", {}, "pap.fr", Audience.EVERYONE, ""),
        ("", {}, "www.leboncoin.fr", Audience.EVERYONE, ""),
        ("", {"PAP": "sur abonnement"}, "PAP", Audience.LIMITED, "sur abonnement"),
        ("inconnu", {}, "Bien ici", Audience.EVERYONE, ""),
    ],
)
def test_who_can_see_an_ad_is_what_is_known_of_its_site_or_said_by_its_supplier(
    ready: Store, sheet: str, sites: dict[str, str], site: str, audience: Audience, condition: str
) -> None:
    seller = clean(f"Pige {sheet} {sites} {site}")
    batch = replace(BATCH, supplier=seller, site="")
    report = take(ready, DRAFT._replace(site=site), batch=batch)
    suppliers.save_named(ready, seller, {"audience": sheet}, audiences=sites, by=BY, at=NOW)
    with ready.read() as r:
        lead_id = leads.last_lead_of_batch(r, report.batch) or 0
        [last] = [one for one in letter_origins(r, lead_id) if one.supplier == seller]
    assert (last.audience, last.condition) == (audience, condition)


@table(
    "source, name, site, audience",
    [
        (Source.PAGE, "https://www.exemple.fr/1", "exemple.fr", Audience.EVERYONE),
        (Source.PAGE, "annonce.html", "exemple.fr", Audience.UNKNOWN),
        (Source.PAGE, "annonce.html", "PAP", Audience.EVERYONE),
        (Source.MAIL, "alerte", "Toit Direct", Audience.UNKNOWN),
        (Source.TYPED, "saisie", "Toit Direct", Audience.UNKNOWN),
        (Source.TYPED, "saisie", "SeLoger", Audience.EVERYONE),
        (Source.TYPED, "saisie", "", None),
    ],
)
def test_a_page_read_without_an_account_is_for_everyone(
    ready: Store, source: Source, name: str, site: str, audience: Audience | None
) -> None:
    row = DRAFT._replace(phones=(f"06 39 98 {random.randrange(10**4):04d}",), emails=(), address="", reference="")
    report = take(ready, row, batch=BatchFacts(source, name, "2026-11-20", site=site))
    with ready.read() as r:
        *_, origin = letter_origins(r, leads.last_lead_of_batch(r, report.batch) or 0)
    assert origin.audience == audience
    assert (origin.way is Way.PERSON) == (not site)


def test_an_audience_that_says_nothing_is_refused(ready: Store) -> None:
    for told in ({"audience": "non"}, {}):
        with fails_with("FIELD_VALUE"):
            suppliers.save_named(ready, "Pige Ouest", told, audiences={} if told else {"PAP": "Non"}, by=BY, at=NOW)


def test_a_day_that_no_row_said_is_not_said_of_the_supplier(ready: Store) -> None:
    for number, (seen, told) in enumerate([("", None), ("20/11/2026", "2026-11-20"), ("18/11/2026", "2026-11-18")]):
        lead_id = add(
            ready, seen=seen, phones=(f"06 39 98 30 0{number}",), emails=(), last_name=f"Bo{number}", reference=""
        )
        with ready.read() as r:
            [origin] = letter_origins(r, lead_id)
            facts = noticing.letter_facts(r, lead_id, settings(r), day=NOW.date(), reference="K7P-4MD")
        assert str(origin.day) == str(told)
        assert facts.origins == (origin,)


@table(
    "deal, said",
    [
        ("sale", "le panneau qui annonce la vente de ce bien."),
        ("rent", "le panneau qui annonce la location de ce bien."),
        ("", "le panneau posé sur ce bien."),
    ],
)
def test_a_lead_typed_from_a_sign_says_so(store: Store, deal: str, said: str) -> None:
    number = {"sale": 1, "rent": 2, "": 3}[deal]
    draft = Draft(
        line=1, last_name="Sorel", address=f"{number} rue Neuve", postcode="30700", town="Uzès", seen="22/11/2026",
        phones=(f"06 39 98 55 0{number}",), deal=deal, site="PAP", reference="R1",
    )  # fmt: skip
    report = type_lead(store, draft, came=TypedOrigin.SIGN, by=BY, now=NOW)
    with store.read() as r:
        lead_id = kept_lead(r, report) or 0
        origins = letter_origins(r, lead_id)
        sheet = lead_views.lead_sheet(r, lead_id, law_of(settings(r)), at=NOW)
    assert [(one.way, one.added, one.site) for one in origins] == [(Way.SIGN, False, "")]
    assert set(origins[0].data) >= {"name", "phone", "address"}
    save_agency(store, AGENCY, by=BY, at=NOW)
    front, back = pages(noticing.preview(store, lead_id, at=NOW))
    assert "Nous avons vu, le 22 novembre 2026, le panneau posé sur ce bien." in front
    assert "du panneau posé sur le bien, vu par notre agence le 22 novembre 2026" in back
    assert "visible par tous" not in back
    assert "Sur le panneau posé sur votre bien" in where_from(sheet).sentence
