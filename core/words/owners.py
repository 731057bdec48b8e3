"""Who shares a property with somebody, and what the refusal of one changes, in French (rule OBJ-06, prudence)."""

from collections.abc import Iterator, Mapping, Sequence

from core.base.i18n import N_, _
from core.model.lead import LeadSheet
from core.records.listing import BARE, UNDIVIDED, USUFRUCT


def beside(name: str, owners: Sequence[str]) -> str:
    """Return a name with those who share the property: « Odile Ferrandel, avec Marc Ferrandel »."""
    return _("{name}, avec {others}").format(name=name or _("Sans nom"), others=", ".join(owners))


def shared_with(owners: Sequence[str]) -> str:
    """Return the sentence that says on whose sheet a property is changed too."""
    return _("Aussi sur la fiche de {names}\u202f: c’est le même bien.").format(names=", ".join(owners))


ROLES: Mapping[str, str] = {
    USUFRUCT: N_("l’usufruit"),
    BARE: N_("la nue-propriété"),
    UNDIVIDED: N_("une part en indivision"),
}
"""What somebody has of a property, as it is shown."""


def owner_lines(sheet: LeadSheet) -> Iterator[str]:
    """Yield the sentences about the other people of a property, and what this one has of it."""
    role = next((ad.role for ad in sheet.listings if ad.role in ROLES), "")
    if role:
        yield _("De ce bien, cette personne a {role}.").format(role=_(ROLES[role]))
    names = [owner.name for owner in sheet.owners if owner.name]
    if names:
        yield _("Bien partagé avec {names}.").format(names=", ".join(names))
    refusing = [owner.name for owner in sheet.owners if owner.opposed_at is not None and owner.name]
    if sheet.row.opposed_at is not None:
        return
    if refusing:
        yield _("{other} refuse\u202f: la lettre ne va qu’à {name}, à son seul nom.").format(
            other=", ".join(refusing), name=sheet.row.name
        )
    elif sheet.another_refuses is not None:
        yield _("Une autre personne de ce bien ou de cette adresse refuse\u202f: la lettre ne va qu’à {name}.").format(
            name=sheet.row.name
        )
