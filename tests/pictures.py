"""Pictures of every screen at three sizes, of the real app on a made-up practice.

`make pictures` writes them to docs/pictures. Needs rsvg-convert (Debian: librsvg2-bin,
fonts-firacode, fonts-noto-cjk).
"""

import asyncio
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

from coach.clock import Clock
from coach.domain.plan import Plan
from coach.paths import Places
from coach.practice import Practice
from coach.tui.app import CoachApp
from tests.tui.conftest import Session

SIZES = ((80, 24), (40, 12), (120, 40))

Scene = Callable[[Session], Awaitable[None]]


class PictureClock(Clock):
    """A Tuesday in autumn."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 24, 18, 30, tzinfo=timezone(timedelta(hours=1)))

    def now(self) -> datetime:
        return self.time


async def today(session: Session) -> None:
    """Nothing to do: Today is where the app opens."""


async def sitting(session: Session) -> None:
    await session.begin()


async def writing(session: Session) -> None:
    await session.begin()
    await session.type("A man rang about a bike I no longer repair. I told him how to check the ")
    await session.type("chain himself, and who @anna is. He said he would tell his brother.")
    await session.until(lambda: session.status == "draft kept")


async def skip_to(session: Session, wanted: str) -> None:
    """Skip the steps before this one."""
    await session.at("Step")
    while not session.app.screen.query(wanted):
        step = session.app.screen.step
        await session.press("ctrl+s")
        await session.until(lambda step=step: session.app.screen.step is not step)
        await session.at("Step")


async def past_the_review(session: Session) -> None:
    """Skip what comes before the question."""
    await session.press("enter")
    await skip_to(session, "ReflectStep")


async def example(session: Session) -> None:
    await past_the_review(session)
    await session.press("f4")


async def tracks(session: Session) -> None:
    await past_the_review(session)
    await session.press("f3")
    await session.until(lambda: session.status)
    await session.press("f3")


async def help_screen(session: Session) -> None:
    await past_the_review(session)
    await session.press("f1")


def room(key: str, *keys: str) -> Scene:
    async def scene(session: Session) -> None:
        await session.press(key)
        await session.until(lambda: "entries" in session.screen_text() or key != "2")
        await session.press(*keys)

    return scene


async def search(session: Session) -> None:
    await room("2")(session)
    await session.press("slash")
    await session.type("invoice")
    await session.until(lambda: "“invoice”" in session.screen_text())


async def changed(session: Session) -> None:
    await room("2", "e")(session)
    await session.until(lambda: session.app.screen.query("AnswerArea") and session.area.text)
    await session.type(" Then he rang back.")
    await session.press("ctrl+s")
    await session.until(lambda: session.status.startswith("Changed."))
    await session.press("v")


async def note(session: Session) -> None:
    await session.press("n")
    await session.until(lambda: session.app.screen.query("AnswerArea"))
    await session.type("@bill asked whether I do gearboxes #free @an")
    await session.until(lambda: session.status == "draft kept")


async def keep_an_answer(session: Session, *, goes_deeper: bool = False) -> None:
    await session.begin()
    await session.type("A man rang about a bike I no longer repair. He left with a price.")
    await session.press("ctrl+s")
    await session.at("DeeperStep")
    if not goes_deeper:
        await session.press("ctrl+s")
        await session.at("CommitStep")


async def deeper(session: Session) -> None:
    await keep_an_answer(session, goes_deeper=True)


async def commit(session: Session) -> None:
    await keep_an_answer(session)
    await session.type("@bill rings again")


async def read_back(session: Session) -> None:
    await commit(session)
    await session.press("enter")
    await session.type("I ask what he measured")
    await session.press("enter")
    await session.until(lambda: "Enter promises it." in session.screen_text())


async def close(session: Session) -> None:
    await read_back(session)
    await session.press("enter")
    await session.at("CloseStep")


async def playbook_line(session: Session) -> None:
    await close(session)
    await session.press("f4")
    await session.at("PageLineStep")


async def review(session: Session) -> None:
    await session.press("enter")
    await session.at("ReviewStep")


async def review_told(session: Session) -> None:
    await review(session)
    await session.press("1")
    await session.type("I told him how to look at the chain himself")
    await session.press("enter")
    await session.type("He laughed and said he would try")
    await session.press("enter", "2", "4")


async def then_and_now(session: Session) -> None:
    practice = session.app.practice
    first = practice.kept()[0]
    practice.drafts.keep(
        f"answer-{first.prompt}",
        b"A man rang about a chain that slips. I told @bill how to measure it, two minutes, and "
        b"sent him the number to look for. He did ring again.",
    )
    session.app.begin(first.prompt)
    await session.at("ReflectStep")
    await session.press("ctrl+s")
    await skip_to(session, "ThenAndNowStep")


async def echo(session: Session) -> None:
    await review(session)
    await skip_to(session, "EchoStep")


async def twelve_weeks(session: Session) -> None:
    session.app.practice.start_course(12)
    session.app.practice.answer("What I would sign today.", "look-back.sign-today")
    session.app.practice.clock.time += timedelta(weeks=1)
    await session.press("3", "1", "enter")
    await session.at("TwelveWeeksStep")


async def welcome_back(session: Session) -> None:
    session.app.practice.clock.time += timedelta(days=30)
    await session.press("3", "1")
    await session.until(lambda: "Welcome back" in session.screen_text())


def longest(part: str, key: str = "") -> Scene:
    async def scene(session: Session) -> None:
        prompts = session.app.practice.library.prompts
        prompt = max(prompts, key=lambda prompt: len(getattr(prompt, part)))
        session.app.begin(prompt.id)
        await session.until(lambda: session.app.screen.query("#ask"))
        await session.until(lambda: session.text("#ask") == prompt.ask)
        if key:
            await session.press(key)

    return scene


EMPTY: dict[str, Scene] = {
    "welcome": today,
    "sitting": sitting,
    "writing": writing,
    "deeper": deeper,
    "commit": commit,
    "read-back": read_back,
    "close": close,
    "playbook-line": playbook_line,
    "longest-question": longest("ask"),
    "longest-why": longest("why"),
    "longest-example": longest("example", "f4"),
}
PRACTISED: dict[str, Scene] = {
    "today": today,
    "review": review,
    "review-told": review_told,
    "echo": echo,
    "then-and-now": then_and_now,
    "twelve-weeks": twelve_weeks,
    "welcome-back": welcome_back,
    "example": example,
    "tracks": tracks,
    "help": help_screen,
    "journal": room("2"),
    "search": search,
    "person": room("2", "p"),
    "changed": changed,
    "progress": room("3"),
    "prompts": room("5", "down", "down"),
    "note": note,
}


TEXTS = (
    "A man rang about a chain that slips. I told @bill how to measure it, five minutes on the "
    "phone. He left with a number to look for, and he said he would ring again.",
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
    ("the phone rings after six", "I say when I ring back"),
)


def practised(home: Path) -> Practice:
    """A practice of six weeks."""
    clock = PictureClock()
    places = Places(data=home, config_file=home / "config.toml", state=home / "state")
    practice = Practice(places, clock=clock)
    now = clock.time
    texts, promises = itertools.cycle(TEXTS), itertools.cycle(PROMISES)
    outcomes = itertools.cycle(("kept", "kept", "partly", "kept", "not-yet"))
    back = itertools.cycle(("nothing", "thanks", "question", "shared"))
    practice.choose_plan(Plan(("tue", "fri")))
    for weeks in range(9, 0, -1):
        for days in (0, 3) if weeks != 4 else ():
            clock.time = now - timedelta(weeks=weeks, days=-days)
            for act in practice.acts():
                if act.status == "open":
                    practice.say_outcome(act.id, next(outcomes), back=[next(back)], minutes=15)
            practice.answer(next(texts))
            if not days:
                practice.promise(*next(promises), track="give-free")
    practice.promise("@anna rings before Friday", "I read her the estimate aloud", due=now.date())
    clock.time = now - timedelta(days=1)
    practice.note("@anna asked for a longer warranty. What would it cost me? #price")
    clock.time = now
    return practice


async def take(practice: Practice, scene: Scene, size: tuple[int, int], target: Path) -> None:
    """One picture."""
    app = CoachApp(practice)
    async with app.run_test(size=size) as pilot:
        session = Session(app, pilot)
        await session.until(lambda: session.text("#why") or session.text("#promise"))
        await scene(session)
        await pilot.pause()
        await pilot.wait_for_animation()
        svg = app.export_screenshot(title="coach")
    svg = svg.replace(
        '<svg class="rich-terminal"', '<svg xml:space="preserve" class="rich-terminal"'
    )
    subprocess.run(
        ["rsvg-convert", "--zoom", "0.8", "-o", str(target)], input=svg.encode(), check=True
    )


def main(folder: Path) -> int:
    """Write all pictures."""
    if not shutil.which("rsvg-convert"):
        print("rsvg-convert is missing (Debian: librsvg2-bin fonts-firacode fonts-noto-cjk).")
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.pop("NO_COLOR", None)
    for scenes, full in ((EMPTY, False), (PRACTISED, True)):
        for name, scene in scenes.items():
            for size in SIZES:
                with tempfile.TemporaryDirectory() as temporary:
                    home = Path(temporary) / "home"
                    places = Places(home, home / "config.toml", home / "state")
                    practice = practised(home) if full else Practice(places, clock=PictureClock())
                    target = folder / f"{name}-{size[0]}x{size[1]}.png"
                    asyncio.run(take(practice, scene, size, target))
                    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
