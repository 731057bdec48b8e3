"""Queries about what became of the leads of each supplier, and what its files cost."""

from core.model.worth import Worth
from core.store.lead_lists import REACHED
from core.store.port import Reader


def worth(r: Reader) -> list[Worth]:
    """Return what each supplier sold, by name."""
    counted = {"letters": "letter", "agreements": "agreement", "appointments": "appointment", "mandates": "mandate"}
    stages = ", ".join(
        f"count(*) FILTER (WHERE lead_id IN ({REACHED[stage]})) AS {name}" for name, stage in counted.items()
    )
    return r.named(
        Worth,
        f"""WITH given AS (SELECT DISTINCT supplier_id, lead_id FROM origin WHERE supplier_id IS NOT NULL),
            found AS (SELECT supplier_id, count(*) AS leads, {stages},
                count(*) FILTER (WHERE lead_id IN (SELECT id FROM lead WHERE opposed_at IS NOT NULL)) AS opposed
                FROM given GROUP BY supplier_id)
           SELECT s.id, s.name, coalesce(f.leads, 0) AS leads, coalesce(f.letters, 0) AS letters,
               coalesce(f.agreements, 0) AS agreements, coalesce(f.appointments, 0) AS appointments,
               coalesce(f.mandates, 0) AS mandates, coalesce(f.opposed, 0) AS opposed,
               (SELECT sum(b.price) FROM batch b WHERE b.supplier_id = s.id) AS price
           FROM supplier s LEFT JOIN found f ON f.supplier_id = s.id ORDER BY s.name_key""",
    )
