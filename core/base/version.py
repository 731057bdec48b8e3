"""The version of the program, as shown and as sites are told; pyproject.toml has the same."""

VERSION = "0.1.0"
