"""Starts the program: ``python -m premier_contact``."""

import sys

from premier_contact.command import main

sys.exit(main())
