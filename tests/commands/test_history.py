"""`coach history`: past answers, notes and reviewed promises, newest last."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def saved(coach, clock) -> list[str]:
    """Four entries on four days; gives their ids."""
    ids = []
    for args in (
        ["answer", "value.price-sentence", "Sixty. #price"],
        ["note", "@bill wrote about the oil leak"],
        ["answer", "filter.went-wrong", "@billing and @bill"],
        ["answer", "value.price-sentence", "Seventy.\nAnd that was right."],
    ):
        ids.append(coach(*args).out.strip())
        clock.pass_days(7)
    clock.pass_days(-7)
    return ids


@pytest.mark.parametrize(
    ("args", "found"),
    [
        ([], [0, 1, 2, 3]),
        (["--prompt", "value.price-sentence"], [0, 3]),
        (["-n", "2"], [2, 3]),
        (["--track", "value"], [0, 3]),
        (["--since", "2026-12-01"], [1, 2, 3]),
        (["--since", "2w"], [1, 2, 3]),
        (["--since", "7d", "--until", "yesterday"], [2]),
        (["--until", "2026-W49"], [0, 1]),
        (["--since", "2026-W49", "--until", "2026-W50"], [1, 2]),
        (["--since", "today"], [3]),
        (["--on", "2026-12-01"], [1]),
        (["--on", "2026-12", "--until", "2026-12-08"], [1, 2]),
        (["oil", "--on", "last", "month"], []),
        (["--on", "This", "week"], [3]),
        (["--person", "@bill"], [1, 2]),
        (["--person", "Billing"], [2]),
        (["--tag", "price"], [0]),
        (["LEAK", "oil"], [1]),
        (["oil leak"], [1]),
        (["leak oil"], []),
        (["seventy. and"], [3]),
        (['"oil leak"'], [1]),
        (['bill" leak'], [1]),
        (["oil", "@billing"], []),
        (["--on-this-day"], []),
    ],
)
def test_every_filter_chooses_and_the_newest_is_last(
    coach, saved: list[str], args: list[str], found: list[int]
) -> None:
    result = coach("history", *args, "--json")
    assert result.code == 0
    assert [record["id"] for record in json.loads(result.out)] == [saved[n] for n in found]


@pytest.mark.parametrize(
    "args",
    [
        ["oil", "--since", "last", "month"], ["--since", "2w", "ago", "oil"],
        ["--since", "last month", "oil"], ["oil", "--since", "Last", "week", "--until", "today"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_days_of_two_words_need_no_quotes(coach, clock, args: list[str]) -> None:
    coach("note", "the oil of long ago", "--on", "2026-09-01")
    clock.pass_days(-6)
    note = coach("note", "oil again").out.strip()
    clock.pass_days(6)
    result = coach("history", *args, "--json")
    assert result.code == 0
    assert [record["id"] for record in json.loads(result.out)] == [note]


def test_words_that_only_look_like_days_are_searched_for(coach) -> None:
    note = coach("note", "the last week of the fair").out.strip()
    found = json.loads(coach("history", "last", "week", "--json").out)
    assert [record["id"] for record in found] == [note]


def test_this_day_of_earlier_years_is_shown(coach, clock) -> None:
    coach("note", "a year ago")
    clock.pass_days(365)
    coach("note", "now")
    assert [r["text"] for r in json.loads(coach("history", "--on-this-day", "--json").out)] == [
        "a year ago"
    ]


def test_its_json_is_the_records_of_the_export(coach, saved: list[str]) -> None:
    exported = json.loads(coach("export", "--format", "json").out)
    answers = [{"type": "answer", **record} for record in exported["answers"]]
    assert json.loads(coach("history", "--json").out) == answers


def test_it_reads_as_day_question_and_words(coach, saved: list[str]) -> None:
    out = coach("history", "-n", "1").out
    lines = out.splitlines()
    assert lines[0] == f"Tue, Dec 15 · value.price-sentence · {saved[3][:7]}"
    assert lines[-3:] == ["    Seventy.", "    And that was right.", ""]


def test_nothing_found_is_said_and_is_no_error(coach, home: Path) -> None:
    result = coach("history", "zebra")
    assert (result.code, result.out) == (0, "")
    assert result.err == "No matching entries.\n"
    assert "For a day or a month: --on." in coach("history", "zebra", "last", "month").err
    assert not home.exists()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--since", "soon"], "“soon” is not a day."),
        (["--since", ""], "is not a day."),
        (["--until", "2026-W54"], "“2026-W54” is not a day."),
        (["--track", "vlaue"], "There is no track “vlaue”."),
        (["-n", "0"], "-n must be a number from 1 to 1,000,000."),
        (["-n", "many"], "-n must be a number from 1 to 1,000,000."),
        (["--prompt", "value.pricesentence"], "Nearest: value.price-sentence"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(coach, home: Path, args: list, words: str) -> None:
    result = coach("history", *args)
    assert (result.code, result.out) == (2, "")
    assert words in result.err
    assert not home.exists()


@pytest.fixture
def reviewed(coach, clock) -> str:
    """The id of a promise made on a Tuesday and reviewed on Friday, between two answers."""
    promise = coach("promise", "add", "--if", "@ann calls", "--then", "ask").out.strip()
    coach("answer", "value.evidence", "Twelve.")
    clock.pass_days(3)
    coach("note", "That morning.")
    coach("promise", "kept", promise, "--did", "Asked her.")
    return str(promise)


def test_a_promise_stands_on_the_day_it_was_reviewed(coach, reviewed: str) -> None:
    found = json.loads(coach("history", "--json").out)
    assert [record["type"] for record in found] == ["answer", "promise", "answer"]
    assert found[1] | {"type": None} == {
        **json.loads(coach("promise", "--json").out)[0],
        "type": None,
    }
    out = coach("history").out
    assert f"A promise\n  If @ann calls, I'll ask.\n    kept, Fri, Nov 27 · {reviewed[:12]}" in out


@pytest.mark.parametrize(
    ("args", "types"),
    [
        (["--since", "2026-11-27"], ["promise", "answer"]),
        (["--until", "2026-11-26"], ["answer"]),
        (["--person", "ann"], ["promise"]),
        (["her", "ASKED"], ["promise"]),
        (["-n", "2"], ["promise", "answer"]),
        (["--track", "value"], ["answer"]),
    ],
)
def test_filters_choose_promises_too(
    coach, reviewed: str, args: list[str], types: list[str]
) -> None:
    found = json.loads(coach("history", *args, "--json").out)
    assert [record["type"] for record in found] == types


def test_an_open_promise_is_not_past(coach) -> None:
    coach("promise", "add", "--if", "Bill calls", "--then", "ask")
    assert json.loads(coach("history", "--json").out) == []


def test_earlier_versions_of_a_promise_are_those_it_was_reworded_from(coach, reviewed: str) -> None:
    coach("edit", reviewed, stdin=b"cue: Bo calls\naction: ask\ndid: Asked him.\n")
    out = coach("history", "--revisions").out
    assert out.count("Earlier, ") == 1
    assert "    If @ann calls, I'll ask.\n    Asked her.\n" in out


def test_in_plain_mode_no_dots_stand_between_facts(
    coach, reviewed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "·" in coach("history").out
    monkeypatch.setenv("COACH_PLAIN", "1")
    assert "·" not in coach("history").out + coach("promise").out
