"""The agency’s identity and its letters: the mentions the law requires, what the agency chooses, and beside it the
letter as it will leave; the texts of the law are shown as what does not change."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QBoxLayout, QColorDialog, QGridLayout, QLabel, QWidget

from core.actions.common import agency
from core.actions.letters import looks
from core.actions.letters.letterhead import letterhead, sample
from core.base.errors import UserError
from core.base.i18n import N_, _
from core.base.records import replace
from core.model.letter_look import ACCENTS, PICTURES
from core.notices.explained import EXPLAIN, explained
from core.notices.pictures import picture_of
from core.notices.render import render
from core.notices.typed import one_line
from ui.common.file_dialogs import ask_open
from ui.common.office import Office
from ui.common.preview import Preview
from ui.pages.settings.section import SettingsSection
from ui.pages.start.agency_form import AgencyForm, missing_words
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import CheckBox, Swatch, mark_wrong, text_area
from ui.widgets.flow import Flow, Turning
from ui.widgets.label import label, paragraph, set_ink
from ui.widgets.layouts import STRETCH, Fitted, fill, hbox, nest, vbox

HEAD_WIDTH = 272
"""Width of the preview at 100 %."""
HEAD_STACKED = 800
"""Below that width, at 100 %, the preview stands under the form."""


class AgencySection(Fitted, SettingsSection):
    """The form of the first start, with a preview beside it."""

    key = "agency"
    title = N_("Agence")
    sentence = N_("Ces mentions sont obligatoires\u202f: elles figurent sur chaque lettre.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._form = AgencyForm(office)
        # The form itself shows that a field was saved; the preview is drawn again.
        self._form.saved.connect(self._preview)
        self._card = self._build_preview()
        self._row = hbox((self._form, 1), (self._card, 0, Qt.AlignmentFlag.AlignTop), spacing=24)
        fill(self.body, self._row, STRETCH)
        office.theme.changed.connect(self._fit)

    def refresh(self) -> None:
        """Show the saved identity."""
        self._form.refresh(frozenset({"setting"}))
        self._preview()

    def arrive(self) -> None:
        """Give the focus to the first field that a letter lacks."""
        self._form.focus_missing()

    def _build_preview(self) -> Card:
        card = Card(self.office.theme, _("En-tête de lettre"), name="letterhead")
        self._name = paragraph("", semibold=True, name="letterhead-name")
        self._lines = paragraph("", "caption", name="letterhead-lines")
        self._foot = paragraph("", "caption", name="letterhead-foot")
        fill(card.body, self._name, self._lines)
        card.add_line()
        fill(card.body, label(_("Mentions de la lettre"), semibold=True), self._foot)
        return card

    def _preview(self) -> None:
        office = self.office
        shown = letterhead(office.settings.agency)
        self._name.setText(shown.name or _("Nom de l’agence"))
        set_ink(self._name, "text" if shown.name else "muted")
        self._lines.setText("\n".join(shown.lines))
        self._foot.setText(shown.footer or missing_words(shown.missing))
        set_ink(self._foot, "muted" if shown.footer else "wait")

    def _fit(self) -> None:
        """Put the preview beside the form, or under it when there is no room."""
        theme = self.office.theme
        stacked = self.width() < theme.px(HEAD_STACKED)
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
        self._card.setMaximumWidth(16_777_215 if stacked else theme.px(HEAD_WIDTH))
        self._card.setMinimumWidth(0 if stacked else theme.px(HEAD_WIDTH))


COLOURS = tuple(zip(ACCENTS, (N_("Noir"), N_("Vert"), N_("Bleu"), N_("Brun"), N_("Violet")), strict=True))
FIXED = (
    (N_("D’où viennent les données"), N_("selon l’origine")),
    (N_("Vous préférez ne plus rien recevoir de nous\u202f?"), N_("RGPD, art.\u00a021")),
    (N_("Coupon d’opposition et de réponse"), N_("au pied de la lettre")),
    (N_("Vos données, au dos"), N_("RGPD, art.\u00a014")),
)
PREVIEW, STACKED, THUMB, MARGIN = 380, 860, 46, 96
WAIT_MS = 350
"""After the last letter typed, before the preview is drawn again."""


class LettersSection(Fitted, SettingsSection):
    """The section; each choice applies at once, the paragraph when it is left."""

    key = "letters"
    title = N_("Courriers")
    sentence = N_("Votre lettre, vos couleurs. La loi garde ses phrases.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._pictures = {which: label("", name=f"look-{which}") for which in PICTURES}
        self._takes = {which: self._take_button(which) for which in self._pictures}
        self._swatches = [
            Swatch(office.theme, colour, _(title), name=f"look-colour-{at}")
            for at, (colour, title) in enumerate(COLOURS)
        ]
        self.paragraph = text_area(office.theme, name="look-paragraph", title=_("Votre paragraphe"), lines=4)
        self._help = paragraph("", "caption", ink="muted", name="look-paragraph-help")
        self._count = label("", "caption", ink="muted", name="look-paragraph-count")
        self.second = CheckBox(
            office.theme, _("Une seconde et dernière, après 30\u00a0jours sans réponse"), name="look-second"
        )
        self.form = CheckBox(office.theme, _("Le formulaire d’accord part avec chaque lettre"), name="look-form")
        self.one_sided = CheckBox(office.theme, _("Imprimée d’un seul côté"), name="look-one-sided")
        self.photo_of = CheckBox(office.theme, "", name="look-photo-of")
        self.preview = Preview(office.theme)
        self.explain = CheckBox(office.theme, _(EXPLAIN), name="look-explain")
        self._soon = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._soon.timeout.connect(self._draw)
        self._lay_out()
        self.paragraph.textChanged.connect(self._typed)
        self.paragraph.installEventFilter(self)
        self.second.clicked.connect(self._save_second)
        self.photo_of.clicked.connect(lambda on: self._save({"photo_of": self._signer() if on else ""}))
        self.explain.clicked.connect(self._draw)
        self.form.clicked.connect(lambda on: self._save({"consent_form": on}))
        self.one_sided.clicked.connect(lambda on: self._save({"one_sided": on}))
        office.theme.changed.connect(self._fit)

    def refresh(self) -> None:
        """Show what is kept; the paragraph being typed is left alone."""
        look = self.office.settings.look
        for which in PICTURES:
            self._show_picture(which, getattr(look, which))
        signer = self._signer()
        self.photo_of.setText(_("C’est {name}, qui accepte d’y être").format(name=signer or _("la personne qui signe")))
        self.photo_of.setChecked(bool(signer) and look.photo_of == signer)
        self.photo_of.setEnabled(bool(signer and look.photo))
        for swatch in self._swatches:
            swatch.setChecked(swatch.colour == look.accent)
        self._other.show_colour(look.accent)
        self._other.setVisible(look.accent not in dict(COLOURS))
        self._other.setChecked(look.accent not in dict(COLOURS))
        self.form.setChecked(look.consent_form)
        self.one_sided.setChecked(look.one_sided)
        self.second.setChecked(self.office.settings.second_letter)
        if not self.paragraph.hasFocus():
            with QSignalBlocker(self.paragraph):
                self.paragraph.setPlainText(look.paragraph)
        self._say("")
        self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save the paragraph when it is left."""
        if watched is self.paragraph and event.type() == QEvent.Type.FocusOut:
            self.save_paragraph()
        return super().eventFilter(watched, event)

    def save_paragraph(self) -> None:
        """Keep the paragraph, or say under it why a letter cannot hold it; what was typed stays."""
        office, typed = self.office, self.paragraph.toPlainText()
        if typed.strip() == office.settings.look.paragraph:
            self._say("")
            return
        try:
            looks.save_look(office.store, {"paragraph": typed}, by=office.by, at=office.now())
        except UserError as problem:
            self._say(problem.text)
            return
        office.forget(frozenset({"setting"}))
        self._say("")
        self.saved.emit()

    def _save_second(self, on: bool) -> None:
        office = self.office
        with self.saving():
            agency.save_settings(office.store, {"second_letter": on}, by=office.by, at=office.now())

    def choose_picture(self, which: str) -> None:
        """Ask for a picture and keep it."""
        office = self.office
        kinds = _("Images (*.png *.jpg *.jpeg *.webp *.gif *.bmp *.tif *.tiff);;Tous les fichiers (*)")
        file = ask_open(self, office.seat, _("Choisir une image"), kinds)
        if file is None:
            return
        with self.saving():
            looks.save_picture(office.store, which, file, by=office.by, at=office.now())
        self.refresh()

    def choose_colour(self) -> None:
        """Ask for any colour and keep it."""
        chosen = QColorDialog.getColor(QColor(self.office.settings.look.accent), self, _("Choisir une couleur"))
        if chosen.isValid():
            self._save({"accent": chosen.name()})
        self.refresh()

    def _save(self, values: dict[str, object]) -> None:
        office = self.office
        with self.saving():
            looks.save_look(office.store, values, by=office.by, at=office.now())
        self.refresh()

    def _typed(self) -> None:
        self._say("")
        self._soon.start()

    def _say(self, wrong: str) -> None:
        """Show how many characters are typed and, under the paragraph, what is wrong with it."""
        count = len(self.paragraph.toPlainText().strip())
        self._count.setText(_("{count} sur {most}").format(count=count, most=looks.LONGEST))
        set_ink(self._count, "forbidden" if count > looks.LONGEST else "muted")
        self._help.setText(
            f"✕ {wrong}"
            if wrong
            else _("Imprimé tel quel, juste avant la proposition d’estimation. Ni prix, ni promesse.")
        )
        set_ink(self._help, "forbidden" if wrong else "muted")
        mark_wrong(self.paragraph, wrong)

    def _draw(self) -> None:
        """Show the letter as it would leave with what is chosen and typed."""
        office = self.office
        look = replace(office.settings.look, paragraph=self.paragraph.toPlainText())
        facts = replace(sample(office.settings.agency, office.now().date()), look=look)
        try:
            document = render(facts)
            if self.explain.isChecked():
                self.preview.show_sentences(explained(facts))
            else:
                self.preview.show_pdf(document.pdf, _("Exemple"))
        except UserError as problem:
            self.preview.show_words(problem.text)

    def _show_picture(self, which: str, kept: str) -> None:
        shown, take = self._pictures[which], self._takes[which]
        pixels = QPixmap()
        pixels.loadFromData(picture_of(kept))
        side = self.office.theme.px(THUMB)
        if pixels.isNull():
            shown.setPixmap(QPixmap())
            shown.setText(_("Aucun") if which == "logo" else _("Aucune"))
        else:
            scaled = pixels.scaled(side * 3, side, Qt.AspectRatioMode.KeepAspectRatio, _SMOOTH)
            shown.setPixmap(scaled)
        shown.setAccessibleName(self._names()[which])
        take.setVisible(not pixels.isNull())

    @staticmethod
    def _names() -> dict[str, str]:
        return {"logo": _("Logo"), "signature": _("Signature"), "photo": _("Photo")}

    def _signer(self) -> str:
        return one_line(self.office.settings.agency.signer_name)

    def _take_button(self, which: str) -> Button:
        button = Button(self.office.theme, _("Retirer"), name=f"look-{which}-take", kind="link")
        button.setAccessibleName(f"{_('Retirer')} : {self._names()[which]}")
        button.clicked.connect(lambda: self._save({which: ""}))
        return button

    def _lay_out(self) -> None:
        theme = self.office.theme
        self._places: list[tuple[QLabel, QWidget]] = []
        self._upright: bool | None = None
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setColumnStretch(1, 1)
        self._add(_("Logo"), self._picture_row("logo"))
        self._other = Swatch(theme, "", _("Autre couleur"), name="look-colour-other")
        other = Button(theme, _("Autre couleur…"), name="look-colour-choose", press=self.choose_colour)
        self._other.clicked.connect(self.choose_colour)
        for swatch in self._swatches:
            swatch.clicked.connect(lambda _on, colour=swatch.colour: self._save({"accent": colour}))
        self._add(_("Couleur"), _row([*self._swatches, self._other, other]))
        self._add("", paragraph(_("Assombrie s’il le faut\u202f: lisible sur papier blanc."), "caption", ink="muted"))
        self._add(_("Signature"), self._picture_row("signature"))
        self._add(_("Photo"), self._picture_row("photo"))
        self._add("", self.photo_of)
        self._add("", paragraph(_("Sans cet accord, ou s’il manque de place, elle n’est pas imprimée."), "caption",
                                ink="muted"))  # fmt: skip
        self._add(_("Votre paragraphe"), self.paragraph)
        self._add("", Turning(self.office.theme, self._help, self._count))
        self._add(_("Avec la lettre"), self.form)
        self._add("", self.one_sided)
        self._add(_("Seconde lettre"), self.second)
        self._add(_("Ne changent pas"), self._fixed())
        beside = vbox(self.explain, (self.preview, 1))
        self._columns = hbox((vbox(self._grid, STRETCH), 1), beside, spacing=24)
        nest(self.body, self._columns, 1)

    def _add(self, title: str, widget: QWidget) -> None:
        named = label(title, of=widget)
        # On the line of its field, not above it.
        named.setMinimumHeight(self.office.theme.px(28))
        named.setVisible(bool(title))
        self._places.append((named, widget))

    def _turn(self) -> None:
        """Stand each title before its field, or above it where the window is narrow."""
        upright = self.office.theme.upright(self)
        if upright == self._upright:
            return
        self._upright = upright
        side = Qt.AlignmentFlag.AlignLeft if upright else Qt.AlignmentFlag.AlignRight
        for place, (named, widget) in enumerate(self._places):
            self._grid.addWidget(named, 2 * place, 0, side | Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(widget, 2 * place + upright, 0 if upright else 1)
        self._grid.setColumnStretch(0, int(upright))
        self._grid.setColumnStretch(1, int(not upright))
        self._grid.setVerticalSpacing(7)

    def _picture_row(self, which: str) -> QWidget:
        change = Button(self.office.theme, _("Changer…"), name=f"look-{which}-choose")
        change.setAccessibleName(f"{_('Changer…')} : {self._names()[which]}")
        change.clicked.connect(lambda: self.choose_picture(which))
        return _row([self._pictures[which], change, self._takes[which]])

    def _fixed(self) -> Card:
        card = Card(self.office.theme, name="look-fixed")
        card.setAccessibleName(_("Ne changent pas"))
        for at, (words, why) in enumerate(FIXED):
            if at:
                card.add_line()
            card.body.addWidget(_row([label(_(words)), label(_(why), "caption", ink="muted")], stretch=False))
        return card

    def _fit(self) -> None:
        """Put the preview beside the choices, or under them when there is no room."""
        self._turn()
        theme = self.office.theme
        stacked = self.width() < theme.px(STACKED)
        self._columns.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
        self.preview.setMaximumWidth(16_777_215 if stacked else theme.px(PREVIEW))
        self.preview.setMinimumWidth(0 if stacked else theme.px(PREVIEW))
        self.preview.setMinimumHeight(theme.px(520))


_SMOOTH = Qt.TransformationMode.SmoothTransformation


def _row(widgets: Sequence[QWidget | QLabel], *, stretch: bool = True) -> QWidget:
    """Return widgets side by side; without ``stretch`` the last one stands at the right edge."""
    made = QWidget()
    row = Flow(made)
    for at, widget in enumerate(widgets):
        row.add_widget(widget, right=not stretch and at == len(widgets) - 1)
    return made
