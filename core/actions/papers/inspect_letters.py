"""The letters that left, in an inspector's file: each text as it was sent, drawn again to nobody, and how many were."""

from collections.abc import Iterator
from datetime import date, datetime

from core.actions.common import agency
from core.actions.letters.letterhead import sample
from core.actions.letters.noticing import UNWRITTEN, letter_facts
from core.actions.letters.redrawing import said_then
from core.base.errors import UserError
from core.base.moments import local, read_day
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
MENTIONS_OF_TODAY = "Mentions de l’agence d’aujourd’hui : celles d’alors n’étaient pas gardées."


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
        """Its cells in the list of the letters that left."""
        names = " | ".join(specimen.name for specimen in self.specimens)
        return self.sent.versions, self.sent.letters, self.sent.first, self.sent.last, names, self.lacking


def sent_letters(r: Reader, at: datetime) -> Iterator[SentLetters]:
    """Yield the letters that left, a set of versions at a time, with what they said of the agency where that was
    kept."""
    settings = agency.settings(r)
    for sent in inspection.sent_texts(r):
        try:
            specimens = tuple(_specimens(r, sent, settings, at))
            of_today = specimens and FACTS not in sent.versions
            yield SentLetters(sent, specimens, MENTIONS_OF_TODAY if of_today else "")
        except UserError as problem:
            yield SentLetters(sent, (), problem.text)


def facts_kept(r: Reader) -> dict[str, str]:
    """Return « faits-… » → what the agency said of itself when letters were made, as JSON."""
    return {key: text for key, text in sorted(kept.saved_settings(r).items()) if key.startswith(FACTS)}


def _specimens(r: Reader, sent: SentTexts, settings: Settings, at: datetime) -> Iterator[Specimen]:
    facts = _to_nobody(settings, read_day(sent.last) or at.date())
    english = "-en" in sent.versions
    name = sent.versions.replace(" ", "_")
    if sent.versions.startswith(notices.GIVEN):
        if sent.versions == tongue_of(english).version(GIVEN_TODAY):
            origin = LetterOrigin(Way.PERSON, ("name", "phone"), facts.day, day=facts.day)
            letter = replace(facts, origins=(origin,), fields=frozenset({"name", "phone"}), english=english)
            yield Specimen(f"{name}.pdf", render_given(GivenFacts(letter, "à notre agence", "")))
        return
    texts = texts_of(sent.versions)
    if texts is None:
        return
    version = next((part for part in sent.versions.split() if part.startswith("own-")), "")
    paragraph = kept.saved_settings(r).get(f"paragraph.{version}", "") if version else ""
    look = replace(settings.look, paragraph=paragraph, consent_form="consent-" in sent.versions)
    drawn = replace(facts, texts=texts, english=english, look=look)
    written = _written(said_then(r, sent.versions, drawn))
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


def _to_nobody(settings: Settings, day: date) -> LetterFacts:
    """Return an ordinary letter of a day with a word in the place of whatever would tell who somebody is."""
    origin = LetterOrigin(
        Way.FILE,
        ("listing", "name", "address"),
        day,
        supplier="(le fournisseur)",
        site="(le site)",
        day=day,
    )
    return replace(
        sample(settings.agency, day), last_name="NOM", first_name="Prénom", address="1 rue de la Personne",
        postcode="00000", town="(commune)", property_town="(commune)", origins=(origin,), reference=UNWRITTEN,
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
