"""The letters: due, prepared, posted, returned; replies recorded by their reference."""
