"""The page Réglages: sections at the left, the selected one at the right; a change applies when its field is left."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout

from core.base.i18n import _
from core.store.port import Changed
from ui.common.office import Office
from ui.common.page import Page
from ui.pages.settings.about import AboutSection
from ui.pages.settings.agency import AgencySection
from ui.pages.settings.backups import BackupsSection
from ui.pages.settings.base import BaseSection
from ui.pages.settings.law_texts import LawTextsSection
from ui.pages.settings.letters import LettersSection
from ui.pages.settings.papers import PapersSection
from ui.pages.settings.past_calls import PastCallsSection
from ui.pages.settings.register import RegisterSection
from ui.pages.settings.retention import RetentionSection
from ui.pages.settings.seat import KeysSection, LookSection, TelephoneSection, UserSection
from ui.pages.settings.section import Section
from ui.pages.settings.section_list import WIDE, SectionList
from ui.pages.settings.sites import SitesSection
from ui.pages.settings.suppliers import SuppliersSection
from ui.widgets.fields import Choice
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import nest
from ui.widgets.mark import Mark
from ui.widgets.pages import scrolled

SECTIONS: tuple[type[Section], ...] = (
    AgencySection, UserSection, LettersSection, TelephoneSection, SuppliersSection, SitesSection, PapersSection,
    RegisterSection, LawTextsSection, PastCallsSection, LookSection, RetentionSection, BackupsSection, BaseSection,
    KeysSection, AboutSection,
)  # fmt: skip
NARROW = 800
"""Width of the page at 100 % under which the sections are a list of choices."""
HEARS = frozenset({"setting", "rule_reference", "supplier", "supplier_site", "lead", "agent", "site_terms", "*"})


class SettingsPage(Page):
    """A page of the rail. Sections: agency, user, letters, telephone, suppliers, law texts, past
    calls, look, base, keys, about."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.setObjectName("settings")
        self.setAccessibleName(_("Réglages"))
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
        self._sections: dict[str, Section] = {}
        self._title = label("", "heading", name="settings-title")
        self._sentence = paragraph("", ink="muted", name="settings-sentence")
        self._mark = Mark(theme, "check", _("Enregistré"), ink="allowed", name="settings-saved")
        keep = self._mark.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self._mark.setSizePolicy(keep)
        self._lay_out()
        self._list.currentRowChanged.connect(self._show)
        self._choice.currentIndexChanged.connect(self._list.setCurrentRow)
        self._list.setCurrentRow(0)
        theme.changed.connect(self._fit)
        self._fit()

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

    def resizeEvent(self, event: QEvent) -> None:
        """Turn the list of sections into a drop-down when there is no room, so that the fields have the width."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def section(self) -> Section:
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
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 12, 0, 0)
        left.setSpacing(12)
        title = label(_("Réglages"), "title", name="settings-name")
        title.setContentsMargins(20, 0, 20, 0)
        left.addWidget(title)
        left.addWidget(self._list, 1)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._choice)
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        head = QHBoxLayout()
        head.setContentsMargins(24, 14, 24, 12)
        nest(head, words, 1)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        right = QVBoxLayout()
        right.setSpacing(0)
        nest(right, head)
        right.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        nest(row, right, 1)

    def _fit(self) -> None:
        theme = self._office.theme
        narrow = self.width() < theme.px(NARROW)
        choosing = self._list.hasFocus() or self._choice.hasFocus()
        self._left.setFixedWidth(theme.px(WIDE))
        self._left.setVisible(not narrow)
        self._choice.setVisible(narrow)
        self._title.setVisible(not narrow)
        if choosing:
            self.take_focus()
