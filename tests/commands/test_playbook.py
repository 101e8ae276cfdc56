"""`coach playbook` and `coach card`: the pages, a line on one, marks and partners."""

import json
from collections.abc import Callable

import pytest

from coach.domain.playbook import PAGES
from coach.practice import Practice
from tests.conftest import FixedClock, Result

Coach = Callable[..., Result]


def test_an_empty_playbook_says_how_it_is_started(coach: Coach) -> None:
    result = coach("playbook")
    assert (result.code, result.out) == (0, "")
    assert "still empty" in result.err and "coach answer give-free.for-free" in result.err
    page = coach("playbook", "my-price").out
    assert "What you can bring, and what it costs" in page
    assert "coach answer value.price-sentence" in page
    card = coach("card")
    assert (card.code, card.out) == (0, "")
    assert "first line" in card.err


def test_a_line_is_added_from_words_stdin_or_quotes_and_is_on_the_card_at_once(
    coach: Coach, practice: Practice, clock: FixedClock
) -> None:
    result = coach("playbook", "add", "my-price", "By Friday,", "and it costs 60.")
    (line,) = practice.playbook.lines()
    assert (result.code, result.out.strip(), line.text) == (
        0, line.id, "By Friday, and it costs 60.",
    )  # fmt: skip
    assert coach("card").out == "My price\n  By Friday, and it costs 60.\n"
    clock.pass_days(0.1)
    assert coach("playbook", "add", "My price", "-", stdin=b"70.\n\nAlways.\n").code == 0
    assert coach("card", "--json").out == (
        '[\n  {\n    "title": "My price",\n    "text": "70.\\n\\nAlways."\n  }\n]\n'
    )
    out = coach("playbook").out
    assert "1 earlier line" in out and "By Friday" not in out
    out = coach("playbook", "my-price").out
    assert out.index("Always.") < out.index("By Friday")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["my-prices"], "Nearest: my-price."),
        (["zzz"], "The pages are what-i-give-first"),
        (["add", "my-prices", "words"], "Nearest: my-price."),
        (["add"], "Missing PAGE."),
        (["add", "my-price", " "], "Nothing to save."),
        (["mark", "01"], "Missing ID or KIND."),
        (["mark", "01", "poem"], "their-words, number, own-claim"),
        (["mark", "01", "number"], "There is no entry"),
        (["partner", "@nobody"], "Nobody is called @nobody"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_a_hint(coach: Coach, args: list, said: str) -> None:
    result = coach("playbook", *args)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert "Traceback" not in result.err


def test_words_for_a_page_that_is_none_are_left_as_a_draft(
    coach: Coach, practice: Practice
) -> None:
    result = coach("playbook", "add", "my-prices", stdin=b"Sixty.")
    assert "Your text is in a draft: " in result.err
    assert [draft.text for draft in practice.drafts.all()] == ["Sixty."]


@pytest.mark.parametrize(
    "text", ["x" * 100_000, "# Ours?\n\n```\nopen", "\t\n a \u202e \x1b[31m b", "@" * 500]
)
def test_any_text_is_saved_whole_and_shown_on_every_way_out(
    coach: Coach, practice: Practice, text: str
) -> None:
    assert coach("playbook", "add", "my-price", "-", stdin=text.encode()).code == 0
    (line,) = practice.playbook.lines()
    assert line.text == text
    for shown in ("playbook", "card"):
        result = coach(shown)
        assert result.code == 0
        assert "\x1b" not in result.out
    exported = coach("export", "--playbook").out
    assert exported.count("\n# ") + exported.startswith("# ") == 1


def test_json_names_every_page_its_lines_and_where_each_row_comes_from(
    coach: Coach, practice: Practice
) -> None:
    answer = practice.entries.answer("For mills, @ilse.", "partial-help.send-to")
    practice.playbook.add("when-i-cant", "I name who can.", answer)
    pages = json.loads(coach("playbook", "--json").out)
    assert [page["page"] for page in pages] == [*PAGES]
    cant, price = pages[2], pages[5]
    assert cant["lines"][0]["text"] == "I name who can."
    assert cant["lines"][0]["day"] == "2026-11-24"
    assert cant["derived"][0]["entry"] == answer.id
    assert cant["derived"][0]["person"] == "ilse"
    assert cant["question"] is None
    assert (price["lines"], price["derived"]) == ([], [])
    assert price["question"] == "value.price-sentence"


def test_evidence_is_corrected_and_somebody_becomes_a_partner_and_not(
    coach: Coach, practice: Practice
) -> None:
    answer = practice.entries.answer("@mira said so.", "value.evidence")
    assert "my own claim" in coach("playbook", "my-value").out
    assert (
        coach("playbook", "mark", answer.id[:20], "their-words").err == "Marked as their words.\n"
    )
    assert "their words" in coach("playbook", "my-value").out
    (saved,) = practice.journal.answers()
    assert (saved.evidence, saved.revisions[0]["evidence"]) == ("their-words", None)
    assert coach("playbook", "partner", "@Mira").err == "@Mira is a partner now.\n"
    assert "One partner." in coach("playbook", "my-circle").out
    assert coach("playbook", "partner", "mira").err == "@mira is no partner now.\n"
    assert "One person." in coach("playbook", "my-circle").out


def test_what_is_deleted_erased_or_moved_takes_its_rows_along(
    coach: Coach, practice: Practice
) -> None:
    moved = practice.entries.answer("For mills, @ilse.", "partial-help.send-to")
    gone = practice.entries.answer("For ovens, @uma.", "partial-help.send-to")
    erased = practice.entries.answer("For irons, @rolf.", "partial-help.send-to")
    line = practice.playbook.add("when-i-cant", "I name who can.", gone)
    coach("edit", moved.id, "--on", "2026-11-02")
    coach("delete", gone.id)
    coach("erase", erased.id, "--yes")
    out = coach("playbook", "when-i-cant").out
    assert "last mentioned Nov 2" in out
    assert "@uma" not in out and "@rolf" not in out
    assert line.text in out
