"""The agency's identity as a form; each field is saved as soon as it is left."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from core.actions.common import agency
from core.base import siren
from core.base.i18n import N_, _, n_
from core.base.records import Struct, replace
from core.base.screen_shapes import listed, number
from core.notices.agency_answers import unanswered
from core.notices.agency_gaps import agency_gaps, agency_missing
from core.sources.letterhead_text import read_letterhead
from core.store.port import Changed
from ui.common import checks
from ui.common.at_seat import sit_down
from ui.common.office import Office
from ui.widgets.button import Button
from ui.widgets.fields import text_area
from ui.widgets.form import FieldRow, Form
from ui.widgets.label import label, paragraph, set_ink
from ui.widgets.layouts import Named, hbox, vbox, widget_of
from ui.widgets.mark import IconLabel


class AgencyFields(Struct, frozen=True):
    """Some fields under a title; ``key`` names it. The title is translated when it is shown."""

    key: str
    title: str
    rows: tuple[FieldRow, ...]


SECTIONS = (
    AgencyFields(
        "identity",
        N_("Identité"),
        (
            FieldRow("name", N_("Nom de l’agence"), help=N_("Celui de votre enseigne.")),
            FieldRow("legal_name", N_("Dénomination sociale"), help=N_("Celle du Kbis, sans la forme juridique.")),
            FieldRow("legal_form", N_("Forme juridique"), narrow=True, hint="SARL, SAS, EI…"),
            FieldRow("capital", N_("Capital social"), narrow=True, help=N_("En euros. Vide pour un entrepreneur.")),
            FieldRow("siren", N_("SIREN"), narrow=True, check=checks.siren),
            FieldRow("rcs_town", N_("Ville du RCS"), narrow=True),
            FieldRow("vat", N_("TVA intracommunautaire"), narrow=True),
        ),
    ),
    AgencyFields(
        "contact",
        N_("Adresse et contact"),
        (
            FieldRow("address", N_("Adresse"), hint=N_("Numéro et voie")),
            FieldRow("postcode", N_("Code postal"), narrow=True, check=checks.postcode),
            FieldRow("town", N_("Commune"), narrow=True),
            FieldRow("phone", N_("Téléphone"), narrow=True, help=N_("Où l’on peut vous rappeler."), check=checks.phone),
            FieldRow("email", N_("E-mail"), check=checks.email),
        ),
    ),
    AgencyFields(
        "card",
        N_("Carte professionnelle"),
        (
            FieldRow("card_number", N_("Numéro de carte"), hint="CPI 0000 0000 000 000 000"),
            FieldRow("card_cci", N_("CCI qui l’a délivrée"), hint=N_("Nîmes, Gard…")),
            FieldRow("card_cci_address", N_("Adresse de la CCI")),
            FieldRow(
                "holds_funds",
                N_("Maniement de fonds"),
                "choice",
                help=N_("Pour ses clients : acompte, séquestre, loyers. La lettre le dit."),
                options=(
                    ("", N_("Choisir")),
                    ("1", N_("L’agence reçoit des fonds")),
                    ("0", N_("L’agence n’en reçoit aucun")),
                ),
            ),
            FieldRow("guarantor_name", N_("Garant financier"), help=N_("Si l’agence reçoit des fonds.")),
            FieldRow("guarantor_address", N_("Adresse du garant")),
            FieldRow("insurer_name", N_("Assureur")),
            FieldRow("insurer_address", N_("Adresse de l’assureur")),
            FieldRow("insurer_area", N_("Zone couverte"), narrow=True, hint=N_("France")),
            FieldRow("mediator_name", N_("Médiateur de la consommation")),
            FieldRow("mediator_address", N_("Adresse du médiateur")),
            FieldRow("mediator_url", N_("Site du médiateur")),
        ),
    ),
    AgencyFields(
        "letters",
        N_("Lettres et données"),
        (
            FieldRow("signer_name", N_("Qui signe"), narrow=True),
            FieldRow("signer_role", N_("Sa fonction"), narrow=True, hint=N_("négociatrice, gérant…")),
            FieldRow(
                "privacy_contact",
                N_("Contact pour les données"),
                help=N_("Imprimé sur chaque lettre : c’est là qu’une personne exerce ses droits."),
            ),
            FieldRow("fee_place", N_("Où lire le barème"), hint=N_("dans notre vitrine, sur notre site…")),
            FieldRow("services", N_("Services proposés")),
            FieldRow("consent_months", N_("Durée d’un accord"), narrow=True, help=N_("En mois."), check=checks.months),
        ),
    ),
)


def shown(row: FieldRow) -> FieldRow:
    """Return ``row`` in the language of the screen."""
    return FieldRow(
        row.key,
        _(row.title),
        row.kind,
        _(row.text) if row.text else "",
        _(row.help) if row.help else "",
        _(row.hint) if row.hint else "",
        row.narrow,
        tuple((key, _(words)) for key, words in row.options),
        row.check,
    )


FIRST = ("name", "town", "phone")
"""What is asked at the first start: who calls, from where, and the number to call back."""
NAMED = 3
"""Missing mentions named one by one; beyond, the rest is counted."""
_TYPED = 14
"""Seconds that a mention takes to be typed, on average."""
PASTE = N_(
    "Nom, adresse, téléphone, SIREN, carte professionnelle\u202f: ce qui s’y lit remplit la fiche, que vous relisez."
)
TIDY: dict[str, Callable[[str], str]] = {"siren": siren.bare}


def missing_words(missing: tuple[str, ...], *, unanswered: bool = False) -> str:
    """Return « Il manque le numéro SIREN et la ville du RCS : aucune lettre ne peut partir. », or that nothing is
    missing; ``unanswered``: the agency did not say all that its letters state."""
    if not missing and unanswered:
        return _("La fiche est complète. Avant la première lettre\u202f: dites ce qu’elle affirme, dans Réglages.")
    if not missing:
        return _("Rien ne manque : les lettres peuvent partir.")
    names = list(missing[:NAMED])
    others = len(missing) - len(names)
    if others:
        names.append(n_("{n} autre mention", "{n} autres mentions", others).format(n=number(others)))
    return _("Il manque {missing} : aucune lettre ne peut partir.").format(missing=listed(names))


class AgencyForm(Named, QWidget):
    """The form. ``saved`` is emitted when a field was saved. :meth:`refresh` shows what another seat changed.

    ``first``: at the first start, the fields of :data:`FIRST` are enough to begin; the rest is one click away, and
    asked for when the first letter needs it. What is pasted of a letterhead fills what is empty.
    """

    saved = Signal()

    def __init__(self, office: Office, *, first: bool = False) -> None:
        super().__init__(name="agency-form", title=_("Agence"))
        self._office = office
        self._sections = _parted() if first else SECTIONS
        self._missing = paragraph("", name="agency-missing")
        self._lead = Button(office.theme, _("Aller au premier qui manque"), name="agency-first-missing", kind="link")
        self._lead.clicked.connect(self.focus_missing)
        self._mark = IconLabel(office.theme, "check", _("Enregistré"), ink="allowed", name="agency-saved")
        policy = self._mark.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._mark.setSizePolicy(policy)
        self._mark.hide()
        self._column = vbox(hbox((self._missing, 1), self._lead, self._mark, spacing=16), on=self, spacing=4)
        self._add_paste()
        self._who = self._add_who() if first else None
        self._forms: list[Form] = []
        self._rest: list[QWidget] = []
        self._more = Button(office.theme, _("Tout remplir maintenant"), name="agency-more", kind="link")
        self._more.clicked.connect(self.show_rest)
        for place, section in enumerate(self._sections):
            self._add(section, rest=first and place > 0)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._more.setVisible(first)
        self._column.addStretch(1)
        for part in self._rest:
            part.hide()
        self.refresh(frozenset({"setting"}))

    def show_rest(self) -> None:
        """Show every field, once the first ones are filled in."""
        self._unfold()
        self._forms[1].field(self._sections[1].rows[0].key).setFocus(Qt.FocusReason.OtherFocusReason)

    def _unfold(self) -> None:
        for part in self._rest:
            part.show()
        self._more.hide()
        self._show_missing()

    def focus_missing(self) -> bool:
        """Give the focus to the first field that a letter lacks, and tell whether there is one."""
        for section, form in zip(self._sections, self._forms, strict=True):
            for row in section.rows:
                if row.key in agency_gaps(self._office.settings.agency) and not form.isHidden():
                    form.field(row.key).setFocus(Qt.FocusReason.OtherFocusReason)
                    return True
        return False

    def _add_paste(self) -> None:
        """Add where a letterhead is pasted, and what was read of it."""
        self.pasted = text_area(self._office.theme, name="agency-paste", title=_("Votre en-tête ou votre signature"))
        self.pasted.setPlaceholderText(
            _("Collez ici le bas d’une lettre, vos mentions légales, une signature d’e-mail")
        )
        self._read = paragraph(_(PASTE), "caption", ink="muted", name="agency-read")
        self._reading = QTimer(self, singleShot=True)
        self._reading.timeout.connect(self.read_pasted)
        self.pasted.textChanged.connect(self._reading.start)
        self._filled: dict[str, str] = {}
        self._paste = widget_of(vbox(label(_("Remplir d’un coup"), "heading"), self.pasted, self._read, spacing=4))
        self._column.addWidget(self._paste)

    def _add_who(self) -> Form:
        """Add who works here: the journal bears the name, and the letters too until somebody else signs them."""
        row = FieldRow("user", _("Votre nom"), help=_("Noté au journal à côté de ce que vous faites."))
        form = Form(self._office.theme, (row,), name="agency-who")
        form.changed.connect(self._sit)
        form.show_values({"user": self._office.settings.user})
        self._column.addWidget(form)
        return form

    def _sit(self, _key: str, name: str) -> None:
        if name:
            with self._office.trying():
                sit_down(self._office, name)
            self._propose({"signer_name": name, "privacy_contact": name})

    def read_pasted(self) -> None:
        """Fill the empty fields with what was pasted, and say how many; what somebody typed stays."""
        values = read_letterhead(self.pasted.toPlainText())
        read_count = len(self._propose(values, again=True))
        if not self.pasted.toPlainText().strip():
            self._read.setText(_(PASTE))
        elif not values:
            self._read.setText(_("Rien de sûr dans ce texte. Tapez les champs ci-dessous."))
        else:
            words = n_("{n} champ rempli\u202f: relisez-le.", "{n} champs remplis\u202f: relisez-les.", read_count)
            self._read.setText(words.format(n=number(read_count)))
            if self._rest:
                self._unfold()
        if self._who and "signer_name" in values and not self._who.value("user"):
            self._who.show_values({"user": values["signer_name"]})
            self._sit("user", values["signer_name"])

    def _propose(self, values: Mapping[str, str], *, again: bool = False) -> dict[str, str]:
        """Save the values whose field is empty, or ``again`` those pasted before, and return them."""
        present, rows = self._office.settings.agency, {row.key: row for part in self._sections for row in part.rows}
        wanted = {}
        for key, value in values.items():
            before, check = _shown(getattr(present, key)), rows[key].check if key in rows else None
            if (not before or (again and before == self._filled.get(key))) and not (check and check(value)):
                wanted[key] = TIDY.get(key, str)(value)
        if changed := {key: value for key, value in wanted.items() if value != _shown(getattr(present, key))}:
            self._save_all(changed)
            self.refresh(frozenset({"setting"}))
        self._filled |= wanted
        return wanted

    def _add(self, section: AgencyFields, *, rest: bool) -> None:
        theme = self._office.theme
        title = label(_(section.title), "heading")
        title.setContentsMargins(0, 12, 0, 2)
        form = Form(theme, [shown(row) for row in section.rows], name=f"agency-{section.key}")
        form.setAccessibleName(_(section.title))
        form.changed.connect(self._save)
        self._forms.append(form)
        for part in (title, form):
            self._column.addWidget(part)
            if rest:
                self._rest.append(part)

    def refresh(self, changed: Changed) -> None:
        """Show the saved identity again when the settings changed; the field being edited is left alone."""
        if not changed & {"setting", "*"}:
            return
        present = self._office.settings.agency
        for section, form in zip(self._sections, self._forms, strict=True):
            rest = [row.key for row in section.rows if not form.field(row.key).hasFocus()]
            form.show_values({key: _shown(getattr(present, key)) for key in rest})
        self._show_missing()

    def missing(self) -> tuple[str, ...]:
        """Return what a letter still lacks, in the user's words."""
        return agency_missing(self._office.settings.agency)

    def field(self, key: str) -> QWidget:
        """Return the control of a field."""
        return self._form(key).field(key)

    def value(self, key: str) -> str:
        """Return the value shown in a field."""
        return self._form(key).value(key)

    def _form(self, key: str) -> Form:
        forms = zip(self._sections, self._forms, strict=True)
        return next(form for section, form in forms if any(row.key == key for row in section.rows))

    def _save(self, key: str, value: str) -> None:
        self._save_all({key: TIDY.get(key, str)(value)})

    def _save_all(self, values: Mapping[str, str]) -> None:
        office = self._office
        self._mark.hide()
        with office.trying():
            agency.save_agency(office.store, values, by=office.by, at=office.now())
            # The window is told of the change a little later; what is missing is shown now.
            office.forget(frozenset({"setting"}))
            self._mark.show()
            self._show_missing()
            self.saved.emit()

    def words(self) -> str:
        """Return what comes before the first letter."""
        of_agency = self._office.settings.agency
        return missing_words(agency_missing(of_agency), unanswered=bool(unanswered(of_agency)))

    def _show_missing(self) -> None:
        gaps = agency_gaps(self._office.settings.agency)
        begun = bool(self._rest) and self._rest[0].isHidden()
        for section, form in zip(self._sections, self._forms, strict=True):
            for row in section.rows:
                form.show_lack(row.key, _("Manque à la lettre.") if row.key in gaps and not begun else "")
        self._missing.setText(later_words(len(gaps)) if begun else self.words())
        self._missing.setVisible(not begun)  # The foot of the first start says it.
        waiting = bool(gaps) or bool(unanswered(self._office.settings.agency))
        set_ink(self._missing, "muted" if begun else "wait" if waiting else "allowed")
        self._lead.setVisible(bool(gaps) and not begun)
        self._paste.setVisible(bool(gaps) or self.pasted.hasFocus())


def later_words(count: int) -> str:
    """Return how long what the first letter lacks takes to type, ``count`` being its mentions, one at least."""
    minutes = -(-count * _TYPED // 60)
    words = n_(
        "Encore {n} minute avant la première lettre.", "Encore {n} minutes avant la première lettre.", minutes
    )  # fmt: skip
    return words.format(n=number(minutes))


def _parted() -> tuple[AgencyFields, ...]:
    """Return the sections with the fields to begin with first, and no longer in their own."""
    rows = {row.key: row for section in SECTIONS for row in section.rows}
    begin = AgencyFields("begin", N_("Pour commencer"), tuple(rows[key] for key in FIRST))
    others = (replace(fields, rows=tuple(row for row in fields.rows if row.key not in FIRST)) for fields in SECTIONS)
    return (begin, *others)


def _shown(value: str | bool | int | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, bool) else str(value)
