"""Pictures of every screen at three sizes, of the real app on a made-up practice.

`make pictures` draws them into pictures/, and copies those that a page of docs/ shows. Names after
the folder draw only these. Needs rsvg-convert (Debian: librsvg2-bin, fonts-firacode,
fonts-noto-cjk).
"""

import asyncio
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from textual.command import CommandPalette
from textual.widgets import OptionList

from coach.clock import Clock
from coach.domain.plan import Plan
from coach.paths import Places
from coach.practice import Practice
from coach.practice.drafting import draft_key
from coach.tui.app import CoachApp
from coach.tui.screens.base import MainScreen
from coach.tui.screens.choice import ChoiceScreen
from coach.tui.screens.journal import JournalScreen
from tests.tui.conftest import User

SHOWN = Path(__file__).parents[1] / "docs" / "pictures"
"""Holds only the pictures that a page shows."""
SIZES = ((80, 24), (40, 12), (120, 40))

Scene = Callable[[User], Awaitable[None]]


class PictureClock(Clock):
    """A Tuesday in autumn."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 24, 18, 30, tzinfo=timezone(timedelta(hours=1)))

    def now(self) -> datetime:
        return self.time


# --- scenes ---


async def today(user: User) -> None:
    """Today is where the app opens."""


async def today_later(user: User, *, days: int) -> None:
    user.app.practice.clock.time += timedelta(days=days)  # type: ignore[attr-defined]
    await loaded(user)


async def two_promises(user: User) -> None:
    user.app.practice.promises.make("someone asks for a price", "I name it in the first minute")
    await loaded(user)


async def loaded(user: User) -> None:
    """Let the main screen read the journal anew."""
    screen = user.app.screen
    assert isinstance(screen, MainScreen)
    await screen.reload().wait()


async def session(user: User, *keys: str) -> None:
    """Go to today's question."""
    await user.begin()
    await skip_to(user, "Reflect")
    await user.press(*keys)


async def skip_to(user: User, wanted: str) -> None:
    """Save or skip the steps before this one."""
    await user.until(user.takes_keys)
    while type(user.step).__name__ != wanted:
        await go_on(user)


async def go_on(user: User) -> None:
    """Save or skip this step."""
    before = user.step
    await user.press("ctrl+s")
    await user.until(lambda: user.takes_keys() and user.step is not before)


async def writing(user: User) -> None:
    await session(user)
    await user.type("A man called about a bike I no longer repair. I told him how to check the ")
    await user.type("chain himself, and who @anna is. He said he would tell his brother.")
    await user.until(lambda: user.status == "draft saved")


async def tracks(user: User) -> None:
    await session(user, "f3")
    await user.until(lambda: user.takes_keys() and getattr(user.step, "passed_over", ()))
    await user.press("f3")
    await user.on(ChoiceScreen)


async def one_more(user: User) -> None:
    await session(user)
    await user.type("A man called about a bike I no longer repair. He left with a price.")
    await go_on(user)


async def new_promise(user: User) -> None:
    await one_more(user)
    await skip_to(user, "NewPromise")
    await user.type("@bill calls again")


async def obstacle(user: User) -> None:
    """The promise that is asked what could get in its way."""
    await new_promise(user)
    await user.press("enter")
    await user.type("I ask what he measured")
    await user.press("enter")
    await user.type("I'm at the bakery")
    await user.press("enter")


async def read_back(user: User) -> None:
    await new_promise(user)
    await user.press("enter")
    await user.type("I ask what he measured")
    await user.press("ctrl+s")
    await user.until(lambda: user.app.screen.query("ReadBack"))


async def close(user: User) -> None:
    await read_back(user)
    await user.press("enter")
    await user.at("Close")


async def playbook_line(user: User) -> None:
    await close(user)
    await user.press("f4")
    await user.at("PlaybookLine")


async def review(user: User) -> None:
    await user.press("r")
    await user.at("Review")


async def reviewed(user: User) -> None:
    """The outcome is chosen, and some of what came of it."""
    await review(user)
    await user.press("1")
    await user.type("I told him how to look at the chain himself")
    await user.press("enter")
    await user.type("He laughed and said he would try")
    await user.press("enter", "2", "4")


async def another_way(user: User) -> None:
    (promise,) = user.app.practice.promises.open()
    user.app.practice.promises.move(promise.id)
    await loaded(user)
    await review(user)
    await user.press("5", "enter")
    await user.at("AnotherWay")


async def reword(user: User) -> None:
    await another_way(user)
    await user.press("1", "enter")
    await user.at("Reword")


async def echo(user: User) -> None:
    await user.begin()
    await skip_to(user, "Echo")


async def then_and_now(user: User, *keys: str) -> None:
    practice = user.app.practice
    first = practice.entries.visible()[0]
    assert first.prompt
    practice.drafts.save(
        draft_key("answer", first.prompt),
        b"A man called about a chain that slips. I told @bill how to measure it, two minutes, and "
        b"sent him the number to look for. He did call again.",
    )
    user.app.begin(first.prompt)
    await user.at("Reflect")
    await skip_to(user, "Changed")
    await user.press(*keys)


async def twelve_weeks(user: User) -> None:
    user.app.practice.course.start(12)
    user.app.practice.entries.answer("What I would sign today.", "look-back.sign-today")
    await today_later(user, days=7)
    await user.press("enter")
    await user.at("TwelveWeeks")


async def note(user: User) -> None:
    await user.press("n")
    await user.at("Note")
    await user.type("@bill asked whether I do gearboxes #free @an")
    await user.until(lambda: user.status == "draft saved")


async def screen(user: User, key: str, *keys: str) -> None:
    """Go to a main screen, and press keys there."""
    await user.press(key)
    await loaded(user)
    await user.press(*keys)


async def search(user: User) -> None:
    await screen(user, "2", "slash")
    await user.type("invoice")
    await user.until(lambda: "“invoice”" in user.screen_text())
    await loaded(user)


async def person(user: User, *keys: str) -> None:
    await screen(user, "2", "p")
    await user.on(ChoiceScreen)
    await user.press(*keys)


async def edited(user: User) -> None:
    await screen(user, "2", "e")
    await user.at("Edit")
    await user.type(" Then he called back.")
    await user.press("ctrl+s")
    await user.on(JournalScreen)
    await loaded(user)
    await user.press("v")


async def palette(user: User) -> None:
    await screen(user, "2", "ctrl+p")
    await user.on(CommandPalette)
    await user.until(lambda: user.app.screen.query_one(OptionList).option_count)


async def longest(user: User, part: str, *keys: str) -> None:
    """The question whose `part` is the longest."""
    prompts = user.app.practice.library.prompts
    user.app.begin(max(prompts, key=lambda prompt: len(getattr(prompt, part))).id)
    await user.at("Reflect")
    await user.press(*keys)


def of(scene: Callable[..., Awaitable[None]], *args: str, **options: int) -> Scene:
    """Return a scene with these keys."""
    return lambda user: scene(user, *args, **options)


EMPTY: dict[str, Scene] = {
    "welcome": today,
    "session": session,
    "writing": writing,
    "one-more": one_more,
    "new-promise": new_promise,
    "read-back": read_back,
    "close-first": close,
    "longest-question": of(longest, "ask"),
    "longest-why": of(longest, "why"),
    "longest-example": of(longest, "example", "f4"),
}
PRACTICED: dict[str, Scene] = {
    "today": today,
    "today-due": of(today_later, days=3),
    "two-promises": two_promises,
    "welcome-back": of(today_later, days=30),
    "review": review,
    "reviewed": reviewed,
    "another-way": another_way,
    "reword": reword,
    "echo": echo,
    "example": of(session, "f4"),
    "tracks": tracks,
    "then-and-now": then_and_now,
    "compare": of(then_and_now, "f5"),
    "obstacle": obstacle,
    "close": close,
    "playbook-line": playbook_line,
    "twelve-weeks": twelve_weeks,
    "note": note,
    "journal": of(screen, "2"),
    "search": search,
    "people": person,
    "person": of(person, "enter"),
    "edited": edited,
    "progress": of(screen, "3"),
    "progress-below": of(screen, "3", "end"),
    "plan": of(screen, "3", "p"),
    "promises": of(screen, "3", "a"),
    "time-off": of(screen, "3", "w"),
    "questions": of(screen, "5", "down", "down"),
    "help": of(screen, "1", "question_mark"),
    "help-journal": of(screen, "2", "question_mark"),
    "help-session": of(session, "f1"),
    "palette": palette,
}

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
    ("@bill calls on Monday", "I check his invoice with him first"),
    ("someone asks for a bike I don't repair", "I name who does"),
    ("someone calls after six", "I say when I'll call back"),
)


def practice_in(home: Path) -> Practice:
    places = Places(data=home, config_file=home / "config.toml", state=home / "state")
    return Practice(places, clock=PictureClock())


def fill(practice: Practice) -> None:
    """Practice for nine weeks, with one of them missed."""
    clock = practice.clock
    assert isinstance(clock, PictureClock)
    now = clock.time
    texts, promises = itertools.cycle(TEXTS), itertools.cycle(PROMISES)
    outcomes = itertools.cycle(("kept", "kept", "partly", "kept", "not-this-time"))
    back = itertools.cycle(("nothing", "thanks", "question", "shared"))
    practice.course.choose_plan(Plan(("tue", "fri")))
    for weeks in range(9, 0, -1):
        for days in (0, 3) if weeks != 4 else ():
            clock.time = now - timedelta(weeks=weeks, days=-days)
            for promise in practice.promises.open():
                practice.promises.review(promise.id, next(outcomes), back=[next(back)], minutes=15)
            practice.entries.answer(next(texts))
            if not days:
                practice.promises.make(*next(promises), track="give-free")
    friday = date(2026, 11, 27)
    practice.promises.make("@anna calls", "I read her the estimate aloud", due=friday)
    clock.time = now - timedelta(days=1)
    practice.entries.note("@anna asked for a longer warranty. What would it cost me? #price")
    clock.time = now


# --- drawing ---


async def draw(practice: Practice, scene: Scene, size: tuple[int, int], target: Path) -> None:
    app = CoachApp(practice)
    async with app.run_test(size=size) as pilot:
        user = User(app, pilot)
        await user.until(lambda: user.text("#next"))
        await scene(user)
        await pilot.pause()
        await pilot.wait_for_animation()
        svg = app.export_screenshot(title="coach")
    svg = svg.replace("<svg class=", '<svg xml:space="preserve" class=', 1)
    command = ["rsvg-convert", "--zoom", "0.8", "-o", str(target)]
    subprocess.run(command, input=svg.encode(), check=True)


def main(folder: Path, *names: str) -> int:
    """Draw the pictures of these names, or all, and refresh those that a page shows."""
    if not shutil.which("rsvg-convert"):
        print("rsvg-convert is missing (Debian: librsvg2-bin fonts-firacode fonts-noto-cjk).")
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.pop("NO_COLOR", None)
    with tempfile.TemporaryDirectory() as temporary:
        begun = Path(temporary) / "practiced"
        fill(practice_in(begun))
        scenes = {**EMPTY, **PRACTICED}
        for name, size in itertools.product(names or scenes, SIZES):
            home = Path(temporary) / f"{name}-{size[0]}x{size[1]}"
            if name in PRACTICED:
                shutil.copytree(begun, home)
            target = folder / f"{home.name}.png"
            asyncio.run(draw(practice_in(home), scenes[name], size, target))
            print(target)
    for shown in SHOWN.glob("*.png"):
        if (folder / shown.name).exists():
            shutil.copyfile(folder / shown.name, shown)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
