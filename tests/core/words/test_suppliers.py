"""The French of a supplier's sheet: short, with a printer's spaces, and prudence where there is no text."""

import re
import tomllib

from core.base.resources import resource
from core.model.supplier import Risk, Severity, SupplierSheet
from core.model.verdict import Reason
from core.rules.buying import TO_KNOW, lacking, risks
from core.words import suppliers as words
from core.words import verdicts
from tests.tables import table

WORDS = tomllib.loads(resource("law", "words", "risks.toml").read_text(encoding="utf-8"))
ALL = risks(SupplierSheet(1, "Pige Ouest"), ["Toit Direct"])


def test_every_gap_has_its_words_and_every_word_its_gap() -> None:
    assert {risk.code for risk in ALL} == set(WORDS)


@table("risk", ALL)
def test_a_risk_is_said_in_one_sentence(risk: Risk) -> None:
    for said in (words.risk_sentence(risk), words.risk_change(risk)):
        assert 0 < len(said) <= 110, said
        assert "{" not in said
        assert not re.search(r"(?<![\u202f])[:;!?»](?=\s|$)|«(?!\u202f)|'", said), said
    assert words.risk_sentence(risk).endswith(".")
    assert "la loi" not in words.risk_sentence(risk)


def test_what_rests_on_no_text_is_prudence() -> None:
    told = {risk.code: words.risk_reference(risk) for risk in ALL}
    assert told["EMAIL"] == "GDPR-07, Prudence"
    assert told["CONTRACT"] == "BUY-01, CNIL, décision du 31\u00a0janvier 2024 (Foriou)"


def test_gaps_are_counted() -> None:
    assert words.gaps_said(ALL) == "6 risques, 4 points de prudence"
    assert words.gaps_said(ALL[:1]) == "1 risque"
    assert words.gaps_said(TO_KNOW) == ""
    assert [one.shown for one in Severity] == ["Risque", "À compléter", "Remplie"]


def test_the_reason_of_a_verdict_stays_on_one_line() -> None:
    values = {"missing": lacking(ALL), "supplier": "Fichier Immo Conseil"}
    said = verdicts.sentence(Reason("SUPPLIER_INCOMPLETE", "BUY-01", "", "A", blocks=False, values=values))
    assert said == (
        "Complétez la fiche de Fichier Immo Conseil\u202f: il manque le contrat, le mode de collecte et 4 autres "
        "éléments."
    )
    assert len(said) <= 110
