"""Who shares a property with somebody, and what the refusal of one changes, in French (rule OBJ-06, prudence)."""

from collections.abc import Iterator, Sequence

from core.base.i18n import _
from core.model.lead import LeadSheet


def beside(name: str, owners: Sequence[str]) -> str:
    """Return a name with those who share the property: « Odile Ferrandel, avec Marc Ferrandel »."""
    return _("{name}, avec {others}").format(name=name or _("Sans nom"), others=", ".join(owners))


def shared_with(owners: Sequence[str]) -> str:
    """Return the sentence that says on whose sheet a property is changed too."""
    return _("Aussi sur la fiche de {names}\u202f: c’est le même bien.").format(names=", ".join(owners))


def owner_lines(sheet: LeadSheet) -> Iterator[str]:
    """Yield the sentences about the other people of a property."""
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
