"""Pictures of every screen, dark and light, at three sizes: the real app on a made-up practice.

`make pictures` draws them into pictures/, named such as `journal-dark-80x24.png`, and copies those
that a page of docs/ shows. Names after the folder draw only these: `journal` all of a screen,
`journal-dark-80x24` one picture, `*-dark-40x12` what matches. Needs rsvg-convert (Debian:
librsvg2-bin, fonts-firacode, fonts-noto-cjk).
"""

import asyncio
import difflib
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from fnmatch import fnmatch
from functools import partial
from pathlib import Path

from textual._compositor import Compositor
from textual.command import CommandPalette
from textual.screen import Screen
from textual.widgets import OptionList

from coach.clock import Clock
from coach.config import Config
from coach.domain.dates import week_of
from coach.domain.given import echo
from coach.domain.model import Answer, Promise, new_id, timestamp
from coach.domain.plan import Plan
from coach.paths import Places
from coach.practice import Practice
from coach.practice.drafting import draft_key
from coach.practice.steps.step import Step
from coach.tui.app import CoachApp
from coach.tui.screens.base import MainScreen
from coach.tui.screens.card import CardScreen
from coach.tui.screens.choice import ChoiceScreen
from coach.tui.screens.help import HelpScreen
from coach.tui.screens.journal import JournalScreen
from coach.tui.screens.reading import ReadingScreen
from coach.tui.session.read_back import ReadBack
from tests import repair_shop
from tests.tui.conftest import User, drawn

SHOWN = Path(__file__).parents[1] / "docs" / "pictures"
"""Holds only the pictures that a page shows."""
SIZES = ((80, 24), (40, 12), (120, 40))
THEMES = ("dark", "light")

Action = Callable[[User], Awaitable[object]]
Move = str | Action
"""A key to press, or something else to do or to wait for."""


class PictureClock(Clock):
    """A Tuesday in autumn."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 24, 18, 30, tzinfo=timezone(timedelta(hours=1)))

    def now(self) -> datetime:
        return self.time


# --- moves ---


def at(*steps: str) -> Action:
    return lambda user: user.at(*steps)


def on(screen: type[Screen]) -> Action:
    return lambda user: user.on(screen)


def typed(text: str) -> Action:
    return lambda user: user.type(text)


def skip_to(step: str) -> Action:
    """Save or skip the steps before this one."""

    async def skip(user: User) -> None:
        await user.until(user.takes_keys)
        while type(before := user.step).__name__ != step:
            await user.press("ctrl+s")
            await user.until(partial(is_past, user, before))

    return skip


def is_past(user: User, before: Step) -> bool:
    return user.takes_keys() and user.step is not before


def later(days: int) -> Action:
    """Open Today so many days later."""

    async def pass_days(user: User) -> None:
        clock = user.app.practice.clock
        assert isinstance(clock, PictureClock)
        clock.time += timedelta(days=days)
        await loaded(user)

    return pass_days


async def loaded(user: User) -> None:
    """Let the main screen read the journal."""
    await user.on(MainScreen)
    screen = user.app.screen
    assert isinstance(screen, MainScreen)
    await screen.reload().wait()


async def answer_four(user: User) -> None:
    """Answer the four questions of a walk."""
    for text in FOUR:
        await user.at("WalkQuestion")
        before = user.step
        await user.type(text)
        await user.press("ctrl+s")
        await user.until(partial(is_past, user, before))


async def draft_saved(user: User) -> None:
    await user.until(lambda: user.status == "draft saved")


async def ask_another(user: User) -> None:
    before = user.step
    await user.press("f3")
    await user.until(partial(is_past, user, before))


async def read_back(user: User) -> None:
    await user.until(lambda: user.app.screen.query(ReadBack))


async def commands_listed(user: User) -> None:
    await user.until(lambda: user.app.screen.query_one(OptionList).option_count)


async def promise_another(user: User) -> None:
    user.app.practice.promises.make("someone asks for a price", "name it in the first minute")
    await loaded(user)


async def move_promise(user: User) -> None:
    """Let the moment of the open promise not come."""
    (promise,) = user.app.practice.promises.open()
    user.app.practice.promises.move(promise.id)
    await loaded(user)


async def answer_again(user: User) -> None:
    """Begin the question that was answered first, with another answer."""
    first = user.app.practice.entries.visible()[0]
    assert first.prompt
    text = (
        "A man called about a chain that slips. I told @bill how to measure it, two minutes, and "
        "sent him the number to look for. He did call again."
    )
    user.app.practice.drafts.save(draft_key("answer", first.prompt), text.encode())
    user.app.begin(first.prompt)
    await user.at("Reflect")


def looking_back(name: str) -> Action:
    """Begin a look-back question."""

    async def begin(user: User) -> None:
        user.app.begin(f"look-back.{name}")
        await user.at("Reflect")

    return begin


# --- scenes ---

CALL = (
    "A man called about a bike I no longer repair. I told him how to check the chain himself, and "
    "who @anna is. He said he would tell his brother."
)
QUESTION: tuple[Move, ...] = (User.begin, skip_to("Reflect"))
ONE_MORE = (*QUESTION, typed(CALL), skip_to("OneMore"))
NEW_PROMISE = (*ONE_MORE, skip_to("NewPromise"), typed("@bill calls again"))
FILLED_IN = (*NEW_PROMISE, "enter", typed("ask what he measured"))
READ_BACK = (*FILLED_IN, "ctrl+s", read_back)
EXPECT = (*READ_BACK, "enter", at("Expect"))
CLOSE = (*EXPECT, "enter", at("Close"))
LINE = (*CLOSE, "f4", at("PlaybookLine"))
REVIEW: tuple[Move, ...] = ("r", at("Review"))
ANOTHER_WAY = (move_promise, *REVIEW, "5", "enter", at("AnotherWay"))
THEN_AND_NOW = (answer_again, skip_to("Changed"))
FOUR = (
    "Tell anyone who calls how to check their chain with a ruler. It takes me two minutes.",
    "Name who does old bikes, and what to ask them first. @anna takes most of them.",
    "Whoever wants it by tomorrow and cheaper. They cost the others their week.",
    "You ride to work again by Monday, and you know what it was.",
)
WALK: tuple[Move, ...] = ("w", at("WalkQuestion"))
WALK_2 = (*WALK, typed(FOUR[0]), "ctrl+s", at("WalkQuestion"))
WALK_LINES = (*WALK, answer_four, skip_to("PageLines"))
BACK: tuple[Move, ...] = ("escape", loaded)
JOURNAL: tuple[Move, ...] = ("2", loaded)
PROGRESS: tuple[Move, ...] = ("3", loaded)
PLAYBOOK: tuple[Move, ...] = ("4", loaded)

EMPTY: dict[str, tuple[Move, ...]] = {
    "welcome": (),
    "session": QUESTION,
    "writing": (*QUESTION, typed(CALL), draft_saved),
    "one-more": ONE_MORE,
    "new-promise": NEW_PROMISE,
    "read-back": READ_BACK,
    "expect": EXPECT,
    "close-first": CLOSE,
    "walk": WALK,
    "walk-2": WALK_2,
    "walk-left": (*WALK_2, "escape", loaded),
    "walk-lines": WALK_LINES,
    "walk-lines-chosen": (*WALK_LINES, "1", "2", "3", "4"),
    "walk-questions": ("5", loaded),
    "playbook-empty": PLAYBOOK,
    "card-empty": ("c", on(CardScreen)),
}
PRACTICED: dict[str, tuple[Move, ...]] = {
    "today": (),
    "today-due": (later(days=3),),
    "two-promises": (promise_another,),
    "today-done": (*CLOSE, "enter", loaded),
    "welcome-back": (later(days=30),),
    "review": REVIEW,
    "reviewed": (
        *(*REVIEW, "1", typed("I told her how we get to the price, line by line"), "enter"),
        *(typed("She laughed and said she would tell her boss"), "enter", "2", "4"),
    ),
    "kept": (
        *(*REVIEW, "1", typed("I read it to her, line by line"), "enter"),
        *(typed("She laughed and said she would tell her boss"), "enter", "2", "4", "ctrl+s"),
        at("Kept"),
    ),
    "look-back": (looking_back("sign-today"),),
    "look-back-writing": (looking_back("sign-today"), typed("The one about @bill."), draft_saved),
    "look-back-all": (looking_back("sign-today"), "f6", on(ReadingScreen)),
    "ledger": (looking_back("what-came-back"),),
    "same-promise": (looking_back("same-promise"),),
    "empty-page": (looking_back("empty-page"),),
    "another-way": ANOTHER_WAY,
    "reword": (*ANOTHER_WAY, "1", "enter", at("Reword")),
    "echo": (later(days=10), User.begin, skip_to("Echo")),
    "example": (*QUESTION, "f4"),
    "tracks": (*QUESTION, ask_another, "f3", on(ChoiceScreen)),
    "then-and-now": THEN_AND_NOW,
    "compare": (*THEN_AND_NOW, "f5", on(ReadingScreen)),
    "obstacle": (*FILLED_IN, "enter", typed("I'm at the bakery"), "enter"),
    "close": CLOSE,
    "playbook-line": LINE,
    "note": ("n", at("Note"), typed("@bill asked whether I do gearboxes #free @an"), draft_saved),
    "journal": (*JOURNAL, "down", "down", "down"),
    "search": (*JOURNAL, "slash", typed("invoice"), loaded),
    "people": (*JOURNAL, "p", on(ChoiceScreen)),
    "person": (*JOURNAL, "p", on(ChoiceScreen), "enter", loaded),
    "edited": (
        *(*JOURNAL, "e", at("Edit"), typed(" Then she called back."), "ctrl+s"),
        *(on(JournalScreen), loaded, "v"),
    ),
    "progress": PROGRESS,
    "progress-end": (*PROGRESS, "end"),
    "plan": (*PROGRESS, "p", on(ChoiceScreen)),
    "promises": (*PROGRESS, "a", on(ChoiceScreen)),
    "time-off": (*PROGRESS, "w", on(ChoiceScreen)),
    "questions": ("5", loaded, "down", "down"),
    "walk-then-and-now": ("5", loaded, *WALK, answer_four, at("Changed")),
    "help": ("question_mark", on(HelpScreen)),
    "help-session": (*QUESTION, "f1", on(HelpScreen)),
    "filter": (*JOURNAL, "f", on(ChoiceScreen)),
    "playbook-begun": (*PLAYBOOK, "down"),
    "palette": (*JOURNAL, "ctrl+p", on(CommandPalette), commands_listed),
}
TEN_YEARS: dict[str, tuple[Move, ...]] = {
    "today-ten-years": (),
    "journal-ten-years": JOURNAL,
    "person-ten-years": (*JOURNAL, "p", on(ChoiceScreen), "enter", loaded),
    "progress-ten-years": PROGRESS,
    "questions-ten-years": ("5", loaded),
}
"""On a practice of ten years."""

LIVED: dict[str, tuple[Move, ...]] = {
    "today-13": (),
    "twelve-weeks": ("enter", skip_to("TwelveWeeks")),
    "second-round": ("enter", skip_to("TwelveWeeks"), "1", "enter", at("Review"), *BACK),
    "playbook": (*PLAYBOOK, "down", "down"),
    "playbook-page": (*PLAYBOOK, *["down"] * 4, "enter", "down", "down", "down"),
    "playbook-need": (*PLAYBOOK, *["down"] * 8, "enter"),
    "playbook-circle": (*PLAYBOOK, *["down"] * 6, "enter", "down"),
    "playbook-source": (*PLAYBOOK, "enter", "down", "down", "enter", on(ReadingScreen)),
    "card": ("c", on(CardScreen)),
}
"""Of the twelve weeks of a repair shop."""

SCENES = EMPTY | PRACTICED | TEN_YEARS | LIVED

# --- what was practiced ---

TEXTS = (
    "A man called about a chain that slips. I told @bill how to measure it, five minutes on the "
    "phone. He left with a number to look for, and he said he would call again.",
    "I sent @the-bakery to a colleague for the oven. #referral\n\nShe wrote me thanks. Nothing "
    "else so far.",
    "The estimate for @anna took two hours that nobody paid. I see now where free ends: the "
    "second visit. #free",
    "I said no to the old press, flatly. I could have named the spare part.",
    "@anna asked for an invoice by Friday and paid it the same day. #price",
)
PROMISES = (
    ("@bill calls on Monday", "check his invoice with him first"),
    ("someone asks for a bike I don't repair", "name who does"),
    ("someone calls after six", "say when I'll call back"),
)


def practice_in(home: Path, clock: Clock, theme: str = "dark") -> Practice:
    places = Places(data=home, config_file=home / "config.toml", state=home / "state")
    return Practice(places, Config(theme=f"coach-{theme}"), clock)


def fill(home: Path) -> None:
    """Practice for nine weeks, with one of them missed."""
    clock = PictureClock()
    practice, now = practice_in(home, clock), clock.time
    texts, promises = itertools.cycle(TEXTS), itertools.cycle(PROMISES)
    outcomes = itertools.cycle(("kept", "kept", "partly", "kept", "not-this-time"))
    back = itertools.cycle(("nothing", "thanks", "question", "shared"))
    expected = itertools.cycle(("nothing", "nothing", "thanks"))
    practice.course.choose_plan(Plan(("tue", "fri")))
    for weeks in range(9, 0, -1):
        for days in (0, 3) if weeks != 6 else ():
            clock.time = now - timedelta(weeks=weeks, days=-days)
            for promise in practice.promises.open():
                practice.promises.review(promise.id, next(outcomes), back=[next(back)], minutes=15)
            if kept := echo(practice.promises.all(), practice.day()):
                practice.promises.add_echo(kept.id, "paid")
            practice.entries.answer(next(texts))
            if not days:
                cue, action = next(promises)
                practice.promises.make(cue, action, track="give-free", expected=next(expected))
    clock.time = now - timedelta(days=1, minutes=1)
    due = (now + timedelta(days=3)).date()
    practice.promises.make("@anna calls", "read her the estimate aloud", due=due, track="give-free")
    clock.time += timedelta(minutes=1)  # in order
    practice.entries.note("@anna asked for a longer warranty. What would it cost me? #price")


def fill_ten_years(home: Path) -> None:
    """Add ten years before a practice of nine weeks: three sessions a week."""
    practice = practice_in(home, PictureClock())
    answers, promises = practice.journal.answers(), practice.promises.all()
    saved: list[Answer | Promise] = []
    for weeks in range(10, 520):
        for n in range(3):
            moment = PictureClock().time - timedelta(weeks=weeks, days=-2 * n)
            day, later = moment.date(), moment.date() + timedelta(days=3)
            answer, promise = answers[(weeks + n) % len(answers)], promises[n]
            when = {"created": timestamp(moment), "updated": timestamp(moment)}
            answer = replace(answer, id=new_id(moment), day=day, week=week_of(day), **when)
            due = {"promised": day, "due": later, "reviewed": later, "of": answer.id}
            saved += [answer, replace(promise, id=new_id(moment), **due, **when)]
    practice.journal.put(saved)


# --- drawing ---


Compositor.render_update = drawn  # type: ignore[method-assign]


async def draw(practice: Practice, scene: tuple[Move, ...], size: tuple[int, int]) -> str:
    """Return the picture at the end of a scene."""
    app = CoachApp(practice)
    async with app.run_test(size=size) as pilot:
        user = User(app, pilot)
        await user.until(lambda: user.text("#next"))
        for move in scene:
            await (user.press(move) if isinstance(move, str) else move(user))
        await pilot.pause()
        await pilot.wait_for_animation()
        svg = app.export_screenshot(title="coach")
    return svg.replace("<svg class=", '<svg xml:space="preserve" class=', 1)


def wanted(names: Sequence[str]) -> dict[str, tuple[str, str, tuple[int, int]]]:
    """Return what to draw by the picture's name: its scene, its theme and its size.

    Raises:
        ValueError: if a name is none of a scene or a picture; it says which are near.
    """
    every = {
        f"{scene}-{theme}-{size[0]}x{size[1]}": (scene, theme, size)
        for scene, theme, size in itertools.product(SCENES, THEMES, SIZES)
    }
    chosen: dict[str, tuple[str, str, tuple[int, int]]] = {}
    for name in names or ["*"]:
        found = {p: made for p, made in every.items() if name == made[0] or fnmatch(p, name)}
        if not found:
            near = difflib.get_close_matches(name, [*SCENES, *every], 5, 0.4)
            near += [scene for scene in SCENES if name in scene and scene not in near]
            raise ValueError(f"No picture is named {name}. Near it: {', '.join(near) or 'none'}.")
        chosen |= found
    return chosen


def main(folder: Path, *names: str) -> int:
    """Draw the pictures of these names, or all, and refresh those that a page shows."""
    if not shutil.which("rsvg-convert"):
        print("rsvg-convert is missing (Debian: librsvg2-bin fonts-firacode fonts-noto-cjk).")
        return 1
    try:
        pictures = wanted(names)
    except ValueError as error:
        print(error)
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.pop("NO_COLOR", None)
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    with tempfile.TemporaryDirectory() as temporary:
        practiced, ten_years = Path(temporary) / "practiced", Path(temporary) / "ten-years"
        fill(practiced)
        if any(scene in TEN_YEARS for scene, _, _ in pictures.values()):
            shutil.copytree(practiced, ten_years)
            fill_ten_years(ten_years)
        lived = Path(temporary) / "lived"
        clock = PictureClock()
        repair_shop.live(practice_in(lived, clock), clock)
        filled = dict.fromkeys(LIVED, lived) | dict.fromkeys(PRACTICED, practiced)
        for name, (scene, theme, size) in pictures.items():
            home = Path(temporary) / name
            if scene not in EMPTY:
                shutil.copytree(filled.get(scene, ten_years), home)
            practice = practice_in(home, PictureClock(), theme)
            svg = asyncio.run(draw(practice, SCENES[scene], size))
            picture = folder / f"{home.name}.png"
            convert = ["rsvg-convert", "--zoom", "0.8", "-o", str(picture)]
            subprocess.run(convert, input=svg.encode(), check=True)
            print(picture)
    for picture in SHOWN.glob("*.png"):
        if picture.stem in pictures:  # others in the folder may be of long ago
            shutil.copyfile(folder / picture.name, picture)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
