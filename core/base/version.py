"""The version of the program, shown to the user and sent to websites in the user agent; pyproject.toml has the same."""

VERSION = "0.1.0"
