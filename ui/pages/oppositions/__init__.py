"""The register of oppositions: who refuses, since when; a number checked even after its sheet was erased."""
