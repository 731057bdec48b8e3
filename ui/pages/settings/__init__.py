"""The page Réglages: the agency, the seat, the suppliers, the look, the base."""
