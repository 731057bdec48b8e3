"""The letters that left, in an inspector's file: each text as it was sent, drawn again to nobody, and how many were."""

from collections.abc import Iterator
from datetime import datetime

from core.actions.common import agency
from core.actions.letters.letterhead import sample
from core.actions.letters.noticing import letter_facts
from core.base.errors import UserError
from core.base.moments import local
from core.base.records import Struct, replace
from core.model.letter import LetterFacts, LetterOrigin, Way
from core.model.settings import Settings
from core.notices.given_sheet import VERSION as GIVEN_TODAY
from core.notices.given_sheet import GivenFacts, render_given
from core.notices.language import tongue_of
from core.notices.letter_text import variant
from core.notices.render import render
from core.notices.sheet import FACTS
from core.notices.texts import texts_of
from core.records.lead import Lead
from core.records.notice import Notice
from core.store import inspection, notices
from core.store import settings as kept
from core.store.inspection import SentTexts
from core.store.port import PRESENT, Below, Reader

LOOKED_AT = 200
"""The last letters of each version whose text is looked at: which one a person got is told by their sheet."""
HEADINGS = ("versions des textes", "lettres postées", "première", "dernière", "spécimens", "ce qui manque")


class Specimen(Struct, frozen=True):
    """A letter drawn to nobody: its name in the file, its PDF."""

    name: str
    pdf: bytes


class SentLetters(Struct, frozen=True):
    """The letters of one set of versions: how many left and when, the specimens of their texts, and why one lacks."""

    sent: SentTexts
    specimens: tuple[Specimen, ...]
    lacking: str = ""

    @property
    def line(self) -> tuple[object, ...]:
        """The cells under :data:`HEADINGS`."""
        names = " | ".join(specimen.name for specimen in self.specimens)
        return self.sent.versions, self.sent.letters, self.sent.first, self.sent.last, names, self.lacking


def sent_letters(r: Reader, at: datetime) -> Iterator[SentLetters]:
    """Yield the letters that left, a set of versions at a time, with the mentions of the agency as they are today."""
    settings = agency.settings(r)
    for sent in inspection.sent_texts(r):
        try:
            yield SentLetters(sent, tuple(_specimens(r, sent, settings, at)))
        except UserError as problem:
            yield SentLetters(sent, (), problem.text)


def facts_kept(r: Reader) -> dict[str, str]:
    """Return « faits-… » → what the agency said of itself when letters were made, as JSON."""
    return {key: text for key, text in sorted(kept.saved_settings(r).items()) if key.startswith(FACTS)}


def _specimens(r: Reader, sent: SentTexts, settings: Settings, at: datetime) -> Iterator[Specimen]:
    facts = _to_nobody(settings, at)
    english = "-en" in sent.versions
    name = sent.versions.replace(" ", "_")
    if sent.versions.startswith(notices.GIVEN):
        if sent.versions == tongue_of(english).version(GIVEN_TODAY):
            origin = LetterOrigin(Way.PERSON, ("name", "phone"), at.date(), day=at.date())
            letter = replace(facts, origins=(origin,), fields=frozenset({"name", "phone"}), english=english)
            yield Specimen(f"{name}.pdf", render_given(GivenFacts(letter, "à notre agence", "")))
        return
    texts = texts_of(sent.versions)
    if texts is None:
        return
    version = next((part for part in sent.versions.split() if part.startswith("own-")), "")
    paragraph = kept.saved_settings(r).get(f"paragraph.{version}", "") if version else ""
    look = replace(settings.look, paragraph=paragraph, consent_form="consent-" in sent.versions)
    written = _written(replace(facts, texts=texts, english=english, look=look))
    for text in sorted(_texts_sent(r, sent.versions, settings) or written):
        yield Specimen(f"{name}-{text}.pdf", render(written[text]).pdf)


def _written(facts: LetterFacts) -> dict[str, LetterFacts]:
    """Return what makes an ordinary letter each of its texts."""
    return {
        "a": facts,
        "b": replace(facts, last_name="", first_name="", civility=""),
        "c": replace(facts, sensitive=True),
        "d": replace(facts, deal="rent"),
        "e": replace(facts, first_letter=facts.day),
        "f": replace(facts, deal=""),
    }


def _to_nobody(settings: Settings, at: datetime) -> LetterFacts:
    """Return an ordinary letter with a word in the place of whatever would tell who somebody is."""
    origin = LetterOrigin(
        Way.FILE,
        ("listing", "name", "address"),
        at.date(),
        supplier="(le fournisseur)",
        site="(le site)",
        day=at.date(),
    )
    return replace(
        sample(settings.agency, at.date()), last_name="NOM", first_name="Prénom", address="1 rue de la Personne",
        postcode="00000", town="(commune)", property_town="(commune)", origins=(origin,), reference="AAA-AAA",
    )  # fmt: skip


def _texts_sent(r: Reader, versions: str, settings: Settings) -> set[str]:
    """Return which texts the last letters of these versions were, as their sheets tell today; nothing where no sheet
    tells any more."""
    texts: set[str] = set()
    for letter in r.of(Notice, "-id", LOOKED_AT, versions=versions, posted_at=PRESENT):
        if r.row(Lead, letter.lead_id).erased_at is not None:
            continue
        if r.count(Notice, lead_id=letter.lead_id, posted_at=PRESENT, id=Below(letter.id)):
            texts.add("e")
            continue
        facts = letter_facts(r, letter.lead_id, settings, day=local(letter.at).date(), reference=letter.reference)
        texts.add(variant(replace(facts, first_letter=None)))
    return texts
