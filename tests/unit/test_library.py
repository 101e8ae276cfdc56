"""The prompt packs: what is wrong is named, with the place where it stands."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coach import library
from coach.errors import TomlError, UsageError

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
ask = "And?"
why = "So too."
example = "Ten."
trade = "bakery"
deeper = [{ when = "short", ask = "Really?" }]
page = "my-line"
essay = "000"
essay_question = true
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
    assert (two.example, two.trade, two.page, two.essay) == ("Ten.", "bakery", "my-line", "000")
    assert (two.essay_question, two.intents, two.retired) == (True, ("mine",), True)
    assert [(deeper.when, deeper.ask) for deeper in two.deeper] == [("short", "Really?")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('id = "own"\n', "the field “id” is missing, at track.id"),
        ('title = "My own"\n', "the field “title” is missing, at track.title (own)"),
        ('about = "Questions of mine."\n', "the field “about” is missing, at track.about (own)"),
        ('id = "own.one"\n', "the field “id” is missing, at prompt[1].id"),
        ('ask = "What?"\n', "the field “ask” is missing, at prompt[1].ask (own.one)"),
        ('why = "So too."\n', "the field “why” is missing, at prompt[2].why (own.two)"),
        ('when = "short", ', "the field “when” is missing, at prompt[2].deeper[1].when"),
        (', ask = "Really?"', "the field “ask” is missing, at prompt[2].deeper[1].ask"),
    ],
)
def test_a_required_field_that_is_missing_is_named_with_its_place(
    pack: Callable[[str], Path], line: str, message: str
) -> None:
    assert refusal(pack(PACK.replace(line, "", 1))).message == f"own.toml: {message}."


@pytest.mark.parametrize(
    ("text", "field"), [(PACK.partition("[[prompt]]")[0], "prompt"), ("", "track")]
)
def test_a_pack_without_a_track_or_questions_is_none(
    pack: Callable[[str], Path], text: str, field: str
) -> None:
    assert refusal(pack(text)).message == f"own.toml: the field “{field}” is missing, at {field}."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'ask = "And?"',
            "ask = 3",
            "expected text, got a whole number, at prompt[2].ask (own.two)",
        ),
        ('ask = "And?"', 'ask = " "', "the field “ask” is empty, at prompt[2].ask (own.two)"),
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
            'page = "my-line"',
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
        ('id = "own"', 'id = "My Own"', "small letters, digits and hyphens only, at track.id"),
        (
            'id = "own.one"',
            'id = "other.one"',
            "an id here is “own.” and a name, not “other.one”, at prompt[1].id",
        ),
        (
            'id = "own.one"',
            'id = "own."',
            "an id here is “own.” and a name, not “own.”, at prompt[1].id",
        ),
        ('id = "own.two"', 'id = "own.one"', "“own.one” is there twice, at prompt[2].id"),
        (
            '["mine"]',
            '["yours"]',
            "“yours” is not declared under [intents], at prompt[2].intents (own.two)",
        ),
        (
            '"short"',
            '"shorter"',
            "one of short, no-person, no-number, absolute, else, not “shorter”, "
            "at prompt[2].deeper[1].when",
        ),
    ],
)
def test_a_wrong_value_is_named_with_its_place(
    pack: Callable[[str], Path], old: str, new: str, message: str
) -> None:
    assert refusal(pack(PACK.replace(old, new, 1))).message == f"own.toml: {message}."


def test_a_page_that_is_none_is_named_and_the_pages_are_listed(
    pack: Callable[[str], Path],
) -> None:
    message = refusal(pack(PACK.replace('"my-line"', '"my-lines"'))).message
    assert message.startswith("own.toml: “my-lines” is no page; the pages are my-circle, ")
    assert message.endswith(", at prompt[2].page (own.two).")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "why = ",
            "whi = ",
            "unknown field “whi”; did you mean “why”?, at prompt[1].whi (own.one)",
        ),
        (
            "about = ",
            "abuot = ",
            "unknown field “abuot”; did you mean “about”?, at track.abuot (own)",
        ),
        ("[intents]", "[intent]", "unknown field “intent”; did you mean “intents”?, at intent"),
        (
            "when = ",
            "wen = ",
            "unknown field “wen”; did you mean “when”?, at prompt[2].deeper[1].wen",
        ),
        ("why = ", "qqq = ", "unknown field “qqq”, at prompt[1].qqq (own.one)"),
    ],
)
def test_an_unknown_field_is_named_with_the_one_that_is_meant(
    pack: Callable[[str], Path], old: str, new: str, message: str
) -> None:
    assert refusal(pack(PACK.replace(old, new, 1))).message == f"own.toml: {message}."


def test_a_file_that_is_not_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(PACK.encode().replace(b"My own", b"Ger\xe4t"))
    assert refusal(path).message == "own.toml: line 3 is not valid UTF-8."


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
    assert "cannot be read" in refusal(tmp_path / name).message


def test_the_persons_own_pack_comes_after_the_programme(
    pack: Callable[[str], Path], tmp_path: Path
) -> None:
    pack(PACK)
    loaded = library.load(tmp_path)
    assert loaded.problems == ()
    assert loaded.tracks[-1].id == "own"
    assert [p.id for p in loaded.of_track("own")] == ["own.one"]
    assert loaded.by_id["own.two"].retired


def test_a_pack_that_takes_a_track_of_the_library_is_left_out_and_named(
    pack: Callable[[str], Path], tmp_path: Path
) -> None:
    pack(PACK.replace('"own', '"circle'))
    loaded = library.load(tmp_path)
    assert loaded.problems == ("own.toml: the track id “circle” is taken, at track.id.",)
    assert loaded.tracks == library.load().tracks
    assert "circle.one" not in loaded.by_id


def test_two_packs_of_the_person_cannot_be_one_track(
    pack: Callable[[str], Path], tmp_path: Path
) -> None:
    pack(PACK).rename(tmp_path / "a.toml")
    pack(PACK)
    loaded = library.load(tmp_path)
    assert loaded.problems == ("own.toml: the track id “own” is taken, at track.id.",)
    assert "own.one" in loaded.by_id


def test_a_broken_pack_is_left_out_and_named_and_the_others_stay(
    pack: Callable[[str], Path], tmp_path: Path
) -> None:
    pack(PACK)
    (tmp_path / "broken.toml").write_text("[track\n")
    loaded = library.load(tmp_path)
    (problem,) = loaded.problems
    assert problem.startswith("broken.toml: ")
    assert "own.one" in loaded.by_id


def test_without_a_folder_of_the_persons_own_there_is_the_library(tmp_path: Path) -> None:
    assert library.load(tmp_path / "none") == library.load()
    assert not (tmp_path / "none").exists()


def test_every_week_of_the_programme_has_its_track_and_its_first_questions() -> None:
    shipped = library.load()
    assert len(shipped.programme) == 12
    for week in shipped.programme:
        ids = {prompt.id for prompt in shipped.of_track(week.track)}
        assert week.first
        assert set(week.first) <= ids


def test_the_tracks_stand_in_programme_order() -> None:
    shipped = library.load()
    order = list(dict.fromkeys(week.track for week in shipped.programme))
    assert [track.id for track in shipped.tracks] == order


def test_the_very_first_question_is_who_left_without_buying() -> None:
    assert library.load().programme[0].first[0] == "give-free.left-without-buying"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the field “week” is missing, at week"),
        ('[[week]]\nfocus = "f"\nfirst = []', "the field “track” is missing, at week[1].track"),
        ('[[week]]\ntrack = "t"\nfirst = []', "the field “focus” is missing, at week[1].focus"),
        ('[[week]]\ntrack = "t"\nfocus = "f"', "the field “first” is missing, at week[1].first"),
        ("[[weeks]]", "unknown field “weeks”; did you mean “week”?, at weeks"),
    ],
)
def test_a_broken_programme_is_named_with_its_place(
    pack: Callable[[str], Path], text: str, message: str
) -> None:
    with pytest.raises(TomlError) as refused:
        library.read_programme(pack(text))
    assert refused.value.message == f"own.toml: {message}."


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("circle.whom-i-sreve", "circle.whom-i-serve"),
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
