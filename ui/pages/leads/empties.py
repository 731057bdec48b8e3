"""What the list shows when it holds nobody: a fresh base, or filters that leave nobody."""

from collections.abc import Callable

from core.base.i18n import _
from core.model.verdict import Light
from core.words.verdicts import CALL_LIGHTS
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState


def fresh_base(
    theme: Theme, *, import_file: Callable[[], object], new_lead: Callable[[], object], read_page: Callable[[], object]
) -> EmptyState:
    """Return the page of a base without leads: the four lights as legend, and the three ways to begin."""
    buttons = (
        Button(theme, _("Importer un fichier"), name="empty-import", kind="primary", icon="imports"),
        Button(theme, _("Saisir un prospect"), name="empty-new"),
        Button(theme, _("Lire une page d’annonce"), name="empty-page"),
    )
    for button, run in zip(buttons, (import_file, new_lead, read_page), strict=True):
        button.clicked.connect(_runner(run))
    return EmptyState(
        theme,
        _("Aucun prospect pour l’instant"),
        _("Chaque personne aura ici sa provenance et son feu\u202f: ce qui est permis, et pourquoi."),
        name="leads-empty",
        buttons=buttons,
        legend=[(light, _(CALL_LIGHTS[light]), meaning) for light, meaning in _meanings()],
        hint=_("Ou glissez un fichier Excel ou CSV sur la page Imports."),
    )


def no_match(theme: Theme, *, clear: Callable[[], object]) -> EmptyState:
    """Return what is shown when nobody matches."""
    button = Button(theme, _("Effacer les filtres"), name="no-match-clear", kind="primary", icon="clear")
    button.clicked.connect(_runner(clear))
    return EmptyState(
        theme,
        _("Aucun résultat"),
        _("Aucun prospect ne correspond à ces filtres."),
        name="leads-no-match",
        buttons=(button,),
    )


def _meanings() -> tuple[tuple[Light, str], ...]:
    return (
        (Light.ALLOWED, _("La personne l’a demandé ou accepté, et la preuve est au dossier.")),
        (Light.WAIT, _("L’accord existe, mais l’heure, un jour férié ou le nombre d’essais l’empêche encore.")),
        (
            Light.FORBIDDEN,
            _("Aucun accord prouvé. On écrit d’abord\u202f: la lettre d’information porte un coupon d’accord."),
        ),
        (Light.OPPOSED, _("La personne refuse le démarchage. Elle ne peut plus être appelée, imprimée ni importée.")),
    )


def _runner(run: Callable[[], object]) -> Callable[[], None]:
    def heard() -> None:
        run()

    return heard
