"""The prompt packs: what is wrong is named, with the place where it stands."""

import contextlib
import os
import re
import signal
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given

from coach.domain.model import DeeperWhen
from coach.domain.playbook import PAGES
from coach.errors import TomlError, UsageError
from coach.packs import library
from coach.toml import MOST
from tests.strange import few, strange

PACK = """\
[track]
id = "own"
title = "My own"
about = "Questions of mine."

[intents]
mine = "what only I ask"

[[prompt]]
id = "own.one"
ask = "What?"
why = "So."

[[prompt]]
id = "own.two"
short = "And"
ask = "And?"
why = "So too."
example = "Ten."
trade = "bakery"
deeper = [{ when = "short", ask = "Really?" }]
cue = "someone asks"
after = ["own.one"]
page = "where-free-ends"
essay = "000"
essay_question = true
ask_them = true
shows = "ledger"
intents = ["mine"]
retired = true
"""


@pytest.fixture
def pack(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "own.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def refusal(path: Path) -> TomlError:
    with pytest.raises(TomlError) as refused:
        library.read_pack(path)
    assert refused.value.hint
    return refused.value


def test_every_field_of_a_pack_is_read(pack: Callable[[str], Path]) -> None:
    read = library.read_pack(pack(PACK))
    one, two = read.prompts
    assert (read.track.id, read.track.title, read.track.about) == (
        "own",
        "My own",
        "Questions of mine.",
    )
    assert (one.id, one.track, one.retired, one.deeper, one.page) == (
        "own.one",
        "own",
        False,
        (),
        None,
    )
    assert (two.example, two.trade, two.page, two.essay) == (
        "Ten.",
        "bakery",
        "where-free-ends",
        "000",
    )
    assert (two.essay_question, two.intents, two.retired) == (True, ("mine",), True)
    assert (one.short, one.cue, one.after, one.ask_them, one.shows) == ("", "", (), False, None)
    assert (two.ask_them, two.shows) == (True, "ledger")
    assert (two.short, two.cue, two.after) == ("And", "someone asks", ("own.one",))
    assert [(deeper.when, deeper.ask) for deeper in two.deeper] == [("short", "Really?")]


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ('id = "own"\n', "“id” is missing, at track.id"),
        ('title = "My own"\n', "“title” is missing, at track.title (own)"),
        ('about = "Questions of mine."\n', "“about” is missing, at track.about (own)"),
        ('id = "own.one"\n', "“id” is missing, at prompt[1].id"),
        ('ask = "What?"\n', "“ask” is missing, at prompt[1].ask (own.one)"),
        ('why = "So too."\n', "“why” is missing, at prompt[2].why (own.two)"),
        ('when = "short", ', "“when” is missing, at prompt[2].deeper[1].when"),
        (', ask = "Really?"', "“ask” is missing, at prompt[2].deeper[1].ask"),
    ],
)
def test_a_required_field_that_is_missing_is_named_with_its_place(
    pack: Callable[[str], Path], part: str, message: str
) -> None:
    assert refusal(pack(PACK.replace(part, "", 1))).message == f"own.toml: {message}."


@pytest.mark.parametrize(
    ("text", "field"), [(PACK.partition("[[prompt]]")[0], "prompt"), ("", "track")]
)
def test_a_pack_without_a_track_or_questions_is_none(
    pack: Callable[[str], Path], text: str, field: str
) -> None:
    assert refusal(pack(text)).message == f"own.toml: “{field}” is missing, at {field}."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'ask = "And?"',
            "ask = 3",
            "expected text, got a whole number, at prompt[2].ask (own.two)",
        ),
        ('ask = "And?"', 'ask = " "', "“ask” is empty, at prompt[2].ask (own.two)"),
        (
            'why = "So."',
            "why = true",
            "expected text, got true or false, at prompt[1].why (own.one)",
        ),
        ('why = "So."', "why = 1.5", "expected text, got a number, at prompt[1].why (own.one)"),
        (
            '"Ten."',
            "2026-11-24",
            "expected text, got a date or time, at prompt[2].example (own.two)",
        ),
        (
            'page = "where-free-ends"',
            "page = {}",
            "expected text, got a table, at prompt[2].page (own.two)",
        ),
        (
            '"mine"]',
            '"mine", 4]',
            "expected text, got a whole number, at prompt[2].intents[2] (own.two)",
        ),
        ('["mine"]', '"mine"', "expected a list, got text, at prompt[2].intents (own.two)"),
        (
            "retired = true",
            "retired = 1",
            "expected true or false, got a whole number, at prompt[2].retired (own.two)",
        ),
        (
            '[{ when = "short", ask = "Really?" }]',
            '["Really?"]',
            "expected a table, got text, at prompt[2].deeper[1] (own.two)",
        ),
        ('ask = "Really?"', "ask = []", "expected text, got a list, at prompt[2].deeper[1].ask"),
        ('id = "own"', 'id = "My Own"', "lowercase letters, digits and hyphens only, at track.id"),
        (
            'id = "own.one"',
            'id = "other.one"',
            "expected an id such as “own.name”, got “other.one”, at prompt[1].id",
        ),
        (
            'id = "own.one"',
            'id = "own."',
            "expected an id such as “own.name”, got “own.”, at prompt[1].id",
        ),
        ('id = "own.two"', 'id = "own.one"', "“own.one” is used twice, at prompt[2].id"),
        (
            '["mine"]',
            '["yours"]',
            "“yours” isn't declared under [intents], at prompt[2].intents (own.two)",
        ),
        (
            'short = "And"',
            f'short = "{"x" * 29}"',
            "at most 28 characters, got 29, at prompt[2].short (own.two)",
        ),
        (
            '["own.one"]',
            '["own.one", "own.two"]',
            "there is no “own.two” above this one, at prompt[2].after[2] (own.two)",
        ),
        (
            'why = "So."',
            'why = "So."\nafter = ["own.two"]',
            "there is no “own.two” above this one, at prompt[1].after[1] (own.one)",
        ),
        (
            '"short"',
            '"shorter"',
            f"expected one of {', '.join(get_args(DeeperWhen))}; got “shorter”, "
            "at prompt[2].deeper[1].when",
        ),
    ],
)
def test_a_wrong_value_is_named_with_its_place(
    pack: Callable[[str], Path], old: str, new: str, message: str
) -> None:
    error = refusal(pack(PACK.replace(old, new, 1)))
    assert error.message == f"own.toml: {message}."


def test_a_page_that_is_none_is_named_and_the_pages_are_listed(pack: Callable[[str], Path]) -> None:
    message = refusal(pack(PACK.replace('"where-free-ends"', '"where-free-endss"'))).message
    assert message.startswith(
        "own.toml: “where-free-endss” isn't a page; the pages are what-i-give-first, "
    )
    assert message.endswith(", at prompt[2].page (own.two).")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "why = ",
            "whi = ",
            "unknown field “whi”, at prompt[1].whi (own.one); did you mean “why”?",
        ),
        (
            "about = ",
            "abuot = ",
            "unknown field “abuot”, at track.abuot (own); did you mean “about”?",
        ),
        ("[intents]", "[intent]", "unknown field “intent”; did you mean “intents”?"),
        (
            "when = ",
            "wen = ",
            "unknown field “wen”, at prompt[2].deeper[1].wen; did you mean “when”?",
        ),
        ("why = ", "qqq = ", "unknown field “qqq”, at prompt[1].qqq (own.one)."),
    ],
)
def test_an_unknown_field_is_named_with_the_one_that_is_meant(
    pack: Callable[[str], Path], old: str, new: str, message: str
) -> None:
    error = refusal(pack(PACK.replace(old, new, 1)))
    assert error.message == f"own.toml: {message}"


def test_a_file_that_is_not_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(PACK.encode().replace(b"My own", b"Ger\xe4t"))
    assert refusal(path).message == "own.toml: line 3 isn't valid UTF-8."


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [('title = "My own"', "title = My own", 3), ("[[prompt]]", "[[prompt", 9)],
)
def test_a_syntax_error_is_named_with_its_line(
    pack: Callable[[str], Path], old: str, new: str, line: int
) -> None:
    path = pack(PACK.replace(old, new, 1))
    error = refusal(path)
    assert error.message.startswith("own.toml: ")
    assert f"line {line}," in error.message
    assert str(path) in error.hint


@pytest.mark.parametrize("name", ["there-is-none.toml", ""], ids=["missing", "folder"])
def test_a_file_that_cannot_be_read_is_no_crash(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path / name).message.startswith("Can't read ")


def test_the_persons_own_pack_comes_after_the_course(
    pack: Callable[[str], Path], tmp_path: Path
) -> None:
    pack(PACK)
    loaded = library.load(tmp_path)
    assert loaded.problems == ()
    assert loaded.tracks[-1].id == "own"
    assert [p.id for p in loaded.of_track("own")] == ["own.one"]
    assert loaded.by_id["own.two"].retired


@pytest.mark.parametrize("name", ["own.toml", "circle.toml"])
def test_a_pack_that_takes_a_track_of_the_library_is_left_out_and_named(
    pack: Callable[[str], Path], tmp_path: Path, name: str
) -> None:
    pack(PACK.replace('"own', '"circle')).rename(tmp_path / name)
    loaded = library.load(tmp_path)
    assert loaded.problems == (f"{name}: the track id “circle” belongs to coach, at track.id.",)
    assert loaded.tracks == library.load().tracks
    assert "circle.one" not in loaded.by_id


def test_two_packs_of_the_person_cannot_be_one_track(
    pack: Callable[[str], Path], tmp_path: Path
) -> None:
    pack(PACK).rename(tmp_path / "a.toml")
    pack(PACK)
    loaded = library.load(tmp_path)
    assert loaded.problems == ("own.toml: the track id “own” belongs to a.toml, at track.id.",)
    assert "own.one" in loaded.by_id


@pytest.mark.parametrize(
    "copy",
    [
        "own.sync-conflict-20261120-101010-ABCDEFG.toml",
        "own (conflicted copy).toml",
        "own (1).toml",
        "own-laptop.toml",
    ],
)
def test_a_copy_that_a_sync_tool_left_never_takes_the_place_of_the_pack(
    pack: Callable[[str], Path], tmp_path: Path, copy: str
) -> None:
    pack(PACK.replace("My own", "Left by a sync tool")).rename(tmp_path / copy)
    pack(PACK)
    loaded = library.load(tmp_path)
    assert loaded.problems == (f"{copy}: the track id “own” belongs to own.toml, at track.id.",)
    assert loaded.track_by_id["own"].title == "My own"


def test_a_broken_pack_is_left_out_and_named_and_the_others_stay(
    pack: Callable[[str], Path], tmp_path: Path
) -> None:
    pack(PACK)
    (tmp_path / "broken.toml").write_text("[track\n")
    loaded = library.load(tmp_path)
    (problem,) = loaded.problems
    assert problem.startswith("broken.toml: ")
    assert "own.one" in loaded.by_id


def a_folder(path: Path) -> None:
    path.mkdir()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_link_to_nothing(path: Path) -> None:
    path.symlink_to("there-is-none")


def a_link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def unreadable(path: Path) -> None:
    path.write_text(PACK)  # and see the test: the superuser may read anything


def written(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


@pytest.mark.parametrize(
    ("name", "make", "message"),
    [
        ("x.toml", written(b""), "x.toml: “track” is missing, at track."),
        ("x.toml", written(b"\n\xff\xfe"), "x.toml: line 2 isn't valid UTF-8."),
        ("x.toml", written(PACK.encode("utf-16")), "x.toml: the file is UTF-16, not UTF-8."),
        ("x.toml", written(b"\0"), "x.toml: invalid statement (at line 1, column 1)."),
        ("x.toml", written(b"#" * (MOST + 1)), "Can't read x.toml: it is too large."),
        (
            "x.toml",
            written(b"a = " + b"9" * 5000),
            "x.toml: a number is too long or the nesting too deep.",
        ),
        (
            "x.toml",
            written(b"a = " + b"[" * 50_000 + b"]" * 50_000),
            "x.toml: a number is too long or the nesting too deep.",
        ),
        ("x.toml", a_folder, "Can't read x.toml: it isn't a file."),
        ("x.toml", a_pipe, "Can't read x.toml: it isn't a file."),
        ("x.toml", a_device, "Can't read x.toml: it isn't a file."),
        ("x.toml", a_link_to_nothing, "Can't read x.toml: no such file or directory."),
        ("x.toml", a_link_to_itself, "Can't read x.toml: too many levels of symbolic links."),
        ("x.toml", unreadable, "Can't read x.toml: permission was denied."),
        (
            "course.toml",
            written(b'\n[[week]]\ntrack = "own"\n'),
            "course.toml: unknown field “week”.",
        ),
    ],
)
def test_whatever_lies_in_the_folder_is_named_and_stops_nothing(
    pack: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    make: Callable[[Path], object],
    message: str,
) -> None:
    pack(PACK)
    make(tmp_path / name)
    if make is unreadable:
        refuse_to_open(tmp_path / name, monkeypatch)
    with no_waiting():
        loaded = library.load(tmp_path)
    assert loaded.problems == (message,)
    assert "own.one" in loaded.by_id
    assert loaded.course == library.load().course


def refuse_to_open(refused: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system = os.open

    def opened(path: Path, *args: int) -> int:
        if Path(path) == refused:
            raise PermissionError(13, os.strerror(13), str(path))
        return system(path, *args)

    monkeypatch.setattr("os.open", opened)


@contextlib.contextmanager
def no_waiting() -> Iterator[None]:
    """Fail instead of hanging."""

    def ring(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(5)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def test_a_file_where_the_folder_should_be_is_named_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "prompts").write_text("in the way")
    loaded = library.load(tmp_path / "prompts")
    assert loaded.problems == ("Can't read the prompts folder: not a directory.",)
    assert loaded.tracks == library.load().tracks


def test_a_folder_that_may_not_be_read_is_named_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(13, os.strerror(13), str(folder))

    monkeypatch.setattr(Path, "iterdir", refuse)
    loaded = library.load(tmp_path)
    assert loaded.problems == ("Can't read the prompts folder: permission was denied.",)
    assert loaded.tracks == library.load().tracks


def test_what_an_editor_hides_in_the_folder_is_left_alone(
    pack: Callable[[str], Path], tmp_path: Path
) -> None:
    pack(PACK)
    a_link_to_nothing(tmp_path / ".#own.toml")
    (tmp_path / "._own.toml").write_bytes(b"\0\5\26\7")
    (tmp_path / "own.toml~").write_text("[[")
    assert library.load(tmp_path).problems == ()


def test_a_pack_without_any_question_left_is_still_a_pack(
    pack: Callable[[str], Path], tmp_path: Path
) -> None:
    pack("prompt = []\n" + PACK.partition("[intents]")[0])
    loaded = library.load(tmp_path)
    assert (loaded.problems, loaded.of_track("own")) == ((), ())


MODEL = files("coach.packs").joinpath("model-pack.toml").read_text(encoding="utf-8")


def test_the_model_of_a_pack_explains_every_field_page_and_condition() -> None:
    remarks = "\n".join(line for line in MODEL.splitlines() if line.startswith("#"))
    assert max(map(len, remarks.splitlines())) <= 80
    assert all(re.search(rf"\b{page}\b", remarks) for page in PAGES)
    for when in get_args(DeeperWhen):
        assert re.search(rf"^#   {when} +\w", remarks, re.MULTILINE)
        assert f'when = "{when}"' in MODEL
    for line in ("retired = true", 'after = ["my-shop.another-thing"]'):
        assert f"#   {line}\n" in MODEL
    explained = re.findall(r"^#.+\n(\w+) = ", MODEL.partition("# A second")[0], re.MULTILINE)
    assert explained == [
        *("id", "title", "about"),
        *("id", "short", "ask", "why", "example", "trade", "deeper", "cue", "page", "ask_them"),
    ]


def test_the_questions_of_the_model_are_held_to_the_bar_and_are_nobody_elses(
    pack: Callable[[str], Path],
) -> None:
    asked = [prompt.ask for prompt in library.load().prompts]
    for prompt in library.read_pack(pack(MODEL)).prompts:
        assert prompt.ask.count("?") == 1
        assert len(prompt.ask.split()) <= 30
        assert "you" in prompt.ask
        assert max(SequenceMatcher(None, prompt.ask, ask).ratio() for ask in asked) < 0.7


def test_without_a_folder_of_the_persons_own_there_is_the_library(tmp_path: Path) -> None:
    assert library.load(tmp_path / "none") == library.load()
    assert not (tmp_path / "none").exists()


def test_the_tracks_stand_in_course_order() -> None:
    shipped = library.load()
    order = list(dict.fromkeys(week.track for week in shipped.course))
    assert [track.id for track in shipped.tracks] == order


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "“week” is missing, at week."),
        ('[[week]]\nfocus = "f"\nfirst = []', "“track” is missing, at week[1].track."),
        ('[[week]]\ntrack = "t"\nfirst = []', "“focus” is missing, at week[1].focus."),
        ('[[week]]\ntrack = "t"\nfocus = "f"', "“first” is missing, at week[1].first."),
        ("[[weeks]]", "unknown field “weeks”; did you mean “week”?"),
    ],
)
def test_a_broken_course_is_named_with_its_place(
    pack: Callable[[str], Path], text: str, message: str
) -> None:
    with pytest.raises(TomlError) as refused:
        library.read_course(pack(text))
    assert refused.value.message == f"own.toml: {message}"


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("circle.whom-i-sreve", "circle.who-i-serve"),
        ("my-value", "value.my-value"),
        ("look-back", "look-back.sign-today"),
    ],
)
def test_an_unknown_question_is_answered_with_the_nearest_ones(written: str, nearest: str) -> None:
    with pytest.raises(UsageError) as refused:
        library.find(library.load(), written)
    assert refused.value.hint.startswith("Nearest: ")
    assert nearest in refused.value.hint


def test_a_question_unlike_any_other_points_to_the_list() -> None:
    with pytest.raises(UsageError) as refused:
        library.find(library.load(), "§§§")
    assert refused.value.hint == "See coach prompts list."


def test_a_retired_question_can_be_found_and_is_never_proposed(
    pack: Callable[[str], Path], tmp_path: Path
) -> None:
    pack(PACK)
    loaded = library.load(tmp_path)
    assert library.find(loaded, "own.two").retired
    with pytest.raises(UsageError) as refused:
        library.find(loaded, "own.twoo")
    assert "own.two" not in refused.value.hint


@few()
@given(data=strange(PACK.encode()))
def test_a_pack_of_any_bytes_is_taken_whole_or_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "own.toml").write_bytes(data)
    loaded, shipped = library.load(tmp_path), library.load()
    own = [track for track in loaded.tracks if track not in shipped.tracks]
    assert len(own) + len(loaded.problems) == 1
    assert len(loaded.prompts) > len(shipped.prompts) or not own
