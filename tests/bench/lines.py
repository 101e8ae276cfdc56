"""Every line of the table: what is measured, beside what, and what is held to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path
from statistics import median

from coach.domain.history import Filter
from coach.domain.records import ANSWERS
from coach.domain.text import counted
from coach.practice.entries import Entries
from tests.bench.stock_tinydb import stock_table
from tests.bench.world import MOST, READS, TEN_YEARS, Call, World, medians, timed

UNSEEN = "бгджзилмнптуфцчшщыэюя"
"""Letters that nothing on the screen has."""
PROMPT = "give-free.for-free"
WORDS = "They asked about oil. I told them what I would check first, and left them the number."
SHOWN = {
    "Journal": ("2", "entries"),
    "Progress": ("3", "You practiced"),
    "Playbook": ("4", " of 10"),
    "Questions": ("5", "answered"),
}
"""The keys that lead to the main screens, and what is there once the journal is read."""


@dataclass(frozen=True)
class Line:
    """A line of the table: a figure, what it is beside, and the most or least that it may be."""

    what: str
    ours: float
    unit: str
    beside: str = ""
    theirs: float = 0
    at_most: float | None = None
    """Of the ratio to what it is beside; of the figure itself where it is beside nothing."""
    faster: float | None = None
    """How many times faster than what it is beside it must be at least."""

    @property
    def ratio(self) -> float:
        """How many times slower, or faster, it is."""
        return self.theirs / self.ours if self.faster else self.ours / self.theirs

    @property
    def holds(self) -> bool:
        """Whether it is what it has to be."""
        if self.faster:
            return self.ratio >= self.faster
        return (self.ratio if self.beside else self.ours) <= (self.at_most or 0)

    def __str__(self) -> str:
        beside = f"{self.beside} {self.theirs:,.0f}" if self.beside else ""
        ratio = f"{self.ratio:.2f}×" if self.beside else ""
        wanted = f"≥ {self.faster:g}× faster" if self.faster else f"≤ {self.at_most:g}"
        wanted += "" if self.faster else "×" if self.beside else f" {self.unit}"
        verdict = "holds" if self.holds else "falls short"
        ours = f"{self.ours:,.1f} {self.unit}"
        return f"{self.what:<42}{ours:>12}  {beside:<22}{ratio:>7}  {wanted:<14}{verdict}"


def starts(world: World) -> Iterator[Line]:
    """From exec to the first frame, and to the question."""

    def bare() -> float:
        with world.bare_app() as screen:
            return screen.shows("Quit")

    def frame() -> float:
        with world.app() as screen:
            return screen.shows("Playbook")

    def question(records: int) -> Call:
        def run() -> float:
            with world.app(records) as screen:
                return screen.shows(world.question(records))

        return run

    theirs, first, asked, empty = medians(bare, frame, question(MOST), question(0))
    yield Line("app: exec to the first frame", first, "ms", "bare app", theirs, at_most=1.35)
    yield Line("app: exec to the question", asked, "ms", "bare app", theirs, at_most=1.6)
    yield Line("app: the same, beside an empty journal", asked, "ms", "at 0", empty, at_most=1.25)


def keys(world: World) -> Iterator[Line]:
    """The writing area after Enter, and each key in it."""
    ready, ours, theirs = list[float](), list[float](), list[float]()
    for _ in range(5):
        with world.read_app() as app, world.bare_app() as bare:
            bare.shows("Quit")
            app.send("\rж")
            ready.append(app.shows("ж"))
            app.rest(READS)
            for letter in UNSEEN:
                for screen, taken in ((app, ours), (bare, theirs)):
                    screen.send(letter)
                    taken.append(screen.shows(letter))
                    screen.rest(0.05)
    yield Line("app: writing area after Enter", median(ready), "ms", at_most=50)
    yield Line(
        "app: a key to screen", median(ours), "ms", "bare TextArea", median(theirs), at_most=1.2
    )


def saves(world: World) -> Iterator[Line]:
    """A save as the app makes it, from the use case to the fsync of the folder."""
    practice = world.practice(world.home(practiced=True))
    records = [*map(ANSWERS.record, practice.journal.answers())]
    with stock_table(world.folder / "stock.json", records) as stock:
        ours, theirs = medians(
            timed(lambda: practice.entries.answer(WORDS, PROMPT)),
            timed(lambda: stock.insert(records[-1])),
        )
    yield Line("app: a save", ours, "ms", at_most=25)
    yield Line("app: a save, beside stock TinyDB", ours, "ms", "insert", theirs, faster=8)


def searches(world: World) -> Iterator[Line]:
    """Letters typed in the search of the Journal: what they find, and another meanwhile."""
    found, typed = list[float](), list[float]()
    entries = world.practice(world.home()).entries

    def hits(words: str) -> str:
        """What the corner says of a search, with a space before it."""
        many = len(entries.sessions(Filter(search=words or None)))
        return f" {counted(many, 'entry', 'entries')}"

    for _ in range(3):
        with world.read_app() as app:
            app.send("2")
            app.shows("entries")
            app.send("/")
            app.rest(READS)
            for word in ("bol", "oil", "sat"):
                for length in range(1, 4):
                    before, after = hits(word[: length - 1]), hits(word[:length])
                    app.send(word[length - 1])
                    if before != after:  # else nothing is drawn anew
                        found.append(app.shows(after))
                    app.rest(0.2)
                app.send("x")
                app.rest(0.12)
                app.send("ж")
                typed.append(app.shows("ж"))
                app.rest(0.5)
                app.send("\x7f" * 5)
                app.rest(0.5)
    yield Line("app: search, a key to what it finds", median(found), "ms", at_most=50)
    yield Line("app: search, a key while it searches", median(typed), "ms", at_most=50)


def switches(world: World) -> Iterator[Line]:
    """From screen to screen: each for the first time, and all of them again."""
    first: dict[str, list[float]] = {name: [] for name in SHOWN}
    again: dict[str, list[float]] = {name: [] for name in (*SHOWN, "Today")}
    today = {"Today": ("1", world.question(MOST))}
    for _ in range(5):
        with world.read_app() as app:
            for taken, screens in ((first, SHOWN), (again, today | SHOWN)):
                for name, (key, text) in screens.items():
                    app.send(key)
                    taken[name].append(app.shows(text))
                    app.rest(READS)
    for name, times in first.items():
        yield Line(f"app: to {name}, the first time", median(times), "ms", at_most=60)
    slowest = max(again, key=lambda name: median(again[name]))
    yield Line(f"app: to a screen again ({slowest})", median(again[slowest]), "ms", at_most=60)


def memory(world: World) -> Iterator[Line]:
    """What the app holds once every screen was shown, over an empty journal."""
    held = []
    for records in (MOST, 0):
        with world.read_app(records) as app:
            for key in "23451":
                app.send(key)
                app.rest(READS)
            held.append(app.memory())
    yield Line("app: memory over an empty journal", held[0] - held[1], "MiB", at_most=60)


def commands(world: World) -> Iterator[Line]:
    """Whole commands beside jrnl with as many entries."""
    for theirs, args, faster, ours in (
        ("jrnl, adding one", (WORDS,), 5, (("answer", PROMPT, WORDS), ("note", WORDS))),
        ("jrnl -n 1", ("-n", "1"), 5, (("history", "-n", "1"), ("today",), ("progress",))),
        ("jrnl, exporting", ("--format", "markdown"), 3, (("export",),)),
    ):
        if not (jrnl := world.jrnl(*args)):
            print(f"{theirs}: not measured, since jrnl can't be installed here.")
            continue
        beside, *taken = medians(jrnl, *(world.command(*words) for words in ours), times=5)
        for words, each in zip(ours, taken, strict=True):
            name = "coach " + " ".join(word for word in words if word not in (PROMPT, WORDS))
            yield Line(name, each, "ms", theirs, beside, faster=faster)


def small_commands(world: World) -> Iterator[Line]:
    """Commands that need little or nothing of the journal."""
    remind, helped, completed, bare = medians(
        world.command("remind"),
        world.command("--help"),
        world.command("completions", "bash"),
        world.bare_python(),
        times=11,
    )
    yield Line("coach remind, nothing due", remind, "ms", at_most=200)
    yield Line("coach --help", helped, "ms", "bare Python", bare, at_most=3)
    yield Line("coach completions bash", completed, "ms", "bare Python", bare, at_most=3)


def in_process(entries: Entries) -> Iterator[Call]:
    """A save, a change, a search."""
    saved = entries.answer(WORDS, PROMPT)
    numbers, words = count(), cycle(("ninety", "number", "not there", "oil"))
    yield timed(lambda: entries.answer(WORDS, PROMPT))
    yield timed(lambda: entries.edit(saved.id, f"edited {next(numbers)}"))
    yield timed(lambda: entries.past(Filter(search=next(words))))


def loading(world: World, home: Path) -> Call:
    """Read the whole journal."""
    return timed(lambda: world.practice(home).journal.answers())


def by_size(world: World) -> Iterator[str]:
    """What grows with the journal, in milliseconds."""
    yield "records    save    edit  search    load  answer  history -n 1  today"
    for records in (0, TEN_YEARS, MOST):
        home = world.home(records, practiced=True)
        taken = medians(*in_process(world.practice(home).entries))
        (load,) = medians(loading(world, home), times=3)
        commands = (("answer", PROMPT, WORDS), ("history", "-n", "1"), ("today",))
        taken += [load, *medians(*(world.command(*words, records=records) for words in commands))]
        yield "{:>7,} {:>7.1f} {:>7.1f} {:>7.1f} {:>7.0f} {:>7.0f} {:>13.0f} {:>6.0f}".format(
            records, *taken
        )


GROUPS: dict[str, Callable[[World], Iterator[Line]]] = {
    "starts": starts,
    "keys": keys,
    "saves": saves,
    "searches": searches,
    "switches": switches,
    "memory": memory,
    "commands": commands,
    "small": small_commands,
}
"""The lines of the table, by the name under which they can be measured alone."""
