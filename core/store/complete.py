"""What a letter lacks to reach a lead and to say where its data come from: the one rule that the verdict, the next
step, the list and the letters read, as SQL over ``l``, a row of ``lead``."""

ADDRESS_GAP = """coalesce((SELECT CASE
        WHEN a.postcode = '' AND l.postcode = '' AND a.town NOT LIKE '%,%' THEN 'postcode'
        WHEN a.town = '' AND l.town = '' THEN 'town' ELSE '' END
    FROM contact a WHERE a.lead_id = l.id AND a.kind = 'address' ORDER BY a.id LIMIT 1), 'address')"""
"""What the address lacks for the post: address (there is none), postcode, town, or nothing. A town followed by its
country has its postcode beside it."""

ORIGIN_GAP = """coalesce((SELECT CASE WHEN o.source = 'file' AND o.supplier_id IS NULL THEN 'supplier'
        WHEN o.site = '' AND o.source <> 'typed' THEN 'site'
        WHEN o.seen IS NULL AND (o.site <> '' OR o.source <> 'typed') THEN 'day'
        WHEN (l.town = '' OR l.town LIKE '%,%')
            AND coalesce((SELECT town FROM listing WHERE lead_id = l.id ORDER BY id DESC LIMIT 1), '') = '' THEN 'town'
        ELSE '' END
    FROM origin o WHERE o.lead_id = l.id ORDER BY o.id LIMIT 1), 'site')"""
"""What the letter lacks to name the source of the data and the property: supplier (of a file), site, day, town (of the
property), or nothing. What the person gave, typed without a site, has no source to name (rule GDPR-10); the reference
of an ad is said when it is known. A town with its country is where the person lives, not the property."""

READDRESSED = """EXISTS (SELECT 1 FROM stated t JOIN origin o ON o.id = t.origin_id JOIN contact c ON c.id = t.row_id
    WHERE t.lead_id = notice.lead_id AND t."table" = 'contact' AND c.kind = 'address' AND o.how <> ''
    AND o.obtained >= substr(notice.returned_at, 1, 10))"""
"""The agency gave another address since a letter came back: SQL over a row of ``notice``."""
