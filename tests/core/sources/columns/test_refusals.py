"""The columns by which programs of customers say who refuses: heard, closed one way, or asked; a clear yes is free."""

from core.sources.columns.asked_answers import may_refuse
from core.sources.columns.channel_opt_outs import WAYS, closing
from core.sources.columns.headings import field_of
from core.sources.columns.refusals import declines, refuses
from core.sources.tables.hearing import listened
from tests.tables import table

WHOLE, WAY, ASKED, FREE = "whole", "way", "asked", "free"

COLUMNS = [
    # Heading; answers that refuse; what they do; answers that do not.
    ("Do Not Call", "Yes 1 true", WAY, "No 0 false"),
    ("do_not_call", "true", WAY, "false"),
    ("DoNotCall", "1", WAY, "0"),
    ("DNC", "1 x", WAY, "0"),
    ("Opt-out", "Oui x", WHOLE, "Non"),
    ("Opted Out", "yes", WHOLE, "no"),
    ("Opt-out date", "2026-03-12", WHOLE, ""),
    ("Consent", "no refused denied withdrawn", WHOLE, "yes given granted"),
    ("Consentement RGPD", "non refusé retiré", WHOLE, "oui accordé"),
    ("GDPR consent", "denied rejected revoked", WHOLE, "granted"),
    ("RGPD", "non refus", ASKED, "oui ok"),
    ("RGPD", "Opposition", WHOLE, "Consentement"),
    ("Statut RGPD", "Opposé", WHOLE, "Informé"),
    ("NPC", "oui x", WHOLE, "non"),
    ("NPA", "oui", WHOLE, "non"),
    ("Contactable", "Non", WHOLE, "Oui"),
    ("Prospectable", "N", WHOLE, "O"),
    ("Accepte d'être contacté", "Non", WHOLE, "Oui"),
    ("Prospection autorisée", "non", WHOLE, "oui"),
    ("Démarchage", "non refusé interdit", WHOLE, "oui accepté"),
    ("Démarchage téléphonique", "refus", WHOLE, "ok"),
    ("Prospection commerciale", "Refusée non", WHOLE, "Acceptée"),
    ("Sollicitations pro", "refusées", WHOLE, "acceptées"),
    ("Contact pro accepté", "non", WHOLE, "oui"),
    ("Opposition prospection", "oui", WHOLE, "non"),
    ("Oppositions CNIL", "oui", WHOLE, "non"),
    ("Droit d'opposition exercé", "Oui", WHOLE, "Non"),
    ("Droit à l'effacement", "demandé", WHOLE, "non"),
    ("Effacement demandé", "oui", WHOLE, "non"),
    ("Exclu prospection", "oui", WHOLE, "non"),
    ("Suppression list", "yes", WHOLE, "no"),
    ("Suppressed", "yes", WHOLE, "no"),
    ("Robinson", "1", WHOLE, "0"),
    ("Bloctel", "Oui inscrit", WHOLE, "Non"),
    ("Blacklist", "1", WHOLE, "0"),
    ("Suppression demandée", "oui", ASKED, "non"),
    ("Liste rouge", "oui", ASKED, "non"),
    ("Accepts Marketing", "no", ASKED, "yes"),
    ("Statut", "Refus Refusé", ASKED, "Nouveau Perdu"),
    ("Lead status", "DNC", WHOLE, "Open"),
    ("Tags", "do-not-call opposition_rgpd", WHOLE, "chaud"),
    ("EMAIL_BLACKLISTED", "1", WAY, "0"),
    ("Unsubscribed from all email", "true", WAY, "false"),
    ("Opted out of email: Marketing Information", "true", WAY, "false"),
    ("HasOptedOutOfEmail", "1", WAY, "0"),
    ("Person - Marketing status", "Unsubscribed", WAY, "Subscribed"),
    ("Email permission status", "Opted-out", WAY, "Opted-in"),
    ("Email marketing consent", "Unsubscribed", WAY, "Subscribed"),
    ("SMS opt-in", "unsubscribed No", WAY, "Yes"),
    ("Do not mail", "Yes", WAY, "No"),
    ("Appel interdit", "oui", WAY, "non"),
    ("Date désinscription", "12/03/2026", WHOLE, ""),
    ("Newsletter", "désinscrit non", WAY, "inscrit oui"),
    ("Joignable", "", "", "non oui"),
    ("Agence", "", "", "non oui"),
    ("Mailing", "non", WAY, "oui"),
    ("Marketing contact status", "", "", "marketing"),
]


def closed(header: str, cell: str) -> str:
    """What an answer closes of whoever gives it."""
    field = field_of(header)[0]
    way = closing({0: field}, [header])
    if field in WAYS and way is not None:
        return WAY if way([cell]) else FREE
    if listened({0: cell})[0] or (refuses(cell) if field == "refuses" else field == "accepts" and declines(cell)):
        return WHOLE
    says = may_refuse(header)
    return ASKED if (says and says(cell)) or listened({0: cell})[1] else FREE


@table("header, against, does, free", COLUMNS)
def test_an_answer_closes_what_its_heading_says(header: str, against: str, does: str, free: str) -> None:
    assert [closed(header, cell) for cell in against.split()] == [does] * len(against.split())
    assert {closed(header, cell) for cell in free.split()} <= {FREE}
