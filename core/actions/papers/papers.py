"""The controller's documents, filled from the real settings, suppliers, retention periods and counts; the agency's
own answers are kept with its settings. They are acts of the agency, so they are in French whatever the language of
the screen."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from core.actions.common import agency
from core.actions.common.agency import managers_only
from core.actions.common.files import write_whole
from core.actions.papers.data_breaches import sections as breach_sections
from core.actions.papers.processing_register import processing
from core.base.french import day
from core.base.moments import read_day
from core.base.progress import Progress, silent
from core.base.records import Struct, replace
from core.base.resources import resource
from core.model.paper import Grid, Paper, Section
from core.notices import papers as drawn
from core.rules.dpia import CRITERIA, Need, need
from core.store import inspection as held
from core.store import settings as kept
from core.store.port import Reader, Store
from core.words.errors import error

KEYS = ("processing", "balance", "impact", "breaches")
TITLES = {
    "processing": "Registre des activités de traitement",
    "balance": "Mise en balance de l’intérêt légitime",
    "breaches": "Registre des violations de données",
    "impact": "Analyse d’impact : faut-il la mener ?",
}
_PREFIX = "paper"
_LONGEST = 4000
"""Letters of an answer: a page."""
YES, NO = "oui", "non"
RESULTS: Mapping[Need, str] = {
    Need.DUE: "Au moins deux critères sont remplis : l’analyse d’impact est à mener avant de continuer. "
    "Son modèle suit.",
    Need.NOT_DUE: "Moins de deux critères sont remplis : l’analyse d’impact n’est pas requise à ce titre. Gardez ce "
    "questionnaire ; vérifiez aussi la liste de la CNIL.",
    Need.OPEN: "Le questionnaire n’est pas fini : ses réponses peuvent encore rendre l’analyse nécessaire.",
}


class PaperQuestion(Struct, frozen=True):
    """A question to the agency. ``part``: balance, impact or template; ``key``; its title; the words proposed (for
    ``impact``, the question); ``answer``: the one saved, empty when none."""

    part: str
    key: str
    title: str
    text: str
    answer: str = ""

    @property
    def said(self) -> str:
        """The answer, or else the words proposed."""
        return self.answer or self.text


def questions(r: Reader, part: str) -> list[PaperQuestion]:
    """Return the questions of a part, with the answers saved."""
    texts = kept.saved_settings(r)
    return [
        PaperQuestion(part, key, asked["title"], asked["text"], texts.get(_name(part, key), ""))
        for key, asked in _asked()[part].items()
    ]


def save(store: Store, part: str, answers: Mapping[str, str], *, by: str, at: datetime) -> None:
    """Save answers as typed; an empty one restores the words proposed. Raises UserError FIELD_UNKNOWN, FIELD_VALUE;
    nothing is then saved."""
    known = _asked()[part]
    for key, answer in answers.items():
        if key not in known:
            raise error("FIELD_UNKNOWN", field=key, known=", ".join(known))
        if len(answer) > _LONGEST or (part == "impact" and answer not in ("", YES, NO)):
            raise error("FIELD_VALUE", field=known[key]["title"], value=answer[:40])
    with store.write("paper", by=by, at=at) as w:
        managers_only(w)
        for key, answer in answers.items():
            w.set_value("setting", _name(part, key), answer.strip())


class PaperGap(Struct, frozen=True):
    """What an inspector would ask and the agency has not written: the question that says it, and a sentence."""

    part: str
    key: str
    text: str


def gaps(r: Reader) -> list[PaperGap]:
    """Return what the agency has still to write: both conclusions, and the contracts of those who work for it."""
    answers = [question for part in ("balance", "template") for question in questions(r, part) if question.answer]
    answered = {(answer.part, answer.key) for answer in answers}
    lacking = []
    if ("balance", "conclusion") not in answered:
        lacking.append(PaperGap("balance", "conclusion", "La conclusion de la mise en balance reste à écrire."))
    outcome = result(r)
    if outcome is Need.OPEN:
        key = next(question.key for question in questions(r, "impact") if not question.answer)
        lacking.append(PaperGap("impact", key, "Les neuf critères de l’analyse d’impact attendent vos réponses."))
    elif outcome is Need.DUE and ("template", "opinion") not in answered:
        text = "L’analyse d’impact est à mener\u202f: son avis et sa décision restent à écrire."
        lacking.append(PaperGap("template", "opinion", text))
    for question, name in processors(r):
        if not question.answer:
            text = f"Le contrat avec {name} reste à dire (RGPD, art. 28)."
            lacking.append(PaperGap(question.part, question.key, text))
    return lacking


def processors(r: Reader) -> list[tuple[PaperQuestion, str]]:
    """Return who works on the data for the agency: (the question about their contract, their name). That of the service
    that posts the letters is told with it."""
    saved = agency.settings(r)
    accepted = read_day(saved.service.accepted_on)
    contracts = {"mail_provider": f"Contrat accepté le {day(accepted)}."} if accepted else {}
    answered = [replace(one, answer=one.answer or contracts.get(one.key, "")) for one in questions(r, "processors")]
    names = {question: str(getattr(saved.agency, question.key)).strip() for question in answered}
    return [(question, name) for question, name in names.items() if name]


def result(r: Reader) -> Need:
    """Return whether an impact assessment is required, according to the answers saved."""
    answered = {question.key: question.answer == YES for question in questions(r, "impact") if question.answer}
    return need(answered)


def paper(r: Reader, key: str, *, at: datetime) -> Paper:
    """Return a document of :data:`KEYS` in its present state. Raises UserError FIELD_VALUE for another key."""
    made = {"processing": processing, "balance": _balance, "impact": _impact, "breaches": breach_sections}.get(key)
    if made is None:
        raise error("FIELD_VALUE", field="paper", value=key)
    notice, sections = made(r, at)
    name = agency.settings(r).agency
    return Paper(key, TITLES[key], name.legal_name or name.name or "Agence", at.date(), notice, sections)


def make(store: Store, key: str, out: Path, *, at: datetime, progress: Progress = silent) -> Path:
    """Write a document as PDF and return its path, as a job. Raises PDF_OPEN, FOLDER_READ_ONLY, DISK_FULL."""
    with store.read() as r:
        write_whole(out, pdf(r, key, at=at, progress=progress))
    return out


def pdf(r: Reader, key: str, *, at: datetime, progress: Progress = silent) -> bytes:
    """Return a document as PDF."""
    progress(0, 1)
    return drawn.render_paper(paper(r, key, at=at))


def _balance(r: Reader, at: datetime) -> tuple[str, tuple[Section, ...]]:
    counts = held.counts(r, at.date().isoformat())
    facts = Section(
        "Ce que dit la base à ce jour",
        (
            f"– Personnes : {counts.leads}. Lettres postées : {counts.letters}. Appels passés : {counts.calls}.",
            f"– Oppositions au registre : {counts.opposed}.",
            f"– Personnes non informées dans le délai, fiches verrouillées : {counts.overdue}.",
        ),
    )
    notice = (
        "Pour les lettres seulement (CNIL, page du 27 janvier 2022 : intérêt légitime possible pour le courrier, avec "
        "opposition à la collecte et à chaque envoi). Document à relire par votre conseil."
    )
    return notice, (*(Section(question.title, (question.said,)) for question in questions(r, "balance")), facts)


def _impact(r: Reader, at: datetime) -> tuple[str, tuple[Section, ...]]:
    asked = questions(r, "impact")
    outcome = result(r)
    rows = tuple((one.title, one.text, one.answer or "sans réponse") for one in asked)
    met = sum(question.answer == YES for question in asked)
    sections = [
        Section("Résultat", (RESULTS[outcome], f"Critères remplis : {met} sur {len(CRITERIA)}.")),
        Section("Les neuf critères", (), Grid(("Critère", "Question", "Réponse"), (0.26, 0.56, 0.18), rows)),
        Section("Ce que dit la base à ce jour", _clues(r, at)),
    ]
    if outcome is not Need.NOT_DUE:
        sections += [Section(question.title, (question.said,)) for question in questions(r, "template")]
    notice = (
        "Prudence : les neuf critères du Comité européen, deux suffisent. L’analyse est due aussi pour ce qui figure "
        "sur la liste de la CNIL."
    )
    return notice, tuple(sections)


def _clues(r: Reader, at: datetime) -> tuple[str, ...]:
    """Return what the base itself shows about three of the criteria."""
    counts = held.counts(r, at.date().isoformat())
    scored = agency.settings(r).agency.scoring_criteria
    return (
        f"– Notation : {scored or 'aucun critère de notation déclaré dans l’identité de l’agence'}.",
        f"– Échelle : personnes {counts.leads}, lots {counts.batches}, fournisseurs {counts.suppliers}.",
        f"– Croisement : lignes réunies à une fiche déjà connue {counts.merged}.",
    )


def _name(part: str, key: str) -> str:
    return f"{_PREFIX}.{part}.{key}"


@cache
def _asked() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(resource("papers", "questions.toml").read_text(encoding="utf-8"))
