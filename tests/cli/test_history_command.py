"""`coach history`: past answers and notes, newest last."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def kept(coach, clock) -> list[str]:
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
        (["value.price-sentence"], [0, 3]),
        (["-n", "2"], [2, 3]),
        (["--track", "value"], [0, 3]),
        (["--since", "2026-12-01"], [1, 2, 3]),
        (["--since", "2w"], [1, 2, 3]),
        (["--since", "7d", "--until", "yesterday"], [2]),
        (["--until", "2026-W49"], [0, 1]),
        (["--since", "2026-W49", "--until", "2026-W50"], [1, 2]),
        (["--since", "today"], [3]),
        (["--person", "@bill"], [1, 2]),
        (["--person", "Billing"], [2]),
        (["--tag", "price"], [0]),
        (["--search", "LEAK oil"], [1]),
        (["--on-this-day"], []),
    ],
)
def test_every_filter_chooses_and_the_newest_is_last(
    coach, kept: list[str], args: list[str], found: list[int]
) -> None:
    result = coach("history", *args, "--json")
    assert result.code == 0
    assert [record["id"] for record in json.loads(result.out)] == [kept[n] for n in found]


def test_this_day_of_earlier_years_is_shown(coach, clock) -> None:
    coach("note", "a year ago")
    clock.pass_days(365)
    coach("note", "now")
    assert [r["text"] for r in json.loads(coach("history", "--on-this-day", "--json").out)] == [
        "a year ago"
    ]


def test_its_json_is_the_records_of_the_export(coach, kept: list[str]) -> None:
    exported = json.loads(coach("export", "--format", "json").out)
    assert json.loads(coach("history", "--json").out) == exported["answers"]


def test_it_reads_as_day_question_and_words(coach, kept: list[str]) -> None:
    out = coach("history", "-n", "1").out
    lines = out.splitlines()
    assert lines[0] == f"Tuesday 15 December 2026 · value.price-sentence · {kept[3][:12]}"
    assert lines[-3:] == ["    Seventy.", "    And that was right.", ""]


def test_nothing_found_is_said_and_is_no_error(coach, home: Path) -> None:
    result = coach("history", "--search", "zebra")
    assert (result.code, result.out) == (0, "")
    assert result.err == "Nothing yet that matches.\n"
    assert not home.exists()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--since", "soon"], "“soon” is not a day."),
        (["--since", ""], "is not a day."),
        (["--until", "2026-W54"], "“2026-W54” is not a day."),
        (["--track", "vlaue"], "There is no track “vlaue”."),
        (["-n", "0"], "“0” is not a number from 1"),
        (["-n", "many"], "“many” is not a number from 1"),
        (["value.pricesentence"], "Nearest: value.price-sentence"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(coach, home: Path, args: list, words: str) -> None:
    result = coach("history", *args)
    assert (result.code, result.out) == (2, "")
    assert words in result.err
    assert not home.exists()
