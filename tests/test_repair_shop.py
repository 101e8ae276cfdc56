"""After twelve weeks all ten pages have something, and every row of them can be traced."""

import re
from itertools import pairwise
from pathlib import Path

from coach.domain.history import Filter
from coach.domain.model import Answer, Entry, Line, Promise
from coach.domain.playbook import PAGES
from coach.domain.promises import sentence
from coach.domain.text import is_blank, one_line, people
from coach.practice import Practice
from tests import repair_shop


def words(entry: object) -> str:
    """Everything that an entry says, on one line."""
    if isinstance(entry, Promise):
        return one_line(f"{sentence(entry)} {entry.words}")
    assert isinstance(entry, Answer | Line)
    return one_line(entry.text)


def test_all_ten_pages_have_lines_and_what_follows_from_the_rest(shop: Practice) -> None:
    pages = shop.playbook.pages()
    assert [page.id for page in pages] == [*PAGES]
    for page in pages:
        assert page.lines, page.id
        assert page.rows, page.id
        assert page.question is None
    assert len(shop.playbook.card()) == 5


def test_every_row_is_in_the_words_of_an_entry_that_is_in_the_journal(shop: Practice) -> None:
    journal = shop.journal
    entries: list[Entry] = [*journal.answers(), *journal.promises(), *journal.lines()]
    saved = {entry.id: entry for entry in entries}
    more = {a.of: a.text for a in journal.answers() if a.of}
    for page in shop.playbook.pages():
        for line in page.lines:
            assert saved[line.id] == line
            assert line.of in saved
        for row in page.rows:
            entry = saved[row.entry.id]
            assert entry == row.entry
            said = f"{words(entry)} {more.get(entry.id, '')}"
            if row.text.startswith("@") and " " not in row.text:
                assert row.text[1:] in people(said)
            else:
                assert row.text.removesuffix(" …").casefold() in said.casefold()
            for part in row.said.removesuffix(" …").split(". "):
                assert part.removesuffix(".") in said
            assert not is_blank(" ".join(row.notes))


def test_the_pages_say_what_happened(shop: Practice) -> None:
    totals = {p.id: " ".join(s.total for s in p.sections) for p in shop.playbook.pages()}
    assert totals["what-i-give-first"].startswith(
        "I gave 13 times, 130 minutes in all. I expected nothing nine times, and seven of those "
        "times something came back. I hoped for something four times, and three of those times "
        "it came."
    )
    assert totals["where-free-ends"] == "My line is 10 minutes. It held 5 of 9 times."
    assert totals["my-circle"] == "Three partners, and six others."
    assert totals["how-to-work-with-me"].startswith("Still to do: the gentle reminder")
    assert "walking away is a good result" in totals["my-price"]
    value = {row.evidence for row in shop.playbook.page("my-value").rows}
    assert value == {"their-words", "number"}


def runs(text: str) -> set[tuple[str, ...]]:
    """Every six words in a row."""
    found = re.findall(r"\w+", text)
    return set(zip(*[found[n:] for n in range(6)], strict=False))


def test_no_text_of_it_is_an_example_of_the_library(shop: Practice) -> None:
    examples = " ".join(p.example for p in shop.library.prompts).casefold()
    known = runs(examples)
    for answer in shop.journal.answers():
        assert not known & runs(answer.text.casefold()), answer.text


def test_it_was_lived_two_evenings_a_week(shop: Practice) -> None:
    days = [evening.day for evening in repair_shop.evenings()]
    assert (days[0], days[-1]) == (repair_shop.FIRST, repair_shop.LAST)
    assert len(days) == 24
    assert all(2 < (later - day).days < 5 for day, later in pairwise(days))
    assert {day.weekday() for day in days} == {1, 4}


def test_the_two_pages_of_the_readme_are_those_of_the_shop(shop: Practice) -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    printed = shop.transfer.export("markdown", Filter(), playbook=True)
    for title in ("When I can't", "My value"):
        page = printed.partition(f"## {title}\n")[2].partition("\n## ")[0].strip()
        assert f"## {title}\n\n{page}\n" in readme
