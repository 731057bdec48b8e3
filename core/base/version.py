"""The version of the program, shown to the user and sent to websites in the user agent. It is written here alone."""

VERSION = "0.2.0"
