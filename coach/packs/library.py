"""Load and check packs; an error names the file, the question and the field."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import get_args

from coach.domain.model import PAGES, CourseWeek, Deeper, DeeperWhen, Library, Prompt, Shows, Track
from coach.domain.text import closest
from coach.errors import TomlError, UsageError, os_errors_as
from coach.frozen import frozen
from coach.paths import shipped
from coach.toml import TomlTable, read_toml

COURSE = "course.toml"

SHORT = 28
"""The most characters of a question's name in lists."""


@frozen
class Pack:
    """One file: a track and its questions, in the order they are asked."""

    track: Track
    prompts: tuple[Prompt, ...]


def load(own: Path | None = None) -> Library:
    """Return the program's own packs and, from the folder `own`, the person's.

    A broken pack of the person's is left out and named in `problems`.

    Raises:
        TomlError: if a pack that comes with the program is broken.
    """
    included, course = _shipped(shipped("prompts"))
    packs, problems = [*included], list[str]()
    try:
        for _, pack in sorted(read_own(own_files(own)), key=itemgetter(0)) if own else ():
            if isinstance(pack, Pack):
                packs.append(pack)
            else:
                problems.append(pack.message)
    except TomlError as error:
        problems.append(error.message)
    order = {week.track: place for place, week in reversed([*enumerate(course)])}
    packs.sort(key=lambda pack: order.get(pack.track.id, len(course)))
    return Library(
        tracks=tuple(pack.track for pack in packs),
        prompts=tuple(prompt for pack in packs for prompt in pack.prompts),
        course=course,
        problems=tuple(problems),
    )


def find_shipped(prompt_id: str) -> Prompt | None:
    """Return the question with this id if it comes with the program; only its pack is read.

    Raises:
        TomlError: if that pack is broken.
    """
    track = prompt_id.partition(".")[0]
    for path in _files(shipped("prompts")):
        if path.stem == track and path.name != COURSE:
            return next((p for p in _shipped_pack(path).prompts if p.id == prompt_id), None)
    return None


@cache
def _shipped(home: Path) -> tuple[tuple[Pack, ...], tuple[CourseWeek, ...]]:
    """Return what comes with the program; it does not change while the program runs."""
    paths = [path for path in _files(home) if path.name != COURSE]
    return tuple(map(_shipped_pack, paths)), read_course(home / COURSE)


def find(library: Library, prompt_id: str) -> Prompt:
    """Return the question with this id.

    Raises:
        UsageError: if there is none; the hint names the nearest ids.
    """
    if prompt := library.by_id.get(prompt_id):
        return prompt
    asked = [prompt.id for prompt in library.prompts if not prompt.retired]
    names = {name.partition(".")[2]: name for name in asked}
    near = closest(prompt_id, asked, 3, cutoff=0.5)
    near += [names[name] for name in closest(prompt_id, names, 2)]
    near += [prompt.id for prompt in library.of_track(prompt_id)]
    nearest = ", ".join(list(dict.fromkeys(near))[:3])
    raise UsageError(
        f"There is no prompt “{prompt_id}”.",
        f"Nearest: {nearest}." if nearest else "See coach prompts list.",
    )


def own_files(folder: Path) -> list[Path]:
    """Return the files of the person's own packs, short names first; hidden ones are an editor's.

    So a pack is read before the copies of it that a sync tool leaves beside it, such as
    `my-shop.sync-conflict-20261120-101010-ABCDEFG.toml` or `my-shop (conflicted copy).toml`.

    Raises:
        TomlError: if the folder is there and cannot be read.
    """
    return sorted(_files(folder), key=lambda path: (len(path.name), path.name))


def _files(folder: Path) -> list[Path]:
    with os_errors_as(TomlError, "Can't read the prompts folder", f"Check {folder}."):
        paths = sorted(folder.iterdir()) if folder.exists() else []
    return [path for path in paths if path.suffix == ".toml" and not path.name.startswith(".")]


def read_own(paths: Iterable[Path]) -> Iterator[tuple[Path, Pack | TomlError]]:
    """Return every file with its pack or its error; the first pack with a track's id has it."""
    taken = {path.stem: path for path in _files(shipped("prompts"))}
    for path in paths:
        try:
            data = read_toml(path)
            pack = _pack(data)
            owner = taken.setdefault(pack.track.id, path)
            if place_of(owner) != place_of(path):
                by = "coach" if owner.parent == shipped("prompts") else owner.name
                raise data.table("track").wrong(
                    "id", f"the track id “{pack.track.id}” belongs to {by}"
                )
        except TomlError as error:
            yield path, error
        else:
            yield path, pack


def place_of(path: Path) -> Path:
    """Return where a file stands, however it was named; a link to it stands elsewhere."""
    return Path(os.path.realpath(path.parent), path.name)


def read_pack(path: Path) -> Pack:
    """Return the pack in a file.

    Raises:
        TomlError: if the file cannot be read or is not a pack.
    """
    return _pack(read_toml(path))


_shipped_pack = cache(read_pack)


def read_course(path: Path) -> tuple[CourseWeek, ...]:
    """Return the weeks of the course, in order.

    Raises:
        TomlError: if the file cannot be read or is not a course.
    """
    data = read_toml(path)
    data.only("week")
    weeks = data.tables("week")
    for week in weeks:
        week.only(*(field.name for field in fields(CourseWeek)))
    return tuple(CourseWeek(w.text("track"), w.text("focus"), w.texts("first")) for w in weeks)


def _pack(data: TomlTable) -> Pack:
    data.only("track", "intents", "prompt")
    head = data.table("track")
    head.only(*(field.name for field in fields(Track)))
    track = Track(
        id=head.name("id"),
        title=head.text("title"),
        about=head.text("about"),
        essays=head.texts("essays", ()),
        short=head.text("short", ""),
    )
    intents = data.table("intents").values if "intents" in data.values else ()
    prompts: dict[str, Prompt] = {}
    for table in data.tables("prompt"):
        prompt = _prompt(table, track.id)
        if prompt.id in prompts:
            raise table.wrong("id", f"“{prompt.id}” is used twice")
        for intent in prompt.intents:
            if intent not in intents:
                raise table.wrong("intents", f"“{intent}” isn't declared under [intents]")
        for number, earlier in enumerate(prompt.after, 1):
            if earlier not in prompts:  # so that no two questions wait for each other
                raise table.wrong("after", f"there is no “{earlier}” above this one", number)
        prompts[prompt.id] = prompt
    return Pack(track, tuple(prompts.values()))


def _prompt(table: TomlTable, track: str) -> Prompt:
    table.only(*(field.name for field in fields(Prompt) if field.name != "track"))
    prompt_id = table.text("id")
    if not re.fullmatch(rf"{re.escape(track)}\.[\w-]+", prompt_id):
        raise table.wrong("id", f"expected an id such as “{track}.name”, got “{prompt_id}”")
    short = table.text("short", "")
    if len(short) > SHORT:
        raise table.wrong("short", f"at most {SHORT} characters, got {len(short)}")
    page = table.text("page", None)
    if page is not None and page not in PAGES:
        raise table.wrong("page", f"“{page}” isn't a page; the pages are {', '.join(PAGES)}")
    return Prompt(
        id=prompt_id,
        track=track,
        short=short,
        ask=table.text("ask"),
        why=table.text("why"),
        example=table.text("example", ""),
        trade=table.text("trade", ""),
        deeper=tuple(_deeper(deeper) for deeper in table.tables("deeper", ())),
        cue=table.text("cue", ""),
        page=page,
        after=table.texts("after", ()),
        essay=table.text("essay", None),
        essay_question=table.flag("essay_question"),
        ask_them=table.flag("ask_them"),
        shows=table.one_of("shows", get_args(Shows)),
        intents=table.texts("intents", ()),
        retired=table.flag("retired"),
    )


def _deeper(table: TomlTable) -> Deeper:
    table.only(*(field.name for field in fields(Deeper)))
    when: DeeperWhen = table.one_of("when", get_args(DeeperWhen), required=True)
    return Deeper(when=when, ask=table.text("ask"))
