"""Finds the calls that gave an appointment without reading the others, large with their verdicts."""

STATEMENTS = ("CREATE INDEX call_met ON call (lead_id) WHERE outcome = 'appointment'",)
