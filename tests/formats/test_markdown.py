"""The Markdown document: readable, and nothing in an answer breaks what follows it."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt

from coach.domain.model import Answer, Promise
from coach.formats import markdown
from tests.builders import back

Answered = Callable[..., Answer]
Promised = Callable[..., Promise]
TITLES = {"value": "Know your value"}


def test_the_document_goes_by_week_day_and_question(answered: Answered) -> None:
    note = answered(None, "2026-11-24", text="@bill asked", created="2026-11-24T18:05:00+01:00")
    answer = answered("value.price", "2026-11-24", text="Sixty.", ask="What\n does it cost?")
    answers = [
        answered("value.price", "2027-01-01", text="Seventy."),
        note,
        answer,
        answered("value.price", "2026-11-24", kind="deeper", of=answer.id, ask="And?", text="No."),
    ]
    assert (
        markdown.dumps(answers, TITLES)
        == """\
# My practice

## Nov 23–29, 2026

### Tuesday, November 24, 2026

#### Note, 18:05

@bill asked

#### What does it cost?

*Know your value*

Sixty.

##### And?

No.

## Dec 28, 2026 – Jan 3, 2027

### Friday, January 1, 2027

#### What about value.price?

*Know your value*

Seventy.
"""
    )


def test_an_empty_practice_is_a_document_that_says_so() -> None:
    assert markdown.dumps([], {}) == "# My practice\n\nNothing is written yet.\n"


def test_a_track_that_is_gone_is_named_by_its_id(answered: Answered) -> None:
    assert "*old-track*" in markdown.dumps([answered("old-track.one", "2026-11-24")], TITLES)


@pytest.mark.parametrize("kind", ["deeper", "changed"])
def test_what_belongs_to_an_answer_that_is_not_there_is_still_written(
    answered: Answered, kind: str
) -> None:
    alone = answered("value.price", "2026-11-24", kind=kind, of="f" * 32, text="Still here.")
    assert "Still here." in markdown.dumps([alone], TITLES)


def test_what_belongs_to_a_deeper_answer_is_written_too(answered: Answered) -> None:
    answer = answered("value.price", "2026-11-24", text="First.")
    deeper = answered("value.price", "2026-11-24", kind="deeper", of=answer.id, text="Second.")
    deepest = answered("value.price", "2026-11-24", kind="changed", of=deeper.id, text="Third.")
    written = markdown.dumps([deepest, deeper, answer], TITLES)
    assert written.index("First.") < written.index("Second.") < written.index("Third.")


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("# Big", "##### Big"),
        ("## Less", "###### Less"),
        ("###### Small", "###### Small"),
        ("   # Set in", "##### Set in"),
        ("#price is a tag", "#price is a tag"),
        ("    # code", "    # code"),
        ("Title\n===", "##### Title"),
        ("Title\n---", "###### Title"),
        ("\n---\nrule", "\n---\nrule"),
        ("# Title\n---\nbody", "##### Title\n---\nbody"),
        ("- one\n- two\n---\nbody", "- one\n- two\n---\nbody"),
        ("1. one\n---", "1. one\n---"),
        ("> said\n---", "> said\n---"),
        ("```\n# comment\nx\n---\n```", "```\n# comment\nx\n---\n```"),
        ("~~~ sh\n# comment\n~~~", "~~~ sh\n# comment\n~~~"),
        ("````\n```\n# in\n````\n# out", "````\n```\n# in\n````\n##### out"),
        ("```\ncode\n```\n---\nafter", "```\ncode\n```\n---\nafter"),
        ("```\nleft open", "```\nleft open\n```"),
        ("~~~~\n~~~\n# in", "~~~~\n~~~\n# in\n~~~~"),
        ("``` not a fence ` \n# Big", "``` not a fence ` \n##### Big"),
    ],
)
def test_a_heading_in_an_answer_is_moved_below_ours_and_fences_stay(text: str, below: str) -> None:
    assert markdown.below(text, 4) == below


@pytest.mark.parametrize(
    "text",
    [
        "# Big",
        "Title\n---",
        "```\nopen",
        "~~~\nopen",
        "- a\n---",
        "```\nx\n```\n---",
        "# A\n---",
        "> quote\n===",
        "```py\n# one\n``` not the end\n# two",
    ],
)
def test_a_reader_of_markdown_finds_our_questions_whatever_an_answer_holds(
    answered: Answered, text: str
) -> None:
    answers = [
        answered("value.one", "2026-11-24", text=text, ask="First?"),
        answered("value.two", "2026-11-24", text="Words.", ask="Second?"),
    ]
    tokens = MarkdownIt().parse(markdown.dumps(answers, TITLES))
    headings = [
        (token.tag, following.content)
        for token, following in pairwise(tokens)
        if token.type == "heading_open" and token.tag in {"h1", "h2", "h3", "h4"}
    ]
    assert headings[-2:] == [("h4", "First?"), ("h4", "Second?")]


def test_a_promise_stands_under_its_answer_and_its_outcome_on_its_day(
    answered: Answered, promised: Promised
) -> None:
    answer = answered("value.price", "2026-11-24", text="Sixty.", ask="What does it cost?")
    deeper = answered("value.price", "2026-11-24", kind="deeper", of=answer.id, ask="And?")
    later = answered("value.price", "2026-11-27", text="Seventy.", ask="And now?")
    promise = promised(
        "2026-11-24",
        of=answer.id,
        cue="Bill\ncalls",
        action="say sixty",
        obstacle="he laughs",
        fallback="say it again",
        due="2026-11-24",
        status="partly",
        reviewed="2026-11-27",
        did="# Said it",
        response="```\nopen",
        came_back=back("2026-11-27", "thanks", "paid") + back("2026-12-25", "shared"),
        minutes=1,
    )
    written = markdown.dumps([later, answer, deeper], TITLES, [promise])
    assert (
        written.partition("And?\n")[2]
        == """
Some words.

##### A promise

If Bill calls, I'll say sixty.

If he laughs, I'll say it again.

Due on Tuesday, November 24, 2026; partly, reviewed on Friday, November 27, 2026.

### Friday, November 27, 2026

#### Promise reviewed: partly

If Bill calls, I'll say sixty. Promised on Tuesday, November 24, 2026.

*What I did*

##### Said it

*What they said or did*

```
open
```

What came back: thanks, paid work.

It took 1 minute.

Asked again on Friday, December 25, 2026: recommended me.

#### And now?

*Know your value*

Seventy.
"""
    )


def test_a_promise_without_its_answer_stands_on_the_day_it_was_made(promised: Promised) -> None:
    assert (
        markdown.dumps([], {}, [promised("2026-11-24", of="f" * 32, due="2026-12-01")])
        == """\
# My practice

## Nov 23–29, 2026

### Tuesday, November 24, 2026

#### A promise

If Bill calls, I'll check his invoice.

Due on Tuesday, December 1, 2026; still open.
"""
    )
