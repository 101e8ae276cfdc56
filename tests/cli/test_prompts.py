"""`coach prompts`: the questions, and a check of a person's own."""

import json
from pathlib import Path

import pytest

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


def test_the_list_json_has_exactly_its_shape_in_programme_order(coach, practice) -> None:
    coach("answer", "value.evidence", "Twelve of them.")
    coach("answer", "value.evidence", "Thirteen.")
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
    assert all(f"  {p.id}\n" in out for p in practice.library.prompts if not p.retired)
    assert not home.exists()


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
    assert result.err == (
        "Left out: mine.toml: the field “ask” is empty, at prompt[1].ask (own.one).\n"
    )
    assert json.loads(result.out)


def test_a_question_is_shown_with_its_why_its_example_and_its_answers(coach, practice) -> None:
    prompt = practice.library.by_id["value.evidence"]
    coach("answer", prompt.id, "Twelve of them.")
    words = " ".join(coach("prompts", "show", prompt.id).out.split())
    for part in (prompt.id, "Know", prompt.ask, prompt.why, prompt.example, prompt.trade):
        assert part in words
    assert words.endswith("Answered 1×, last on 2026-11-24.")


def test_a_good_pack_is_counted(coach, own: Path) -> None:
    result = coach("prompts", "check", str(own))
    assert (result.code, result.out) == (0, f"{own}: 2 questions in the track “own”.\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (OWN.replace("why", "whi"), "did you mean “why”?, at prompt[1].whi (own.one)."),
        ("[track", "line 1"),
        ('[track]\nid = "own"\n', "the field “title” is missing, at track.title (own)."),
    ],
)
def test_a_broken_pack_is_told_with_the_place(coach, own: Path, text: str, words: str) -> None:
    own.write_text(text)
    result = coach("prompts", "check", str(own))
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("coach: mine.toml: ")
    assert words in result.err


@pytest.mark.parametrize(
    "args", [["prompts", "show", "value.evidense"], ["prompts", "shw"], ["prompts", "show"]]
)
def test_what_is_not_there_is_wrong_usage(coach, args: list[str]) -> None:
    result = coach(*args)
    assert (result.code, result.out) == (2, "")
    assert len(result.err.splitlines()) == 2
