"""The figures of a supplier in words."""

from core.base.french import NBSP, number
from core.base.i18n import _
from core.model.worth import Worth


def euros(cents: int) -> str:
    """Return an amount: « 120 € », « 1,50 € »."""
    whole, rest = divmod(cents, 100)
    return f"{number(whole)}{f',{rest:02d}' if rest else ''}{NBSP}€"


def worth_pairs(one: Worth) -> list[tuple[str, str]]:
    """Return (what is counted, its figures), in order."""
    pairs = [(_("Prospects"), number(one.leads))]
    for words, count in (
        (_("Lettres"), one.letters), (_("Accords, demandes"), one.agreements), (_("Rendez-vous"), one.appointments),
        (_("Mandats"), one.mandates), (_("Oppositions"), one.opposed),
    ):  # fmt: skip
        share = f"{one.per_hundred(count):g}".replace(".", ",")
        pairs.append((words, _("{n}, soit {share}\u00a0%").format(n=number(count), share=share)))
    if one.price is None:
        return [*pairs, (_("Prix payé"), _("non dit"))]
    pairs.append((_("Prix payé"), euros(one.price)))
    for words, count in ((_("Par prospect"), one.leads), (_("Par accord"), one.agreements)):
        each = one.price_of(count)
        if each is not None:
            pairs.append((words, euros(each)))
    return pairs
