"""`coach prompts`: the questions, and a person's own."""

import json
import os
import re
import stat
from dataclasses import asdict
from pathlib import Path

import pytest

from coach.commands.prompts import EXAMPLES
from coach.packs import library
from coach.paths import shipped

OWN = """\
[track]
id = "own"
title = "My own"
about = "Questions of mine."
[[prompt]]
id = "own.one"
ask = "What would only I ask?"
why = "So."
[[prompt]]
id = "own.old"
ask = "What did I ask once?"
why = "So."
retired = true
"""


@pytest.fixture
def own(home: Path) -> Path:
    (home / "prompts").mkdir(parents=True)
    path = home / "prompts" / "mine.toml"
    path.write_text(OWN)
    return path


def test_the_list_json_has_exactly_its_shape_in_course_order(coach, practice) -> None:
    practice.entries.answer("Twelve of them.", "value.evidence")
    practice.entries.answer("Thirteen.", "value.evidence")
    rows = json.loads(coach("prompts", "list", "--json").out)
    library = practice.library
    assert [row["id"] for row in rows] == [p.id for p in library.prompts if not p.retired]
    answered = {"answers": 2, "last": "2026-11-24"}
    assert rows == [
        {"id": row["id"], "track": row["track"], "ask": library.by_id[row["id"]].ask}
        | (answered if row["id"] == "value.evidence" else {"answers": 0, "last": None})
        for row in rows
    ]


@pytest.mark.parametrize(
    "args", [["prompts", "--json"], ["prompts", "list", "--json"], ["prompts", "--json", "list"]]
)
def test_json_can_be_asked_for_wherever_it_stands(coach, args: list[str]) -> None:
    assert json.loads(coach(*args).out)[0]["id"] == "give-free.left-without-buying"


@pytest.mark.parametrize("args", [["prompts"], ["prompts", "list"]])
def test_the_list_names_every_track_and_question(coach, practice, home: Path, args: list) -> None:
    out = coach(*args).out
    assert all(f"({track.id})" in out for track in practice.library.tracks)
    listed = [line.split()[0] for line in out.splitlines() if re.match(r"  \S+\.\S+( · |$)", line)]
    assert listed == [p.id for p in practice.library.prompts if not p.retired]
    assert not home.exists()


def test_the_list_marks_the_four_questions(coach) -> None:
    marked = re.findall(
        r"^  (\S+) · one of the four questions$", coach("prompts").out, re.MULTILINE
    )
    assert marked == [
        *("give-free.for-free", "partial-help.cannot-fully"),
        *("filter.filter-out", "value.my-value"),
    ]


def test_a_question_of_the_help_can_be_shown(coach, practice) -> None:
    (shown,) = re.findall(r"coach prompts show (\S+)", EXAMPLES)
    assert practice.library.by_id[shown].ask in " ".join(
        coach("prompts", "show", shown).out.split()
    )


def test_a_pack_of_the_persons_own_is_listed_last_and_what_is_retired_is_not(
    coach, own: Path
) -> None:
    rows = json.loads(coach("prompts", "list", "--json").out)
    assert rows[-1]["id"] == "own.one"
    assert "own.old" not in {row["id"] for row in rows}


def test_a_broken_pack_is_named_on_stderr_and_the_list_still_comes(coach, own: Path) -> None:
    own.write_text(OWN.replace("What would only I ask?", ""))
    result = coach("prompts", "list", "--json")
    assert result.code == 0
    assert result.err == ("Left out: mine.toml: “ask” is empty, at prompt[1].ask (own.one).\n")
    assert json.loads(result.out)


def test_a_question_is_shown_with_its_why_its_example_and_its_answers(coach, practice) -> None:
    prompt = practice.library.by_id["value.evidence"]
    practice.entries.answer("Twelve of them.", prompt.id)
    words = " ".join(coach("prompts", "show", prompt.id).out.split())
    for part in (prompt.id, "Know", prompt.ask, prompt.why, prompt.example, prompt.trade):
        assert part in words
    assert words.endswith("1 answer, the last on Tue, Nov 24.")


@pytest.mark.parametrize(
    ("prompt", "parts"),
    [
        (
            "value.my-value",
            [
                "Your value in a sentence · one of the four questions",
                "A promise could begin: If someone recommends me",
                "Somebody else knows the answer.",
                "Belongs on a page of the playbook: My value.",
            ],
        ),
        (
            "boundaries.second-need",
            ["Asked once you have answered boundaries.first-need and boundaries.first-meeting."],
        ),
        ("look-back.what-came-back", ["Shows what you gave, and what came back."]),
        ("own.old", ["Retired: it isn't asked anymore."]),
    ],
)
def test_a_question_is_shown_with_all_that_goes_with_it(
    coach, own: Path, prompt: str, parts: list[str]
) -> None:
    words = " ".join(coach("prompts", "show", prompt).out.split())
    assert [part for part in parts if part not in words] == []


def test_a_question_that_has_nothing_more_is_shown_without_it(coach, own: Path) -> None:
    assert coach("prompts", "show", "own.one").out == (
        "own.one · My own\n\nWhat would only I ask?\n\nWhy\n  So.\n"
    )


@pytest.mark.parametrize("args", [["show", "{}", "--json"], ["--json", "show", "{}"]])
def test_a_question_is_shown_to_programs_with_all_its_fields(coach, practice, args: list) -> None:
    prompt = practice.library.by_id["give-free.for-free"]
    shown = json.loads(coach("prompts", *(word.format(prompt.id) for word in args)).out)
    assert shown == json.loads(json.dumps(asdict(prompt)))
    assert (shown["id"], shown["ask"]) == (prompt.id, prompt.ask)
    assert shown["deeper"][0].keys() == {"when", "ask"}


def test_a_good_pack_is_counted(coach, own: Path) -> None:
    result = coach("prompts", "check", str(own))
    assert (result.code, result.out) == (0, f"{own}: 2 questions in the track “own”.\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            OWN.replace("why", "whi"),
            ": unknown field “whi”, at prompt[1].whi (own.one); did you mean “why”?",
        ),
        (OWN.replace("true", "1"), ": expected true or false, got a whole number, at "),
        ("[track", ": expected ']' at the end of a table declaration (at the end, line 1)."),
        ('[track]\nid = "own"\n', ": “title” is missing, at track.title (own)."),
    ],
)
def test_a_broken_pack_is_named_with_its_question_and_field(
    coach, own: Path, text: str, words: str
) -> None:
    own.write_text(text)
    result = coach("prompts", "check", str(own))
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"coach: mine.toml{words}")
    assert result.err.endswith(f"\n  Fix it in {own}.\n")


def test_every_file_is_checked_though_one_before_it_is_broken(
    coach, own: Path, tmp_path: Path
) -> None:
    broken, gone = tmp_path / "broken.toml", tmp_path / "gone.toml"
    broken.write_text(OWN.replace("own", "other").replace("why", "whi"))
    result = coach("prompts", "check", str(broken), str(own), str(gone))
    assert (result.code, result.out) == (1, f"{own}: 2 questions in the track “own”.\n")
    said = result.err.splitlines()[::2]
    assert said[0].startswith("coach: broken.toml: unknown field “whi”")
    assert said[1:] == ["coach: Can't read gone.toml: no such file or directory."]


def test_without_a_file_all_of_the_persons_own_are_checked(coach, own: Path) -> None:
    other = own.with_name("other.toml")
    other.write_text(OWN.replace("own", "other").replace("why", "whi"))
    own.with_name("notes.txt").write_text("no pack")
    own.with_name(".#mine.toml").symlink_to("an editor's")
    result = coach("prompts", "check")
    assert (result.code, result.out) == (1, f"{own}: 2 questions in the track “own”.\n")
    assert result.err.startswith("coach: other.toml: unknown field “whi”")
    assert len(result.err.splitlines()) == 2


def test_without_any_packs_of_ones_own_the_check_says_how_to_begin_one(coach, home: Path) -> None:
    result = coach("prompts", "check")
    assert (result.code, result.out) == (0, "")
    assert result.err == (
        f"No packs of your own in {home}/prompts yet.\n  To begin one: coach prompts new my-shop\n"
    )
    assert not home.exists()


def test_no_two_packs_that_are_checked_may_be_one_track(coach, tmp_path: Path) -> None:
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text(OWN)
    two.write_text(OWN)
    result = coach("prompts", "check", str(one), str(two), str(one))
    assert (result.code, result.out) == (1, f"{one}: 2 questions in the track “own”.\n")
    assert result.err.startswith(
        "coach: two.toml: the track id “own” belongs to one.toml, at track.id.\n"
    )


def test_a_pack_must_not_take_a_track_of_the_program(coach, tmp_path: Path) -> None:
    path = tmp_path / "circle.toml"
    path.write_text(OWN.replace("own.", "circle.").replace('"own"', '"circle"'))
    result = coach("prompts", "check", str(path))
    assert result.code == 1
    assert "circle.toml: the track id “circle” belongs to coach, at track.id." in result.err
    assert coach("prompts", "check", str(shipped("prompts") / "circle.toml")).code == 0


def test_one_file_of_the_persons_own_is_checked_beside_the_others(
    coach, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    twin = own.with_name("twin.toml")
    twin.write_text(OWN)
    monkeypatch.chdir(own.parent)
    result = coach("prompts", "check", "twin.toml")
    assert (result.code, result.out) == (1, "")
    assert "belongs to mine.toml" in result.err
    elsewhere = tmp_path / "twin.toml"  # a copy that is kept elsewhere clashes with nothing
    elsewhere.write_text(OWN)
    assert coach("prompts", "check", str(elsewhere)).code == 0


def test_a_folder_that_cannot_be_read_is_told(coach, home: Path) -> None:
    home.mkdir()
    (home / "prompts").write_text("in the way")
    result = coach("prompts", "check")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("coach: Can't read the prompts folder: ")


@pytest.mark.parametrize("name", ["my-bikes", "my-bikes.toml"])
def test_a_new_pack_is_private_and_good_and_asked_from_at_once(
    coach, home: Path, name: str
) -> None:
    result = coach("prompts", "new", name)
    path = home / "prompts" / "my-bikes.toml"
    assert (result.code, result.out) == (0, f"{path}\n")
    assert result.err == "Edit it, then run: coach prompts check\n"
    modes = [stat.S_IMODE(place.stat().st_mode) for place in (home, path.parent, path)]
    assert modes == [0o700, 0o700, 0o600]
    result = coach("prompts", "check")
    assert (result.code, result.out) == (0, f"{path}: 2 questions in the track “my-bikes”.\n")
    loaded = library.load(path.parent)
    assert loaded.problems == ()
    assert loaded.track_by_id["my-bikes"].title == "My bikes"
    assert [p.id for p in loaded.of_track("my-bikes")] == [
        "my-bikes.another-thing",
        "my-bikes.had-to-guess",
    ]
    assert coach("answer", "my-bikes.had-to-guess", "The price of a hub.").code == 0


def test_a_new_pack_by_a_path_goes_where_it_says(
    coach, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = coach("prompts", "new", "./two words")
    assert (result.code, result.out) == (0, "two words.toml\n")
    assert "run: coach prompts check 'two words.toml'\n" in result.err
    assert f"Its questions come up once it is in {home}/prompts" in result.err
    assert library.read_pack(tmp_path / "two words.toml").track.id == "two-words"
    (tmp_path / "user").mkdir()
    assert coach("prompts", "new", "~/mine").out == f"{tmp_path}/user/mine.toml\n"
    assert not home.exists()


def test_a_new_pack_never_takes_the_place_of_a_file(coach, own: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to("nothing-yet.toml")
    for name, path in ((str(own), own), ("mine", own), (str(link), link)):
        result = coach("prompts", "new", name)
        assert (result.code, result.out) == (1, "")
        assert result.err == (
            f"coach: {path} already exists.\n  Edit it, or choose another name.\n"
        )
    assert own.read_text() == OWN
    assert not link.exists()


@pytest.mark.parametrize("name", ["circle", "own", "./Circle.toml"])
def test_a_name_whose_track_is_taken_is_told(
    coach, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = coach("prompts", "new", name)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("coach: The track id “")
    assert "” is taken.\n  " in result.err
    assert list(own.parent.iterdir()) == [own]


@pytest.mark.parametrize("name", ["", "-", ".", "..", "123", ".hidden", ".toml", "mine/", "…"])
def test_a_name_that_gives_no_track_id_is_told(coach, home: Path, name: str) -> None:
    result = coach("prompts", "new", "--", name)
    assert (result.code, result.out) == (1, "")
    assert "gives no track id.\n  Use letters, " in result.err
    assert not home.exists()


@pytest.mark.parametrize("name", ["{tmp}/nowhere/mine", "m" * 300])
def test_a_new_pack_that_cannot_be_written_is_told(
    coach, home: Path, tmp_path: Path, name: str
) -> None:
    result = coach("prompts", "new", name.format(tmp=tmp_path))
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("coach: Can't write ")
    assert len(result.err.splitlines()) == 2
    assert not [file for _, _, files in os.walk(tmp_path) for file in files]


@pytest.mark.parametrize("args", [["today"], ["prompts"], ["answer", "value.evidence", "Twelve."]])
@pytest.mark.parametrize("what", ["broken", "folder", "no folder"])
def test_no_command_stops_for_a_broken_pack(coach, own: Path, what: str, args: list) -> None:
    own.unlink()
    if what == "no folder":
        own.parent.rmdir()
        own.parent.write_text("in the way")
    elif what == "folder":
        own.mkdir()
    else:
        own.write_bytes(b"\xff\xfe")
    result = coach(*args)
    assert result.code == 0
    assert result.out
    if args[0] != "answer":
        assert result.err.startswith("Left out: ")


@pytest.mark.parametrize(
    "args", [["prompts", "show", "value.evidense"], ["prompts", "shw"], ["prompts", "show"]]
)
def test_what_is_not_there_is_wrong_usage(coach, args: list[str]) -> None:
    result = coach(*args)
    assert (result.code, result.out) == (2, "")
    assert len(result.err.splitlines()) == 2
