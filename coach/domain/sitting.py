"""Where a sitting stands: one pure function that returns the step to take next.

A sitting is not kept anywhere. It is the answers and acts of one practice day, so where it
stands follows from today's records, from the drafts that wait, and from what the person skipped
just now.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from coach.domain.acts import AT_MOST_OPEN, echo, moved_at, open_acts
from coach.domain.comparison import Comparison, compared
from coach.domain.dates import DAY_STARTS, practice_day
from coach.domain.deeper import goes_deeper
from coach.domain.model import Act, Answer, Deeper, Library, Prompt

AT_MOST_TEXTS = 3
"""Texts in a sitting besides the plan, a review being one; the coach asks for no more."""

StepName = Literal[
    "twelve-weeks",
    "review",
    "reword",
    "echo",
    "reflect",
    "deeper",
    "changed",
    "commit",
    "close",
    "page-line",
]


@dataclass(frozen=True)
class Stage:
    """One step of a sitting, with what it is about."""

    step: StepName
    act: Act | None = None
    """The act to review, or to ask about once more."""
    answer: Answer | None = None
    """The answer that was given last in this sitting."""
    prompt: Prompt | None = None
    """The question that was begun and not kept."""
    deeper: Deeper | None = None
    comparison: Comparison | None = None

    @property
    def name(self) -> str:
        """The step and what it is about, so that each can be skipped by itself."""
        about = self.act.id if self.act else ""
        if self.step in ("deeper", "changed") and self.answer:
            about = self.answer.id
        return f"{self.step}-{about}" if about else self.step


def stage(
    library: Library,
    answers: Sequence[Answer],
    acts: Sequence[Act],
    today: date,
    *,
    skipped: Collection[str] = (),
    with_first: bool = False,
    closed: bool = False,
    closing: bool = True,
    day_starts: time = DAY_STARTS,
) -> Stage | None:
    """The step that a sitting takes next.

    First the twelve weeks looked back on, if they have `closed`; review, if an act is due; an
    echo, if one waits; reflect; deeper, or what changed since an earlier answer (`with_first`:
    to a question of an essay, since the first of all); commit; close. None once it is over.
    `answers` are those that are not deleted. `skipped` are names of stages that the person
    passed over. Without `closing` there is no Close to go on with.
    """
    day = today.isoformat()
    reviewed = any(a.said == day and not a.deleted for a in acts)
    # One promise is asked about in a sitting, also if its moment never came.
    moved = [moment for act in open_acts(acts) if (moment := moved_at(act))]
    asked_about = reviewed or any(
        practice_day(datetime.fromisoformat(moment), day_starts) == today for moment in moved
    )
    promised = [a for a in acts if a.promised == day and not a.deleted]
    given = [a for a in answers if a.day == day and a.kind == "answer"]
    answer = max(given, key=lambda a: a.id, default=None)

    def stages() -> Iterator[Stage | None]:
        if closed:
            yield Stage("twelve-weeks")
        if not asked_about:
            due = next((a for a in open_acts(acts) if a.due <= day), None)
            yield Stage("review", act=due) if due else None
        again = echo(acts, today)
        yield Stage("echo", act=again) if again else None
        if answer is None:
            yield Stage("reflect")
        elif not any(a.id > answer.id for a in promised):  # a promise settles what was answered
            yield _further(library, answers, acts, answer, reviewed, with_first)
        if (answer or reviewed) and not promised and len(open_acts(acts)) < AT_MOST_OPEN:
            yield Stage("commit", answer=answer)
        if closing and (answer or reviewed or promised):
            yield Stage("close", answer=answer)

    return next((found for found in stages() if found and found.name not in skipped), None)


def _further(
    library: Library,
    answers: Sequence[Answer],
    acts: Sequence[Act],
    answer: Answer,
    reviewed: bool,
    with_first: bool,
) -> Stage | None:
    """What follows an answer: a comparison if there is one to make, else a deeper question."""
    belonging = [a for a in answers if a.of == answer.id]
    prompt = library.by_id.get(answer.prompt or "")
    first = with_first and prompt is not None and prompt.essay_question
    if comparison := compared(answers, acts, answer, with_first=first):
        if any(a.kind == "changed" for a in belonging):
            return None
        return Stage("changed", answer=answer, comparison=comparison)
    texts = reviewed + sum(a.day == answer.day and a.kind != "note" for a in answers)
    if texts >= AT_MOST_TEXTS:
        return None
    text = "\n".join([answer.text, *[a.text for a in belonging]])
    asked = [a.ask for a in belonging if a.kind == "deeper" and a.ask]
    deeper = prompt and goes_deeper(prompt, text, asked, reviewed=reviewed)
    return Stage("deeper", answer=answer, deeper=deeper) if deeper else None
