"""An animated picture of one session: real frames of the app, in one SVG that plays by itself.

`make pictures` draws it into docs/pictures/. A line of the screen that several frames share is in
it once, and a rule of CSS says when it is seen. Where nothing plays (a printer, a reader who wants
no motion) the first frame stands.
"""

import asyncio
import os
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path

from coach.tui.app import CoachApp
from tests.pictures import Move, PictureClock, at, fill, loaded, practice_in, read_back, skip_to
from tests.tui.conftest import User

SIZE = (80, 24)
LINE = 24.4
"""The height of a line of the screen in Textual's pictures."""
PIECE = 12
"""Letters typed between two frames."""

Shot = tuple[Sequence[Move], float]
"""What is done, and for how many seconds the screen is seen then."""


def typing(text: str, reading: float = 1.6) -> list[Shot]:
    """Type a text in pieces, and look at it for so many seconds."""
    pieces = [text[n : n + PIECE] for n in range(0, len(text), PIECE)]
    shots: list[Shot] = [([_typed(piece)], 0.35) for piece in pieces]
    return [*shots[:-1], (shots[-1][0], reading)]


def _typed(piece: str) -> Callable[[User], Awaitable[object]]:
    return lambda user: user.type(piece)


SESSION: list[Shot] = [
    ([], 3),
    ([User.begin, skip_to("Reflect")], 2.5),
    *typing("He wanted to ride to work again by Monday. I talked about gears."),
    (["ctrl+s", at("OneMore", "NewPromise")], 2.5),
    ([skip_to("NewPromise")], 1.6),
    *typing("someone calls about a repair", 0.8),
    (["enter"], 0.4),
    *typing("ask what they need it for"),
    (["ctrl+s", read_back], 3.2),
    (["enter", skip_to("Close")], 3),
    (["enter", loaded], 4),
]


async def film(home: Path, shots: Sequence[Shot]) -> list[tuple[str, float]]:
    """Return the frames, each with the seconds it is seen."""
    app = CoachApp(practice_in(home, PictureClock()))
    frames = []
    async with app.run_test(size=SIZE) as pilot:
        user = User(app, pilot)
        await user.until(lambda: user.text("#next"))
        for moves, seconds in shots:
            for move in moves:
                await (user.press(move) if isinstance(move, str) else move(user))
            await pilot.pause()
            await pilot.wait_for_animation()
            frames.append((app.export_screenshot(title="coach", simplify=True), seconds))
    return frames


def animated(frames: Sequence[tuple[str, float]]) -> str:
    """Return one SVG that shows the frames one after another, forever."""
    first = frames[0][0]
    prefix = re.search(r"(terminal-\d+)-matrix", first)[1]  # type: ignore[index]
    frame = re.split(r"<rect[^>]*shape-rendering", first, maxsplit=1)[0]
    frame = re.sub(r'<clipPath id="[^"]*-line-\d+">.*?</clipPath>', "", frame, flags=re.DOTALL)
    frame = re.sub(r"\.terminal-\d+-r\d+ {[^}]*}\s*", "", frame)
    styles: dict[str, str] = {}
    seen: dict[tuple[int, str], list[int]] = defaultdict(list)
    for number, (svg, _) in enumerate(frames):
        for line, drawn in _lines(svg, styles):
            seen[line, drawn].append(number)
    names: dict[tuple[int, ...], str] = {}
    body = []
    for (_, drawn), numbers in sorted(seen.items()):
        if len(numbers) == len(frames):
            body.append(f"<g>{drawn}</g>")
            continue
        name = names.setdefault(tuple(numbers), f"f{len(names)}")
        hidden = "" if 0 in numbers else ' visibility="hidden"'
        body.append(f'<g class="{name}"{hidden}>{drawn}</g>')
    rules = [f".{name} {{ {style} }}" for style, name in styles.items()]
    rules += _keyframes(names, [seconds for _, seconds in frames])
    head = frame.replace("</style>", "\n".join([*rules, "</style>"]), 1)
    head = head.replace("<svg class=", '<svg xml:space="preserve" class=', 1)
    return f'{head}<g class="{prefix}-matrix">{"".join(body)}</g></g></svg>\n'


def _lines(svg: str, styles: dict[str, str]) -> Iterator[tuple[int, str]]:
    """Yield what is drawn on each line of the screen; `styles` gives each style one name."""
    here = dict(re.findall(r"\.(terminal-\d+-r\d+) {\s*([^}]*?)\s*}", svg))
    drawn: dict[int, list[str]] = defaultdict(list)
    for mark in re.findall(r"<rect[^>]*shape-rendering[^>]*/>|<text[^>]*-r\d+.*?</text>", svg):
        line = int(float(re.search(r' y="([\d.]+)"', mark)[1]) / LINE)  # type: ignore[index]
        mark = re.sub(r' clip-path="[^"]*"', "", mark)
        for name in re.findall(r'class="(terminal-\d+-r\d+)"', mark):
            short = styles.setdefault(here[name], f"s{len(styles)}")
            mark = mark.replace(name, short)
        drawn[line].append(mark)
    yield from ((line, "".join(marks)) for line, marks in drawn.items())


def _keyframes(names: dict[tuple[int, ...], str], seconds: Sequence[float]) -> Iterator[str]:
    """Yield the rules that show what is of some frames while those are on."""
    total = sum(seconds)
    starts = [sum(seconds[:n]) / total * 100 for n in range(len(seconds))]
    for numbers, name in names.items():
        steps, before = [], None
        for number, start in enumerate(starts):
            now = "visible" if number in numbers else "hidden"
            if now != before:
                steps.append(f"{start:.2f}% {{ visibility: {now} }}")
            before = now
        yield f"@keyframes {name} {{ {' '.join(steps)} }}"
        yield f".{name} {{ animation: {name} {total:.1f}s step-end infinite }}"
    yield "@media (prefers-reduced-motion: reduce) { g { animation: none !important } }"


def main(target: Path) -> int:
    """Draw the animated picture."""
    os.environ.pop("NO_COLOR", None)
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary) / "home"
        fill(home)
        target.write_text(animated(asyncio.run(film(home, SESSION))), encoding="utf-8")
    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
