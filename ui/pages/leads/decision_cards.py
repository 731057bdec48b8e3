"""The cards of a sheet that ask for a decision: the next step, words that sound like a refusal, a letter held because
somebody alike refuses, leads that may be the same person, and a person to erase."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import assert_never

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.actions.common import fuzzy_suppression
from core.actions.common.fuzzy_suppression import DoubtfulMatch
from core.actions.common.jobs import OnBase, on_base
from core.actions.keeping.uninformed import forget_person
from core.actions.leads import ads_withdrawn, duplicates
from core.actions.leads.ads_withdrawn import AdsWithdrawal
from core.actions.leads.duplicates import Proposal
from core.actions.leads.join_undo import disjoin
from core.actions.leads.joining import UNDO_FOR, join
from core.actions.register import opposing, refusal_answers
from core.actions.register.refusal_answers import InDoubt
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE
from core.base.screen_shapes import NBSP, day, day_month_short, hour
from core.model.forgetting import Forgotten
from core.model.joining import Difference, Joined
from core.model.opposing import RefusalHow
from core.model.step import NextStep, Place, Step
from core.words.errors import user_text
from core.words.printing import joined_letters
from core.words.steps import step_button, step_place, step_sentence
from core.words.terms import term
from ui.common.lead_messages import oppose, opposed_meanwhile
from ui.common.office import Office
from ui.look.theme import Theme
from ui.pages.leads.complete_form import ADDRESS, CompleteForm, Kept, has_fields
from ui.pages.leads.reading import Lacks, PossibleDuplicate, SheetContent
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card, MarginRows
from ui.widgets.label import label, paragraph, set_tip
from ui.widgets.layouts import STRETCH, hbox, nest, vbox
from ui.widgets.message_band import Act

MARGIN = 62
NEAR = 3
"""Days from which a date is written in the colour of what presses."""
FAR = 30


class StepCard(MarginRows):
    """The card of a step. ``go``: called by the button that leads to it; ``body``: fields that take its place;
    ``aside``: what may be done instead."""

    def __init__(
        self, theme: Theme, step: NextStep, now: datetime, *, go: Callable[[], object] | None,
        body: QWidget | None = None, aside: QWidget | None = None, hint: str = "",
    ) -> None:  # fmt: skip
        super().__init__(theme, name="sheet-step", margin=MARGIN)
        sentence = step_sentence(step)
        self.setAccessibleName(_("Prochaine étape"))
        self.setAccessibleDescription(sentence)
        when, ink = step_date(step, now)
        self.button: Button | None = None
        widget = QWidget()
        said = paragraph(sentence, semibold=True, name="step-sentence")
        column = vbox(said, on=widget, spacing=6)
        if hint:
            column.addWidget(paragraph(hint, "caption", ink="muted", name="step-hint"))
        if body is not None:
            column.addWidget(body)
        words = step_button(step)
        if go is not None and words and body is None:
            self.button = Button(theme, words, name="step-go", kind="primary")
            # The connection is queued, because the page it leads to may make this sheet again.
            self.button.clicked.connect(lambda: go(), Qt.ConnectionType.QueuedConnection)
            nest(column, hbox(self.button, STRETCH))
        if aside is not None:
            column.addWidget(aside)
        self.add(label(when, semibold=True, ink=ink, name="step-date"), widget)


def step_date(step: NextStep, now: datetime) -> tuple[str, str]:
    """Return (the date of a step in the margin, its colour): « 11 h 30 », « auj. », « J − 9 », « 24/12 »."""
    due, today = step.day, now.date()
    if due is None:
        return "", "text"
    days = (due - today).days
    if isinstance(step.due, datetime) and days == 0:
        return hour(step.due), "wait"
    if days < 0:
        return _("J + {days}").format(days=-days).replace(" ", NBSP), "forbidden"
    if days == 0:
        return _("auj."), "wait"
    if days > FAR:
        return day_month_short(due), "text"
    return _("J − {days}").format(days=days).replace(" ", NBSP), "wait" if days <= NEAR else "text"


def doubt_card(office: Office, lead_id: int, shown: InDoubt) -> Card:
    """Return the card of a lead that waits for the answer."""
    card = Card(office.theme, _("Est-ce un refus\u202f?"), name="sheet-doubt")
    since = day(shown.since.astimezone(AGENCY_ZONE).date())
    waits = _("Ni lettre ni appel avant votre réponse. Reçu le {day}.").format(day=since)
    card.add_value(waits, ink="muted", name="doubt-waits")
    quotes = [_("«\u202f{words}\u202f»").format(words=words) for words in shown.quotes]
    gone = _("Une phrase ressemblait à un refus. Son texte n’est plus gardé.")
    card.body.addWidget(paragraph("\n".join(quotes) or gone, name="doubt-words"))
    count = max(1, len(quotes))
    refuses, free = partial(_refuses, office, lead_id), partial(_is_free, office, lead_id)
    yes = Button(office.theme, _("Oui, c’est un refus"), name="doubt-yes", press=refuses)
    said_no = n_("Non, ce n’est pas un refus", "Non, aucune n’est un refus", count)
    no = Button(office.theme, said_no, name="doubt-no", press=free)
    nest(card.body, vbox(yes, no, spacing=6))
    return card


def _refuses(office: Office, lead_id: int) -> None:
    with office.trying():
        gesture = refusal_answers.is_refusal(office.store, lead_id, by=office.by, at=office.now())
        act = Act(_("Annuler"), partial(_undo, office, gesture)) if gesture else None
        office.say("done", _("Opposition enregistrée."), _("Ni lettre ni appel."), act=act)


def _undo(office: Office, gesture: int) -> None:
    with office.trying():
        opposing.undo(office.store, gesture, by=office.by, at=office.now())
        office.say("done", _("Réponse retirée."), _("La question est posée de nouveau."))


def _is_free(office: Office, lead_id: int) -> None:
    if opposed_meanwhile(office, lead_id):
        return
    with office.trying():
        refusal_answers.is_none(office.store, lead_id, by=office.by, at=office.now())
        office.say("done", _("Ce n’est pas un refus."), _("La fiche est libre."))


def held_letter_card(office: Office, lead_id: int, shown: DoubtfulMatch) -> Card:
    """Return the card of a lead that waits for the decision."""
    card = Card(office.theme, _("Est-ce la personne qui s’oppose\u202f?"), name="sheet-near")
    since, how = day(shown.at.astimezone(AGENCY_ZONE).date()), RefusalHow(shown.how).shown.lower()
    card.add_value(_("Sa lettre attend votre réponse."), ink="muted", name="near-waits")
    both = hbox((_people_column(_("Ce prospect"), shown.mine, name="near-mine"), 1), spacing=16)
    theirs = shown.theirs or (_("Fiche effacée\u202f: seules ses empreintes restent."),)
    refused = _("Opposition du {date} ({how})\u202f: {like}.").format(
        date=since, how=how, like=term("likeness", shown.shared)
    )
    nest(both, _people_column(_("La personne opposée"), (*theirs, refused), name="near-theirs"), 1)
    nest(card.body, both)
    refuses, other = partial(oppose, office, lead_id, how=shown.how), partial(_tell_another, office, lead_id)
    same = Button(office.theme, _("C’est la même personne"), name="near-same", press=refuses)
    another = Button(office.theme, _("C’est une autre personne"), name="near-another", press=other)
    nest(card.body, vbox(same, another, spacing=6))
    return card


def _people_column(title: str, lines: Sequence[str], *, name: str) -> QVBoxLayout:
    return vbox(paragraph(title, "caption", ink="muted"), paragraph("\n".join(lines), name=name), STRETCH, spacing=2)


def _tell_another(office: Office, lead_id: int) -> None:
    if opposed_meanwhile(office, lead_id):
        return
    with office.trying():
        fuzzy_suppression.another_person(office.store, lead_id, by=office.by, at=office.now())
        act = Act(_("Annuler"), partial(_ask_again, office, lead_id))
        office.say("done", _("Une autre personne."), _("Sa lettre peut partir."), act=act)


def _ask_again(office: Office, lead_id: int) -> None:
    with office.trying():
        fuzzy_suppression.ask_again(office.store, lead_id, by=office.by, at=office.now())
        office.say("done", _("Réponse retirée."), _("La lettre attend de nouveau."))


def join_leads(office: Office, keep: int, other: int) -> None:
    """Join two leads and keep the sheet shown."""
    with office.trying():
        done = join(office.store, keep, other, by=office.by, at=office.now())
        act = Act(_("Annuler"), partial(split, office, done))
        if done.opposed:
            words = _("L’une des deux s’opposait\u202f: tout est fermé.")
            office.say("opposed", _("Fiches réunies."), words, act=act)
        elif done.letters:
            office.say("caution", _("Fiches réunies."), joined_letters(done.letters), act=act)
        else:
            words = _("Cela se défait pendant {days} jours.").format(days=UNDO_FOR.days)
            office.say("done", _("Fiches réunies."), words, act=act)


def tell_apart(office: Office, one: int, other: int) -> None:
    """Remember that two leads are two persons."""
    with office.trying():
        duplicates.told_apart(office.store, one, other, by=office.by, at=office.now())
        act = Act(_("Annuler"), partial(_tell_again, office, one, other))
        office.say("done", _("Deux personnes."), _("La question ne sera plus posée."), act=act)


def split(office: Office, done: Joined) -> None:
    """Undo a join."""
    with office.trying():
        disjoin(office.store, done.id, by=office.by, at=office.now())
        office.say("done", _("Réunion défaite."), _("Chaque fiche a retrouvé ce qu’elle avait."))


def _tell_again(office: Office, one: int, other: int) -> None:
    with office.trying():
        duplicates.told_again(office.store, one, other, by=office.by, at=office.now())
        office.say("done", _("Réponse retirée."), _("La question est posée de nouveau."))


Answer = Callable[[int], object]


def twin_card(theme: Theme, twin: PossibleDuplicate, *, place: int, joined: Answer, apart: Answer) -> Card:
    """Return the card of one proposal, the ``place``-th of the sheet; ``joined`` and ``apart`` are called with the
    other lead."""
    proposal = twin.proposal
    title = _("À distinguer") if proposal.apart else _("Peut-être la même personne")
    card = Card(theme, title, name=f"sheet-twin-{place}")
    card.add_value(_who(proposal), name=f"twin-who-{place}")
    reasons = ", ".join(proposal.reasons)
    card.add_value(reasons[:1].upper() + reasons[1:] + ".", ink="muted", name=f"twin-why-{place}")
    if twin.changes:
        card.add_line()
        # On two lines: before and after are often as long as the card is wide.
        for change in twin.changes:
            shown = card.add_value(_change(change), name=f"twin-change-{change.what}")
            shown.setMinimumWidth(1)
            set_tip(shown, _change(change))
    name = proposal.name or _("cette personne")
    join = Button(theme, _("Réunir"), name=f"twin-join-{place}", kind="secondary")
    join.setAccessibleName(_("Réunir avec {name}").format(name=name))
    join.clicked.connect(partial(_told, joined, proposal.lead_id))
    other = Button(theme, _("Pas la même personne"), name=f"twin-apart-{place}", kind="link")
    other.setAccessibleName(_("Pas la même personne que {name}").format(name=name))
    other.clicked.connect(partial(_told, apart, proposal.lead_id))
    nest(card.body, vbox(join, other, spacing=6))
    return card


def joined_card(theme: Theme, joined: Joined, *, undo: Callable[[Joined], object]) -> Card:
    """Return the card that says that the sheet is made of two, with the button that undoes the join."""
    card = Card(theme, _("Deux fiches réunies"), name="sheet-joined")
    until = day(joined.until.astimezone(AGENCY_ZONE).date())
    card.add_value(_("Cela se défait jusqu’au {day}.").format(day=until), ink="muted", name="joined-until")
    if joined.letters:
        card.add_value(joined_letters(joined.letters), name="joined-letters")
    back = Button(theme, _("Défaire la réunion"), name="joined-undo", kind="link", press=lambda: undo(joined))
    card.body.addWidget(back)
    return card


def _told(answer: Answer, lead_id: int, *_clicked: bool) -> None:
    answer(lead_id)


def _who(proposal: Proposal) -> str:
    if proposal.hidden:
        return _("Une personne opposée. Réunir ferme aussi cette fiche.")
    return ", ".join(filter(None, (proposal.name or _("Sans nom"), proposal.town)))


def _change(change: Difference) -> str:
    return _("{what}\u202f: {before} → {after}").format(what=change.what, before=change.before, after=change.after)


class EraseButton(Button):
    """A button to press twice: the first press shows in ``told`` what will be erased, the second calls ``forget``."""

    def __init__(
        self, theme: Theme, *, name: str, told: QLabel, forget: Callable[[], object], kind: Kind = "secondary"
    ) -> None:
        super().__init__(theme, _("Effacer, garder le bien"), name=name, kind=kind)
        self.setAccessibleName(_("Effacer les données personnelles, garder le bien"))
        self._told = told
        self._forget = forget
        self._sure = False
        self.clicked.connect(self._ask)

    def by_enter(self) -> bool:
        """Return False: nothing is erased by Entrée."""
        return False

    def _ask(self) -> None:
        if self._sure:
            self._forget()
            return
        self._sure = True
        self.setText(_("Effacer définitivement"))
        self.setAccessibleName(self.text())
        self._told.setText(
            _("Nom, coordonnées, notes et lettres partent sans retour. Le bien et les oppositions restent.")
        )


def forget_of_sheet(office: Office, lead_id: int, why: str) -> None:
    """Erase the person of a sheet; ``why``: of :class:`core.model.forgetting.ErasureReason`."""
    act = partial(forget_person, lead_id=lead_id, by=office.by, at=office.now(), why=why)
    office.jobs.run(
        on_base, OnBase(office.folder, act), done=lambda found: office.say(*erased(found)), failed=office.complain
    )


def erased(found: Forgotten) -> tuple[str, str, str]:
    """Return the message of an erasure: its kind, what was done, what is left."""
    if found.whole:
        return "done", _("Personne effacée."), _("Le bien reste, sans nom ni coordonnées.")
    return "caution", _("Personne effacée de la base."), _("Ses traces partiront au prochain démarrage.")


class OverdueCard(Card):
    """The card: the way out that the step above does not offer, to erase the person."""

    def __init__(self, theme: Theme, *, forget: Callable[[], object]) -> None:
        super().__init__(theme, _("Fiche verrouillée"), name="sheet-overdue")
        words = _("RGPD, art.\u00a014\u202f: la lettre part, ou les données personnelles s’effacent et le bien reste.")
        self.told = paragraph(words, ink="muted")
        self.body.addWidget(self.told)
        self.forget = EraseButton(theme, name="overdue-forget", told=self.told, forget=forget)
        self.body.addWidget(self.forget)


class WithdrawnCard(Card):
    """The card. Signals: ``forget``, to erase the person; ``back``, the ad was online after all."""

    def __init__(
        self, theme: Theme, gone: AdsWithdrawal, *, forget: Callable[[], object], back: Callable[[], object]
    ) -> None:
        super().__init__(theme, _("Annonce retirée"), name="sheet-gone")
        words = _("Notée le {day} par {by}.").format(day=day(gone.day), by=gone.by)
        self.body.addWidget(paragraph(words, ink="muted"))
        self.told = paragraph(user_text("PAGE_GONE"), name="gone-told")
        self.body.addWidget(self.told)
        rows = vbox(EraseButton(theme, name="gone-forget", told=self.told, forget=forget), spacing=8)
        if gone.undoable:
            online = Button(theme, _("Encore en ligne"), name="gone-back", kind="link")
            # The connection is queued, because the answer makes the sheet again and deletes this card.
            online.clicked.connect(lambda: back(), Qt.ConnectionType.QueuedConnection)
            rows.addWidget(online)
        nest(self.body, rows)


def gone_link(theme: Theme, *, withdraw: Callable[[], object]) -> Button:
    """Return the link that records that the ad is withdrawn."""
    button = Button(theme, _("Annonce retirée ou vendue"), name="sheet-withdraw", kind="link")
    button.clicked.connect(lambda: withdraw(), Qt.ConnectionType.QueuedConnection)
    return button


def withdraw(office: Office, lead_id: int) -> None:
    """Record that the ad of a sheet is withdrawn; it can be undone from the band."""
    with office.trying():
        ads_withdrawn.withdraw(office.store, lead_id, by=office.by, at=office.now())
        office.say(
            "done",
            _("Annonce notée retirée."),
            _("Le nom et les coordonnées peuvent être effacés."),
            act=Act(_("Annuler"), partial(restore, office, lead_id)),
        )


def restore(office: Office, lead_id: int) -> None:
    """Take back the withdrawal of the ads of a lead, within ten minutes."""
    with office.trying():
        ads_withdrawn.restore(office.store, lead_id, by=office.by, at=office.now())
        office.say("done", _("Annonce de nouveau en ligne."), _("Les deux gestes restent au journal."))


_WHY = {"NEXT_ERASE_GONE": "sold", "NEXT_ERASE_LATE": "notice"}


def step_card(
    office: Office, whole: SheetContent, now: datetime, *, kept: Kept, kept_on: Kept, forget: Callable[[str], object],
    show: Callable[[Place], object],
) -> StepCard:  # fmt: skip
    """Return the card. ``kept``: keeps the values typed; ``kept_on``: then goes on to the next; ``forget``: erases the
    person, for a reason; ``show``: leads to a part of the sheet."""
    step = whole.step
    form = _form(office, whole, now, kept, kept_on if whole.more else None)
    if step.step is Step.COMPLETE and form is not None:
        hint = _where_to_look() if step.code in ADDRESS else ""
        return StepCard(office.theme, step, now, go=None, body=form, aside=_not_found(office, forget), hint=hint)
    place = step_place(step)
    if step.step is Step.ERASE and place is Place.ERASE and whole.gone is None:
        return StepCard(office.theme, step, now, go=None, body=_erase(office, partial(forget, _why(step))))
    return StepCard(office.theme, step, now, go=partial(_go, office, whole, place, show) if place else None)


def typed_here(step: NextStep, lacks: Lacks | None) -> bool:
    """Tell whether what a lead lacks is typed on its sheet: a supplier whose own sheet lacks something is completed on
    that one."""
    return lacks is not None and has_fields(step.code) and not (step.code == "NEXT_SUPPLIER" and lacks.sold_by)


def _form(office: Office, whole: SheetContent, now: datetime, kept: Kept, kept_on: Kept | None) -> CompleteForm | None:
    step, lacks = whole.step, whole.lacks
    if lacks is None or not typed_here(step, lacks):
        return None
    return CompleteForm(
        office.theme, step.code, keep=kept, today=now.date(), home=lacks.home, place=lacks.place, known=lacks.known,
        keep_on=kept_on,
    )  # fmt: skip


def _go(office: Office, whole: SheetContent, place: Place, show: Callable[[Place], object]) -> None:
    match place:
        case Place.REQUESTS:
            office.go("requests")
        case Place.CALLS | Place.LETTERS:
            office.go(place.value, whole.sheet.row.id)
        case Place.AGENCY | Place.CLAIMS | Place.SUPPLIERS:
            office.go(f"settings/section={place.value}")
        case Place.COMPARE | Place.ERASE | Place.LEAD | Place.TRADE | Place.FORM:
            show(place)
        case _:
            assert_never(place)


def _why(step: NextStep) -> str:
    return _WHY.get(step.code, "retention")


def _where_to_look() -> str:
    return _(
        "Où regarder\u202f: l’annonce, le fichier du fournisseur, le panneau sur le bien, la personne elle-même. "
        "Jamais un annuaire inversé."
    )


def _erase(office: Office, forget: Callable[[], object]) -> QWidget:
    told = paragraph("", "caption", ink="muted", name="step-erase-told")
    return _buttons_column(EraseButton(office.theme, name="step-erase", told=told, forget=forget), told)


def _not_found(office: Office, forget: Callable[[str], object]) -> QWidget:
    told = paragraph(_("Introuvable\u202f?"), "caption", ink="muted", name="step-erase-told")
    erase = EraseButton(office.theme, name="step-erase", told=told, forget=partial(forget, "notice"), kind="link")
    return _buttons_column(told, erase)


def _buttons_column(*widgets: QWidget) -> QWidget:
    held = QWidget()
    column = vbox(on=held, spacing=4)
    for widget in widgets:
        alignment = Qt.AlignmentFlag.AlignLeft if isinstance(widget, Button) else Qt.AlignmentFlag(0)
        column.addWidget(widget, 0, alignment)
    return held
