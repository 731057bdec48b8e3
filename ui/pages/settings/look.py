"""How the program looks on this seat: light or dark, and the size of the text."""

from core.base.i18n import N_, _
from ui.common.office import Office
from ui.common.seat import SCHEMES
from ui.look.theme import SCALES
from ui.pages.settings.section import Section
from ui.widgets.form import FieldRow, Form

WORDS = {"light": N_("Clair"), "dark": N_("Sombre"), "system": N_("Comme le système")}


class LookSection(Section):
    """Applied at once, in every window of this seat."""

    key = "look"
    title = N_("Apparence")
    sentence = N_("Pour ce poste seulement. S’applique tout de suite.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        sizes = tuple((str(scale), f"{scale}\u00a0%") for scale in SCALES)
        rows = (
            FieldRow(
                "scheme", _("Thème"), "choice", narrow=True, options=tuple((one, _(WORDS[one])) for one in SCHEMES)
            ),
            FieldRow(
                "scale",
                _("Taille du texte"),
                "choice",
                narrow=True,
                options=sizes,
                help=_("Aussi par Ctrl++ et Ctrl+-, depuis n’importe quelle page."),
            ),
        )
        self._form = Form(office.theme, rows, name="look-form")
        self._form.changed.connect(self._save)
        office.theme.changed.connect(self.refresh)
        self.body.addWidget(self._form)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Show what is in force; the menu and the keys may have changed it."""
        theme = self.office.theme
        nearest = min(SCALES, key=lambda scale: abs(scale - theme.scale))
        self._form.show_values({"scheme": theme.scheme, "scale": str(nearest)})

    def _save(self, _key: str, _value: str) -> None:
        office = self.office
        scheme = next(one for one in SCHEMES if one == self._form.value("scheme"))
        scale = int(self._form.value("scale"))
        office.seat.scheme = scheme
        office.seat.text_scale = scale
        office.seat.save()
        office.theme.choose(scheme, scale)
        self.saved.emit()
