"""The card of the next step as a sheet shows it: where its button leads, the fields of what is missing, what may be
done instead."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import assert_never

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.base.i18n import _
from core.model.step import NextStep, Place, Step
from core.words.steps import step_place
from ui.common.office import Office
from ui.pages.leads.complete_form import ADDRESS, CompleteForm, Kept, has_fields
from ui.pages.leads.gone import EraseButton
from ui.pages.leads.reading import Lacks, Whole
from ui.pages.leads.step_card import StepCard
from ui.widgets.button import Button
from ui.widgets.label import paragraph

_WHY = {"NEXT_ERASE_GONE": "sold", "NEXT_ERASE_LATE": "notice"}


def step_card(
    office: Office, whole: Whole, now: datetime, *, kept: Kept, kept_on: Kept, forget: Callable[[str], object],
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


def _form(office: Office, whole: Whole, now: datetime, kept: Kept, kept_on: Kept | None) -> CompleteForm | None:
    step, lacks = whole.step, whole.lacks
    if lacks is None or not typed_here(step, lacks):
        return None
    return CompleteForm(
        office.theme, step.code, keep=kept, today=now.date(), home=lacks.home, place=lacks.place, known=lacks.known,
        keep_on=kept_on,
    )  # fmt: skip


def _go(office: Office, whole: Whole, place: Place, show: Callable[[Place], object]) -> None:
    match place:
        case Place.REQUESTS:
            office.go("requests")
        case Place.CALLS | Place.LETTERS:
            office.go(place.value, whole.sheet.row.id)
        case Place.AGENCY | Place.SUPPLIERS:
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
    return _column(EraseButton(office.theme, name="step-erase", told=told, forget=forget), told)


def _not_found(office: Office, forget: Callable[[str], object]) -> QWidget:
    told = paragraph(_("Introuvable\u202f?"), "caption", ink="muted", name="step-erase-told")
    erase = EraseButton(office.theme, name="step-erase", told=told, forget=partial(forget, "notice"), kind="link")
    return _column(told, erase)


def _column(*widgets: QWidget) -> QWidget:
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for widget in widgets:
        alignment = Qt.AlignmentFlag.AlignLeft if isinstance(widget, Button) else Qt.AlignmentFlag(0)
        column.addWidget(widget, 0, alignment)
    return held
