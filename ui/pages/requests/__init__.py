"""The page Demandes: what persons ask of the agency, by deadline, and the messages to the recipients of their data."""
