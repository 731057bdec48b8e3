"""A hand at the real window: it looks where a control stands, then moves the mouse there and clicks, or presses keys.

It never calls the program: what is out of sight is scrolled to by the wheel, and what is covered is not reached.
"""

import json
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.journeys.real_screen import RealScreen, reach

WAIT_S, NOTCHES, ENOUGH = 30.0, 60, 0.6
"""Longest wait, most turns of the wheel, and the share of a control that must be in sight to be clicked."""


class Hand:
    """One hand. ``took``: act → seconds of each time it was done; ``seen``: what was odd on the way, in words."""

    def __init__(self, screen: RealScreen, program: "subprocess.Popen[bytes]", out: Path) -> None:
        self.screen = screen
        self._program = program
        self._out = out
        self.took: dict[str, list[float]] = defaultdict(list)
        out.mkdir(parents=True, exist_ok=True)

    def ask(self, *question: object) -> object:
        """Ask the eyes."""
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(json.dumps(question).encode() + b"\n")
        self._program.stdin.flush()
        line = self._program.stdout.readline()
        assert line, "the program is gone"
        return json.loads(line)

    def look(self, name: str) -> dict[str, object]:
        """Return how a control in sight stands; wait for it."""
        return self._waited(lambda: self.ask("place", name), f"« {name} » is not in sight")

    def shows(self, name: str) -> bool:
        """Tell whether a control is in sight."""
        return self.ask("place", name) is not None

    def text(self, name: str) -> str:
        """Return what a control says."""
        return str(self.look(name)["text"])

    def click(self, name: str) -> None:
        """Scroll to a control if need be, wait until it takes clicks, and click in the middle of it."""
        self.wait(lambda: bool(self.look(name)["enabled"]), f"« {name} » takes no click")
        self._to(name)
        for _notch in range(NOTCHES):
            place = self.look(name)
            area = place.get("area")
            if float(str(place["seen"])) >= ENOUGH or not isinstance(area, list):
                break
            self.screen.wheel(*area, down=bool(place["below"]))
        place = self.look(name)
        assert not place["covered"], f"« {name} » is under « {place['covered']} »"
        assert float(str(place["seen"])) >= ENOUGH, f"« {name} » cannot be scrolled to: {place}"
        self.at(place)

    def click_tab(self, bar: str, words: str, more: str = "") -> None:
        """Click on the tab that begins with some words, or take it in the menu of those folded away."""
        if more and self.ask("tab", bar, words) is None:
            self.click(more)
            self.take(words)
            return
        self.at(self._waited(lambda: self.ask("tab", bar, words), f"no tab « {words} »"))

    def click_row(self, name: str, number: int) -> None:
        """Click on a line of a list, from 0."""
        self.at(self._waited(lambda: self.ask("row", name, number), f"no line {number} in « {name} »"))

    def names(self, name: str) -> list[str]:
        """Return what a list in sight says, line by line."""
        found = self.ask("names", name)
        return [str(one) for one in found] if isinstance(found, list) else []

    def take(self, words: str) -> None:
        """Click on a line of the menu or list that is dropped down."""
        self.at(self._waited(lambda: self.ask("entry", words), f"no entry « {words} »"))

    def choose(self, name: str, words: str) -> None:
        """Drop a list of choices down and click on one."""
        self.click(name)
        self.take(words)
        self.wait(lambda: self.text(name).startswith(words), f"« {words} » was not chosen in « {name} »")

    def menu(self, words: str, entry: str) -> None:
        """Open a menu of the bar and click on one of its lines."""
        self.at(self._waited(lambda: self.ask("menu", words), f"no menu « {words} »"))
        self.take(entry)

    def press(self, words: str) -> None:
        """Click on the button that says some words."""
        self.at(self._waited(lambda: self.ask("button", words), f"no button « {words} »"))

    def file(self, title: str, name: str, verb: str) -> None:
        """Give a file in the dialog of that title: a click on its name when it is not the one proposed."""
        self.wait(lambda: self.ask("front") == title, f"« {title} » did not open")
        if name:
            self.wait(lambda: name in self.names("treeView"), f"{name} is not listed")
            self.click_row("treeView", self.names("treeView").index(name))
        self.press(verb)
        self.wait(lambda: self.ask("front") != title, f"« {title} » did not close")

    def fill(self, name: str, text: str) -> None:
        """Click in a field, choose what it holds, and type over it."""
        self.click(name)
        self.screen.key("ctrl+a")
        self.screen.type(text)
        self.wait(lambda: self.text(name) == text, f"« {name} » does not hold « {text} »")

    def at(self, place: dict[str, object]) -> None:
        """Click where something stands."""
        self.screen.click(int(str(place["x"])), int(str(place["y"])))

    def key(self, *keys: str) -> None:
        """Press keys, one after the other."""
        self.screen.key(*keys)

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        self.screen.type(text)

    def tab_to(self, name: str, most: int = 60, key: str = "Tab") -> None:
        """Press Tab until a control has the keyboard."""
        for _press in range(most):
            if self.held() == name:
                return
            before = self.held()
            self.screen.key(key)
            end = time.monotonic() + 1
            while self.held() == before and time.monotonic() < end:
                time.sleep(0.01)
        assert self.held() == name, f"{key} does not lead to « {name} » in {most} presses: {self.held()}"

    def held(self) -> str:
        """Return the name of what has the keyboard."""
        return str(self.ask("held"))

    def wait_held(self, name: str) -> None:
        """Wait until a control has the keyboard."""
        self.wait(lambda: self.held() == name, f"the keyboard is on « {self.held()} », not on « {name} »")

    def band(self) -> str:
        """Return what the band says."""
        said = self.ask("band")
        assert isinstance(said, list)
        return str(said[0]) if said else ""

    def wait_said(self, words: str) -> None:
        """Wait until the band says some words."""
        self.wait(lambda: words in self.band(), f"« {words} » is not said: {self.band()}")

    def wait(self, reached: Callable[[], bool], otherwise: str) -> None:
        """Wait until something is reached; the sentence, and what the band says, otherwise."""
        end = time.monotonic() + WAIT_S
        while not reached():
            assert time.monotonic() < end, f"{otherwise}; the band: {self.band()}; the keyboard: {self.held()}"
            time.sleep(0.02)

    def shot(self, name: str) -> None:
        """Keep a picture of the screen."""
        self.screen.shot(self._out, name)

    @contextmanager
    def act(self, name: str) -> Iterator[None]:
        """Time an act."""
        begun = time.monotonic()
        yield
        self.took[name].append(time.monotonic() - begun)

    def told(self) -> str:
        """Return how long the acts took: how many, the middle one, the longest."""
        lines = []
        for name, times in self.took.items():
            ordered = sorted(times)
            lines.append(f"{name}: {len(times)} times, {ordered[len(times) // 2]:.2f} s, at most {ordered[-1]:.2f} s")
        return "\n".join(lines)

    def _to(self, name: str) -> None:
        reach(lambda: self.shows(name), f"« {name} » is not in sight")

    def _waited(self, asked: Callable[[], object], otherwise: str) -> dict[str, object]:
        found: dict[str, object] = {}

        def there() -> bool:
            nonlocal found
            answer = asked()
            found = answer if isinstance(answer, dict) else {}
            return bool(found)

        self.wait(there, otherwise)
        return found
