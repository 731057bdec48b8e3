"""The page of letters: due, prepared, posted, returned; replies recorded by their reference."""
