"""What a screen reader is told of a program: the tree of AT-SPI, one line of JSON for each question read.

Run by the Python of the system, which alone has pyatspi: ``/usr/bin/python3 tests/journeys/heard_by.py PID``. Asked
``tree``, or ``act PATH NAME``, where PATH is the places of the children from the program, joined by points.
"""

import json
import sys
from typing import Any

import pyatspi
from gi.repository import Atspi

ROWS = ("table", "tree table", "list", "list box")
MOST_ROWS = 40
"""Children of a list that are looked at: the others are as these."""
LEAVES = ("button", "check box", "heading", "label", "list item", "page tab", "table cell", "table column header")
"""Roles of what holds nothing that could be reached."""
ANSWER_MS = 4000
"""A dialog keeps the program from answering what opened it."""


def program(pid: int) -> Any:
    """Return the program, asked anew: what was heard before is not trusted."""
    desktop = pyatspi.Registry.getDesktop(0)
    desktop.clear_cache()
    for place in range(desktop.childCount):
        found = desktop.getChildAtIndex(place)
        if found is not None and found.get_process_id() == pid:
            found.set_cache_mask(Atspi.Cache.NONE)
            return found
    return None


def told(one: Any, role: str, path: list[int], states: list[str]) -> dict[str, Any]:
    """Return what is told of one control; what the keyboard does not reach is only named, each question takes time."""
    reached = role != "table cell" and ("focusable" in states or role in ("button", "menu item"))
    acts = one.get_action_iface() if reached else None
    text = one.get_text_iface() if (reached and "editable" in states) or role == "combo box" else None
    places = range(acts.get_n_actions()) if acts else ()
    keys = [Atspi.Action.get_key_binding(acts, place) for place in places]
    return {
        "path": path, "role": role, "name": one.name or "", "states": states,
        "acts": [Atspi.Action.get_action_name(acts, place) for place in places], "key": next(filter(None, keys), ""),
        "text": Atspi.Text.get_text(text, 0, -1) if text else "",
    }  # fmt: skip


def walk(one: Any, path: list[int], found: list[dict[str, Any]]) -> None:
    """Add to ``found`` a control and what it shows."""
    try:
        states = [pyatspi.stateToString(state) for state in one.getState().getStates()]
        if path and "showing" not in states:
            return
        role = one.getRoleName()
        if path:
            found.append(told(one, role, path, states))
        count = 0 if role in LEAVES else one.childCount
        for place in range(min(count, MOST_ROWS) if role in ROWS else count):
            child = one.getChildAtIndex(place)
            if child is not None:
                walk(child, [*path, place], found)
    except Exception:  # What was closed meanwhile is not there any more.
        return


def act(one: Any, path: str, name: str) -> bool:
    """Do what a control offers; True when it answered."""
    for place in path.split("."):
        one = one.getChildAtIndex(int(place))
    acts = one.get_action_iface()
    names = [Atspi.Action.get_action_name(acts, place) for place in range(acts.get_n_actions())]
    try:
        return bool(Atspi.Action.do_action(acts, names.index(name)))
    except Exception:  # Its dialog answers only once it is closed.
        return False


def main() -> None:
    """Answer until nothing more is asked."""
    Atspi.set_timeout(ANSWER_MS, 15_000)
    for line in sys.stdin:
        question, *rest = line.split()
        try:
            one = program(int(sys.argv[1]))
        except Exception:  # The bus is not up yet.
            one = None
        nodes: list[dict[str, Any]] = []
        if question == "tree":
            walk(one, [], nodes)
            print(json.dumps(nodes), flush=True)
        else:
            print(json.dumps(one is not None and act(one, *rest)), flush=True)


if __name__ == "__main__":
    main()
