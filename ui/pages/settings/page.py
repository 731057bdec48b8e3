"""The page Réglages: sections at the left, the selected one at the right; a change applies when its field is left."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from core.base.i18n import _
from core.store.port import Changed
from ui.common.office import Office
from ui.common.page import Page
from ui.look.theme import Theme
from ui.pages.settings.about import AboutSection
from ui.pages.settings.base import BackupsSection, BaseSection, RegisterSection
from ui.pages.settings.breaches import BreachesSection
from ui.pages.settings.claims import ClaimsSection
from ui.pages.settings.compliance import PapersSection, RetentionSection
from ui.pages.settings.law import LawTextsSection, PastCallsSection
from ui.pages.settings.letters import AgencySection, LettersSection
from ui.pages.settings.outside import DataPageSection, MailServiceSection
from ui.pages.settings.seat import KeysSection, LookSection, TelephoneSection, UserSection
from ui.pages.settings.section import SettingsSection
from ui.pages.settings.suppliers import SitesSection, SuppliersSection
from ui.pages.settings.team import TeamSection
from ui.widgets.fields import Choice
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import Fitted, Themed, hbox, vbox
from ui.widgets.lists.table_model import Index
from ui.widgets.mark import IconLabel
from ui.widgets.pages import scrolled
from ui.widgets.paint import LEFT, box

WIDE = 212
ROW = 36


class SectionDelegate(QStyledItemDelegate):
    """Paints the name of one section."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._list = parent

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size: 36 high at 100 %."""
        return QSize(self._theme.px(120), self._theme.height(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme
        rect: QRect = option.rect
        place = rect.adjusted(8, 1, -8, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            box(painter, theme, place, ground="accent-tint", edge="", radius=6)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            box(painter, theme, place, ground="hover", edge="", radius=6)
        painter.setFont(theme.font("body", semibold=chosen))
        painter.setPen(theme.color("accent" if chosen else "text"))
        painter.drawText(place.adjusted(12, 0, -4, 0), LEFT, str(index.data()))
        if chosen and self._list.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 5, 5)


class SectionList(Themed, QListWidget):
    """``currentRowChanged(place)`` is Qt's own; ↑ ↓ move."""

    def __init__(self, theme: Theme, titles: Sequence[str], *, name: str, title: str) -> None:
        super().__init__(theme, name=name, title=title)
        self.setItemDelegate(SectionDelegate(theme, self))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        for words in titles:
            self.addItem(QListWidgetItem(words))
        theme.changed.connect(self.doItemsLayout)


SECTIONS: tuple[type[SettingsSection], ...] = (
    AgencySection, TeamSection, UserSection, LettersSection, ClaimsSection, DataPageSection, MailServiceSection,
    TelephoneSection, SuppliersSection, SitesSection,
    PapersSection, BreachesSection, RegisterSection, LawTextsSection, PastCallsSection, LookSection, RetentionSection,
    BackupsSection, BaseSection, KeysSection, AboutSection,
)  # fmt: skip
NARROW = 800
"""Width of the page at 100 % under which the sections are a list of choices."""
HEARS = frozenset({"setting", "rule_reference", "supplier", "supplier_site", "lead", "agent", "site_terms", "*"})


class SettingsPage(Fitted, Page):
    """A page of the rail. Sections: agency, user, letters, telephone, suppliers, law texts, past
    calls, look, base, keys, about."""

    def __init__(self, office: Office) -> None:
        super().__init__(name="settings", title=_("Réglages"))
        self._office = office
        theme = office.theme
        self._list = SectionList(
            theme, [_(section.title) for section in SECTIONS], name="settings-sections", title=_("Rubriques")
        )
        self._choice = Choice(
            theme,
            [(section.key, _(section.title)) for section in SECTIONS],
            name="settings-choice",
            title=_("Rubriques"),
        )
        self._stack = QStackedWidget()
        self._stack.setObjectName("settings-stack")
        self._sections: dict[str, SettingsSection] = {}
        self._title = label("", "heading", name="settings-title")
        self._sentence = paragraph("", ink="muted", name="settings-sentence")
        self._mark = IconLabel(theme, "check", _("Enregistré"), ink="allowed", name="settings-saved")
        keep = self._mark.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self._mark.setSizePolicy(keep)
        self._lay_out()
        self._list.currentRowChanged.connect(self._show)
        self._choice.currentIndexChanged.connect(self._list.setCurrentRow)
        self._list.setCurrentRow(0)
        theme.follow(self._fit)

    def refresh(self, changed: Changed) -> None:
        """Show the present values again in the visible section."""
        if changed & HEARS:
            self.section().refresh()

    def take_focus(self) -> None:
        """Give the focus to the list of sections."""
        (self._list if self._choice.isHidden() else self._choice).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_section(self, key: str) -> None:
        """Show a section by its key."""
        self._list.setCurrentRow(next(place for place, one in enumerate(SECTIONS) if one.key == key))

    def show_filters(self, values: Mapping[str, str]) -> None:
        """Show the section an address names: « settings/section=backups »."""
        self.show_section(values["section"])
        self.section().arrive()

    def section(self) -> SettingsSection:
        """Return the visible section, made when it is first shown."""
        make = SECTIONS[self._list.currentRow()]
        if make.key not in self._sections:
            made = self._sections[make.key] = make(self._office)
            made.saved.connect(self._saved)
            self._stack.addWidget(scrolled(made, name=f"{made.objectName()}-area"))
        return self._sections[make.key]

    def _show(self, _place: int) -> None:
        section = self.section()
        self._stack.setCurrentIndex(list(self._sections).index(section.key))
        self._choice.choose(section.key)
        self._title.setText(_(section.title))
        self._sentence.setText(_(section.sentence))
        self._mark.hide()
        section.refresh()

    def _saved(self) -> None:
        self._mark.show()

    def _lay_out(self) -> None:
        self._left = QFrame()
        self._left.setProperty("ground", "surface")
        self._left.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        title = label(_("Réglages"), "title", name="settings-name")
        title.setContentsMargins(20, 0, 20, 0)
        vbox(title, (self._list, 1), on=self._left, margins=(0, 12, 0, 0), spacing=12)
        head = hbox(
            (vbox(self._choice, self._title, self._sentence, spacing=4), 1),
            (self._mark, 0, Qt.AlignmentFlag.AlignVCenter),
            margins=(24, 14, 24, 12),
        )
        hbox(self._left, (vbox(head, (self._stack, 1), spacing=0), 1), on=self, spacing=0)

    def _fit(self) -> None:
        """Turn the list of sections into a drop-down when there is no room, so that the fields have the width."""
        theme = self._office.theme
        narrow = self.width() < theme.px(NARROW)
        choosing = self._list.hasFocus() or self._choice.hasFocus()
        self._left.setFixedWidth(theme.px(WIDE))
        self._left.setVisible(not narrow)
        self._choice.setVisible(narrow)
        self._title.setVisible(not narrow)
        if choosing:
            self.take_focus()
