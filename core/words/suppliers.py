"""The French words of a supplier: its figures, and its sheet for a risk or a severity, whose sentences are data in
resources/law/words."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache

from core.base.i18n import _, n_
from core.base.resources import resource
from core.base.screen_shapes import NBSP, decimal, number
from core.model.supplier import Risk, Severity
from core.model.worth import Worth
from core.words.verdicts import PRUDENCE


def risk_sentence(risk: Risk) -> str:
    """Return the sentence that says what the gap means for the agency, in French."""
    return _words()[risk.code]["sentence"].format(**risk.values)


def risk_change(risk: Risk) -> str:
    """Return the sentence that says what would close the gap."""
    return _words()[risk.code]["change"].format(**risk.values)


def risk_reference(risk: Risk) -> str:
    """Return the rule and the text it rests on: « BUY-01, CNIL… »; « Prudence » when no text was found (grade D)."""
    return f"{risk.rule}, {PRUDENCE if risk.grade == 'D' else risk.reference}"


def gaps_said(risks: Sequence[Risk]) -> str:
    """Return the number of gaps in words: « 3 risques, 2 points de prudence », empty when there is none."""
    reds = sum(risk.severity is Severity.RED for risk in risks)
    ambers = sum(risk.severity is Severity.AMBER for risk in risks)
    sentences = (
        n_("{n} risque", "{n} risques", reds).format(n=number(reds)) if reds else "",
        n_("{n} point de prudence", "{n} points de prudence", ambers).format(n=number(ambers)) if ambers else "",
    )
    return ", ".join(filter(None, sentences))


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(resource("law", "words", "risks.toml").read_text(encoding="utf-8"))


def euros(cents: int) -> str:
    """Return an amount: « 120 € », « 1,50 € »."""
    whole, rest = divmod(cents, 100)
    return f"{number(whole)}{decimal(f'.{rest:02d}') if rest else ''}{NBSP}€"


def worth_pairs(one: Worth) -> list[tuple[str, str]]:
    """Return (what is counted, its figures), in order."""
    pairs = [(_("Prospects"), number(one.leads))]
    for words, count in (
        (_("Lettres"), one.letters), (_("Accords, demandes"), one.agreements), (_("Rendez-vous"), one.appointments),
        (_("Mandats"), one.mandates), (_("Oppositions"), one.opposed),
    ):  # fmt: skip
        share = decimal(f"{one.per_hundred(count):g}")
        pairs.append((words, _("{n}, soit {share}\u00a0%").format(n=number(count), share=share)))
    if one.price is None:
        return [*pairs, (_("Prix payé"), _("non dit"))]
    pairs.append((_("Prix payé"), euros(one.price)))
    for words, count in ((_("Par prospect"), one.leads), (_("Par accord"), one.agreements)):
        each = one.price_of(count)
        if each is not None:
            pairs.append((words, euros(each)))
    return pairs
