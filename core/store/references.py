"""The references corrected by the agency's counsel."""

from core.store.port import Reader, Row


def corrections(r: Reader) -> tuple[tuple[str, str, str], ...]:
    """Return (rule, reference of the rulebook, reference shown instead), in a steady order."""
    rows = r.rows("SELECT rule, original, text FROM rule_reference ORDER BY rule, original")
    return tuple((str(rule), str(original), str(text)) for rule, original, text in rows)


def correction(r: Reader, rule: str, original: str) -> Row | None:
    """Return (id, text, at, by) of one correction, None when there is none."""
    return r.row("SELECT id, text, at, by FROM rule_reference WHERE rule = ? AND original = ?", rule, original)


def who_and_when(r: Reader) -> list[Row]:
    """Return (rule, original, at, by) of every correction."""
    return r.rows("SELECT rule, original, at, by FROM rule_reference")
