"""The Markdown document: readable, and nothing in an answer breaks what follows it."""

from collections.abc import Callable

import pytest

from coach.domain.model import Answer, Line, Promise
from coach.domain.playbook import Page, Row, Section
from coach.formats import markdown
from tests.builders import back

Answered = Callable[..., Answer]
Promised = Callable[..., Promise]
Lined = Callable[..., Line]
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

Tuesday, November 24, 2026 to Friday, January 1, 2027

2 answers and 1 note in 2 weeks.

You wrote about one person, most often @bill.

# Nov 23–29, 2026: Know your value

## Tuesday, November 24, 2026

### Note, 18:05

@bill asked

### What does it cost?

Sixty.

**And?**

No.

# Dec 28, 2026 – Jan 3, 2027: Know your value

## Friday, January 1, 2027

### What about value.price?

Seventy.
"""
    )


def test_an_empty_practice_is_a_document_that_says_so() -> None:
    assert markdown.dumps([], {}) == "# My practice\n\nNothing is written yet.\n"


def test_a_track_that_is_gone_is_named_by_its_id(answered: Answered) -> None:
    written = markdown.dumps([answered("old-track.one", "2026-11-24")], TITLES)
    assert "\n# Nov 23–29, 2026: old-track\n" in written


def test_a_question_names_its_track_if_the_week_had_another(answered: Answered) -> None:
    prompts = ["value.one", "circle.one", "value.two"]
    written = markdown.dumps([answered(prompt, "2026-11-24") for prompt in prompts], TITLES)
    assert "### What about circle.one?\n\n*From: circle*\n\nSome words.\n" in written
    assert "### What about value.two?\n\nSome words.\n" in written


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


def test_a_promise_stands_once_under_its_answer_with_what_came_of_it(
    answered: Answered, promised: Promised
) -> None:
    answer = answered("value.price", "2026-11-24", text="Sixty.", ask="What does it cost?")
    deeper = answered("value.price", "2026-11-24", kind="deeper", of=answer.id, ask="And?")
    later = answered("value.price", "2026-11-27", text="Seventy.", ask="And now?")
    promise = promised(
        "2026-11-24",
        of=answer.id,
        cue="Bill\n<name> calls",
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
        written.partition("And?**\n")[2]
        == """
Some words.

You promised: If Bill \\<name> calls, I'll say sixty. If he laughs, I'll say it again. \
On Fri, Nov 27 you kept part of it: “# Said it.” Thanks and paid work came back. By Dec 25 it had brought a recommendation. \
It took 1 minute.

*What they said or did*

```
open
```

## Friday, November 27, 2026

### And now?

Seventy.
"""
    )


def test_a_promise_without_its_answer_stands_on_the_day_it_was_made(promised: Promised) -> None:
    promise = promised("2026-11-24", of="f" * 32, due="2026-12-01")
    assert (
        markdown.dumps([], {"give-free": "Give value first"}, [promise])
        == """\
# My practice

Tuesday, November 24, 2026

1 promise in 1 week. One is still open.

# Nov 23–29, 2026: Give value first

## Tuesday, November 24, 2026

### A promise

You promised: If Bill calls, I'll check his invoice. Due Tue, Dec 1.
"""
    )


def test_the_summary_counts_what_the_document_holds(answered: Answered, promised: Promised) -> None:
    answers = [
        answered("value.price", "2026-11-02"),
        answered("value.price", "2026-11-02", kind="deeper"),
        answered("circle.one", "2026-11-24"),
        answered(None, "2026-11-24"),
    ]
    made = [promised("2026-11-10", status, "2026-11-24") for status in ("kept", "kept", "partly")]
    made += [promised("2026-11-10", status, "2026-11-24") for status in ("not-this-time", "let-go")]
    written = markdown.dumps(answers, TITLES, [*made, promised("2026-11-10")])
    assert written.partition("\n\n# Nov")[0] == (
        "# My practice\n\n"
        "Monday, November 2, 2026 to Tuesday, November 24, 2026\n\n"
        "2 answers, 1 note and 6 promises in 3 weeks. You kept 2 of 5 promises, "
        "kept part of one, didn't get to one and let one go. One is still open."
    )


def test_the_playbook_stands_before_the_weeks_without_empty_pages(
    answered: Answered, lined: Lined, promised: Promised
) -> None:
    answer = answered("value.price", "2026-11-24")
    promise = promised("2026-11-02", "kept", "2026-11-03", response="<b>Yes</b>")
    row = Row("If I *can*, I'll", promise, promise.promised, "@an_n", "<b>Yes", ("kept",), "✓")
    pages = [
        Page("who-i-serve", (lined("who-i-serve", "2026-11-24", text="Those who\n<!-- listen"),)),
        Page("my-value", sections=(Section("What shows it", total="No evidence yet."),)),
        Page(
            "my-price",
            tuple(lined("my-price", "2026-11-24", text=text) for text in ("# Sixty", "Always.")),
            (Section("What followed", (row, row), "In all."),),
        ),
    ]
    written = markdown.dumps([answer], TITLES, pages=pages)
    playbook = written.partition("1 week.\n\n")[2].partition("\n\n# Nov")[0]
    row_written = "- ✓ **@an_n:** If I *can*, I'll “\\<b>Yes” *kept*"
    assert (
        playbook
        == f"""\
# My playbook

## Who I serve

Those who
\\<!-- listen

*Nov 24, 2026*

## My price

#### Sixty

*Nov 24, 2026*

*Before (Nov 24, 2026):* Always.

### What followed

In all.

{row_written}
{row_written}"""
    )
    assert markdown.playbook(pages) == f"{playbook}\n"
    brief = markdown.playbook(pages, brief=True)
    lines = playbook.partition("\n\n### What")[0].replace("\n\n*Nov 24, 2026*", "")
    assert brief == f"{lines}\n"
    assert "still empty" in markdown.playbook([pages[1]])


def test_a_week_is_named_by_the_track_most_was_answered_in(answered: Answered) -> None:
    prompts = ["circle.one", "value.one", "value.two", None]
    written = markdown.dumps([answered(prompt, "2026-11-24") for prompt in prompts], TITLES)
    assert "\n# Nov 23–29, 2026: Know your value\n" in written
    alone = markdown.dumps([answered(None, "2026-11-24")], TITLES)
    assert "\n# Nov 23–29, 2026\n" in alone
