"""What Python refers to of the items of Qt's layouts."""

import gc

from PySide6.QtWidgets import QSpacerItem, QWidgetItem
from shiboken6 import Shiboken


def held_items() -> int:
    """Return how many items of layouts, made by Qt, Python refers to: see ``ui/widgets/layouts.py``."""
    gc.collect()
    items = (one for one in Shiboken.getAllValidWrappers() if isinstance(one, QWidgetItem | QSpacerItem))
    return sum(not Shiboken.createdByPython(one) for one in items)
