"""The prompt packs: one TOML file per track, loaded and checked.

An error names the file, the line and the field, such as
`circle.toml line 12: expected text, got a whole number, at prompt[3].ask (circle.partner)`.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import get_args

from coach.domain.model import Deeper, DeeperWhen, Library, ProgrammeWeek, Prompt, Track
from coach.domain.playbook import PAGES
from coach.errors import TomlError, UsageError
from coach.toml import TomlTable, read_toml

PROGRAMME = "programme.toml"


@dataclass(frozen=True)
class Pack:
    """One file: a track and its questions, in the order they are asked."""

    track: Track
    prompts: tuple[Prompt, ...]


def folder() -> Path:
    """The folder of the prompts that come with the program.

    Inside the package where it is installed; beside it in a checkout, which wins for an
    editable install too, since there the package is the checkout's own.
    """
    checkout = Path(__file__).parent.parent / "prompts"
    if (checkout / PROGRAMME).is_file():
        return checkout
    return Path(str(files("coach") / "prompts"))


def load(own: Path | None = None) -> Library:
    """The program's own packs and, from the folder `own`, the person's.

    A broken pack of the person's is left out and named in `problems`.

    Raises:
        TomlError: if a pack that comes with the program is broken.
    """
    home = folder()
    packs = [read_pack(path) for path in sorted(home.glob("*.toml")) if path.name != PROGRAMME]
    programme = read_programme(home / PROGRAMME)
    problems: list[str] = []
    try:
        for _, pack in read_own(own_files(own)) if own else ():
            if isinstance(pack, Pack):
                packs.append(pack)
            else:
                problems.append(pack.message)
    except TomlError as error:
        problems.append(error.message)
    return _assembled(packs, programme, tuple(problems))


def find(library: Library, prompt_id: str) -> Prompt:
    """The question with this id.

    Raises:
        UsageError: if there is none; the hint names the nearest ids.
    """
    if prompt := library.by_id.get(prompt_id):
        return prompt
    raise UsageError(f"There is no prompt “{prompt_id}”.", _nearest(library, prompt_id))


def _nearest(library: Library, prompt_id: str) -> str:
    asked = [p.id for p in library.prompts if not p.retired]
    names = {name.partition(".")[2]: name for name in asked}
    near = get_close_matches(prompt_id, asked, n=3, cutoff=0.5)
    near += [names[n] for n in get_close_matches(prompt_id, names, n=2, cutoff=0.6)]
    near += [p.id for p in library.prompts if p.track == prompt_id and not p.retired]
    if near := list(dict.fromkeys(near))[:3]:
        return f"Nearest: {', '.join(near)}."
    return "See coach prompts list."


def read_pack(path: Path) -> Pack:
    """The pack in a file.

    Raises:
        TomlError: if the file cannot be read or is not a pack.
    """
    data = read_toml(path)
    return _pack(data)


def own_files(folder: Path) -> list[Path]:
    """The files of the person's own packs, by name; hidden ones are an editor's.

    Raises:
        TomlError: if the folder is there and cannot be read.
    """
    try:
        paths = sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise TomlError(
            f"The prompts folder cannot be read: {error.strerror}.", f"Look at {folder}."
        ) from error
    return [path for path in paths if path.suffix == ".toml" and not path.name.startswith(".")]


def read_own(paths: Iterable[Path]) -> Iterator[tuple[Path, Pack | TomlError]]:
    """Every file with its pack or with what is wrong with it; the first of a track's id has it."""
    taken = {path.stem: path for path in folder().glob("*.toml")}
    for path in paths:
        try:
            data = read_toml(path)
            pack = _pack(data)
            owner = taken.setdefault(pack.track.id, path)
            if place_of(owner) != place_of(path):
                by = "the program" if owner.parent == folder() else owner.name
                raise data.table("track").wrong(
                    "id", f"the track id “{pack.track.id}” is taken by {by}"
                )
        except TomlError as error:
            yield path, error
        else:
            yield path, pack


def place_of(path: Path) -> Path:
    """Where a file stands, however it was named; a link to it stands elsewhere."""
    return Path(os.path.realpath(path.parent), path.name)


def read_programme(path: Path) -> tuple[ProgrammeWeek, ...]:
    """The weeks of the programme, in order.

    Raises:
        TomlError: if the file cannot be read or is not a programme.
    """
    data = read_toml(path)
    data.only("week")
    weeks = []
    for table in data.tables("week"):
        table.only("track", "focus", "first")
        weeks.append(
            ProgrammeWeek(
                track=table.text("track"),
                focus=table.text("focus"),
                first=table.texts("first"),
            )
        )
    return tuple(weeks)


def _pack(data: TomlTable) -> Pack:
    data.only("track", "intents", "prompt")
    head = data.table("track")
    head.only("id", "title", "about", "essays")
    track = Track(
        id=head.name("id"),
        title=head.text("title"),
        about=head.text("about"),
        essays=head.texts("essays", ()),
    )
    intents = data.table("intents").values if "intents" in data.values else ()
    prompts: list[Prompt] = []
    seen: set[str] = set()
    for table in data.tables("prompt"):
        prompt = _prompt(table, track.id)
        if prompt.id in seen:
            raise table.wrong("id", f"“{prompt.id}” is there twice")
        for intent in prompt.intents:
            if intent not in intents:
                raise table.wrong("intents", f"“{intent}” is not declared under [intents]")
        seen.add(prompt.id)
        prompts.append(prompt)
    return Pack(track, tuple(prompts))


def _prompt(table: TomlTable, track: str) -> Prompt:
    table.only(
        "id", "ask", "why", "example", "trade", "deeper", "page", "essay", "essay_question",
        "intents", "retired",
    )  # fmt: skip
    prompt_id = table.text("id")
    if not re.fullmatch(rf"{re.escape(track)}\.[\w-]+", prompt_id):
        raise table.wrong("id", f"an id here is “{track}.” and a name, not “{prompt_id}”")
    page = table.text("page", None)
    if page is not None and page not in PAGES:
        raise table.wrong("page", f"“{page}” is no page; the pages are {', '.join(PAGES)}")
    return Prompt(
        id=prompt_id,
        track=track,
        ask=table.text("ask"),
        why=table.text("why"),
        example=table.text("example", ""),
        trade=table.text("trade", ""),
        deeper=tuple(_deeper(d) for d in table.tables("deeper", ())),
        page=page,
        essay=table.text("essay", None),
        essay_question=table.flag("essay_question"),
        intents=table.texts("intents", ()),
        retired=table.flag("retired"),
    )


def _deeper(table: TomlTable) -> Deeper:
    table.only("when", "ask")
    when = table.text("when")
    if when not in get_args(DeeperWhen):
        raise table.wrong("when", f"one of {', '.join(get_args(DeeperWhen))}, not “{when}”")
    return Deeper(when=when, ask=table.text("ask"))


def _assembled(
    packs: list[Pack], programme: tuple[ProgrammeWeek, ...], problems: tuple[str, ...]
) -> Library:
    order = list(dict.fromkeys(week.track for week in programme))
    packs = sorted(
        packs, key=lambda p: order.index(p.track.id) if p.track.id in order else len(order)
    )
    return Library(
        tracks=tuple(pack.track for pack in packs),
        prompts=tuple(prompt for pack in packs for prompt in pack.prompts),
        programme=programme,
        problems=problems,
    )
