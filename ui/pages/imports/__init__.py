"""Imports: files and pages taken in, batch by batch, each with a count that balances."""
