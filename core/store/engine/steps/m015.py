"""Who can see the ads that a supplier copies, on all its sites or on one: empty when it did not say, « tous », or the
condition in the agency's words (rule GDPR-12)."""

STATEMENTS = (
    "ALTER TABLE supplier ADD COLUMN audience TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE supplier_site ADD COLUMN audience TEXT NOT NULL DEFAULT ''",
)
