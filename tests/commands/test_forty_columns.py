"""What is printed fits a terminal of forty columns, in every script."""

import pytest

from coach.domain.text import cells, wrapped

CHINESE = "今天有一位客人打电话来，问我能不能修她的旧自行车。我说不能，但是告诉她哪里可以。"


@pytest.mark.parametrize(
    "command",
    [
        "today", "history", "history --revisions", "promise", "promise list", "people", "tags",
        "deleted", "plan", "progress", "prompts list", "prompts show value.price-sentence",
    ],
)  # fmt: skip
def test_nothing_is_wider_than_the_terminal(coach, practice, clock, monkeypatch, command) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    for text in ("Words of @bill about a #price that goes on for a while.", CHINESE):
        practice.entries.note(text)
        practice.entries.answer(text, "value.price-sentence")
        coach("promise", "add", "--if", f"{text} happens", "--then", "listen to it for a while")
        coach("promise", "kept", "--did", text, "--back", "thanks")
        clock.pass_days(400)
    coach("delete", practice.entries.note("A note that goes on for more than one line.").id)
    result = coach(*command.split())
    assert result.code == 0
    assert [line for line in result.out.splitlines() if cells(line) > 40] == []


def test_chinese_is_folded_by_the_columns_it_takes() -> None:
    rows = wrapped(CHINESE, 30, "  ").splitlines()
    assert "".join(row.strip() for row in rows) == CHINESE
    assert all(24 <= cells(row) <= 30 for row in rows[:-1])
    assert not any(row.strip()[0] in "，。" for row in rows)


def test_words_are_folded_between_and_never_within() -> None:
    assert wrapped("one two  three four five-and-six", 20) == "one two  three four\nfive-and-six"
    assert (
        wrapped("a-word-that-is-longer-than-the-line", 20) == "a-word-that-is-longer-than-the-line"
    )
    assert wrapped("  kept\n\nin front", 20, "| ") == "|   kept\n\n| in front"
