"""`coach people` and `coach tags`: who and what is mentioned, how often, and when last."""

import json
from pathlib import Path


def test_people_stand_with_how_often_and_when_last_they_are_mentioned(coach, clock) -> None:
    coach("note", "@Bill asked again")
    coach("promise", "add", "--if", "@bill calls", "--then", "ask @ann")
    clock.pass_days(1)
    coach("answer", "value.evidence", "@bill's bike #price")
    assert json.loads(coach("people", "--json").out) == [
        {"person": "bill", "entries": 3, "last": "2026-11-25"},
        {"person": "ann", "entries": 1, "last": "2026-11-24"},
    ]
    assert coach("people").out == (
        "@bill  3 entries    last Wed, Nov 25\n@ann   1 entry      last Tue, Nov 24\n"
    )
    assert json.loads(coach("tags", "--json").out) == [
        {"tag": "price", "entries": 1, "last": "2026-11-25"}
    ]
    assert coach("tags").out == "#price  1 entry      last Wed, Nov 25\n"


def test_what_is_deleted_is_no_longer_mentioned(coach) -> None:
    note = coach("note", "@bill #price").out.strip()
    coach("delete", note)
    assert json.loads(coach("people", "--json").out) == []
    assert json.loads(coach("tags", "--json").out) == []


def test_before_anyone_is_mentioned_it_says_how(coach, home: Path) -> None:
    for command, sign in (("people", "@bill"), ("tags", "#price")):
        result = coach(command)
        assert (result.code, result.out) == (0, "")
        assert sign in result.err
    assert not home.exists()


def test_names_in_wide_characters_stand_in_one_column(coach) -> None:
    coach("note", "@李明")
    coach("note", "@o'brien")
    lines = coach("people").out.splitlines()
    assert {len(line) + line.count("李") + line.count("明") for line in lines} == {len(lines[0])}
