"""The page Imports: files and pages taken in by batches, each with counts that must balance."""
