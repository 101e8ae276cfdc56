"""Where a session stands: one pure function that returns the step to take next.

A session is not stored anywhere. It is the answers and promises of one practice day, so where it
stands follows from today's records, from the drafts that wait, and from what the person skipped
just now.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time
from functools import cached_property
from typing import Literal

from coach.domain.compare import Comparison, compared
from coach.domain.dates import DAY_STARTS, practice_day
from coach.domain.deeper import next_deeper
from coach.domain.given import echo
from coach.domain.history import belonging, last_answer
from coach.domain.model import Answer, Deeper, Library, Promise, Prompt
from coach.domain.promises import has_room, moved_at, next_due, open_promises
from coach.frozen import frozen

MOST_TEXTS = 3
"""Texts of a day about its questions; from then on the coach asks no more by itself."""

StepKind = Literal[
    "twelve-weeks", "review", "reword", "echo", "reflect", "deeper", "changed", "promise", "close",
    "line", "walk", "lines",
]  # fmt: skip


@frozen
class NextStep:
    """The step a session takes next, with what it is about."""

    kind: StepKind
    promise: Promise | None = None
    """The promise to review, to reword, or to ask about once more."""
    answer: Answer | None = None
    """The answer that was given last in this session."""
    prompt: Prompt | None = None
    """The question of a walk, or the one that was begun and not saved."""
    deeper: Deeper | None = None
    comparison: Comparison | None = None
    answers: tuple[Answer, ...] = ()
    """The answers that may give their page a line."""

    @property
    def key(self) -> str:
        """The step and what it is about, so that each can be skipped by itself."""
        about = self.promise.id if self.promise else ""
        if self.kind in ("deeper", "changed") and self.answer:
            about = self.answer.id
        if self.kind == "walk" and self.prompt:
            about = self.prompt.id
        return f"{self.kind}-{about}" if about else self.kind


@frozen
class Day:
    """What there is on one practice day: the library, the records, and what was passed over.

    `answers` are the visible ones, `promises` those not deleted. `finished` says that the twelve
    weeks have closed, `walks` that a walk through the four questions is open. `on_pages` are the
    ids of the answers that gave their page a line.
    """

    library: Library
    answers: Sequence[Answer]
    promises: Sequence[Promise]
    today: date
    skipped: Collection[str] = ()
    finished: bool = False
    walks: bool = False
    on_pages: Collection[str] = ()
    day_starts: time = DAY_STARTS

    @cached_property
    def reviewed(self) -> bool:
        """Whether a promise was reviewed today."""
        return any(promise.reviewed == self.today for promise in self.promises)

    @cached_property
    def answer(self) -> Answer | None:
        """The answer given last today."""
        return last_answer(self.answers, self.today)

    @cached_property
    def walked(self) -> tuple[Answer, ...]:
        """Today's last answer to each of the four questions, in their order."""
        last = {a.prompt: a for a in self.answers if a.kind == "answer" and a.day == self.today}
        return tuple(last[p.id] for p in self.library.essay_questions if p.id in last)

    @cached_property
    def asked_about(self) -> bool:
        """Whether a promise was asked about today, also if its moment never came."""
        moved = [moment for p in open_promises(self.promises) if (moment := moved_at(p))]
        return self.reviewed or any(
            practice_day(datetime.fromisoformat(moment), self.day_starts) == self.today
            for moment in moved
        )


def next_step(day: Day, *, closing: bool = True) -> NextStep | None:
    """Return the step that a session takes next, None once it is over.

    First the twelve weeks looked back on; review, if a promise is due; an echo, if one waits;
    reflect; one more question, or what changed since an earlier answer; promise; close. A walk
    asks the four questions with nothing between them, then what changed, and leaves what is due
    to the next session. Without `closing` there is no close to go on with.
    """
    steps = (step for step in _steps(day, closing) if step and step.key not in day.skipped)
    return next(steps, None)


def _steps(day: Day, closing: bool) -> Iterator[NextStep | None]:
    answer = day.answer
    promised = [p for p in day.promises if p.promised == day.today]
    yield from _walk(day) if day.walks else _session(day, answer, promised)
    if (answer or day.reviewed) and not promised and has_room(day.promises):
        yield NextStep("promise", answer=answer)
    if day.walks and (lines := _for_pages(day)):
        yield NextStep("lines", answers=lines)
    if closing and (answer or day.reviewed or promised):
        yield NextStep("close", answer=answer)


def _session(
    day: Day, answer: Answer | None, promised: Sequence[Promise]
) -> Iterator[NextStep | None]:
    """Yield what comes before the promise in a session."""
    if day.finished:
        yield NextStep("twelve-weeks")
    if not day.asked_about:
        due = next_due(day.promises, day.today)
        yield NextStep("review", promise=due) if due else None
    again = echo(day.promises, day.today)
    yield NextStep("echo", promise=again) if again else None
    if answer is None:
        yield NextStep("reflect")
    elif not any(p.id > answer.id for p in promised):  # a promise settles what was answered
        yield after_answer(day, answer)


def _walk(day: Day) -> Iterator[NextStep | None]:
    """Yield those of the four not answered today, then each answer beside an earlier one."""
    given = {answer.prompt for answer in day.walked}
    for prompt in day.library.essay_questions:
        if prompt.id not in given:
            yield NextStep("walk", prompt=prompt)
    for answer in day.walked:
        yield None if _was_compared(day, answer) else comparing(day, answer)


def _for_pages(day: Day) -> tuple[Answer, ...]:
    """Return the answers of a walk whose page has no line of them yet."""
    pages = {prompt.id for prompt in day.library.essay_questions if prompt.page}
    return tuple(a for a in day.walked if a.prompt in pages and a.id not in day.on_pages)


def after_answer(day: Day, answer: Answer) -> NextStep | None:
    """Return what follows an answer: a comparison if there is one to make, else one more question.

    None if it was answered already. The coach asks one more by itself, and none after a review or
    once three texts were written today; another one is on a key.
    """
    if step := comparing(day, answer):
        return None if _was_compared(day, answer) else step
    texts = sum(a.day == answer.day and a.kind != "note" for a in day.answers)
    asked = any(a.kind == "deeper" for a in belonging(day.answers, answer.id))
    return None if asked or day.asked_about or texts >= MOST_TEXTS else deepening(day, answer)


def _was_compared(day: Day, answer: Answer) -> bool:
    return any(a.kind == "changed" for a in belonging(day.answers, answer.id))


def comparing(day: Day, answer: Answer) -> NextStep | None:
    """Return the step that lays an answer beside the last one; None if there is none.

    An essay question's stands beside the first of all.
    """
    prompt = day.library.by_id.get(answer.prompt or "")
    first = prompt is not None and prompt.essay_question
    comparison = compared(day.answers, day.promises, answer, with_first=first)
    return NextStep("changed", answer=answer, comparison=comparison) if comparison else None


def deepening(day: Day, answer: Answer) -> NextStep | None:
    """Return the step that asks one more question about an answer; None if it lacks nothing.

    Two at most follow an answer, one if the session began with a review.
    """
    own = belonging(day.answers, answer.id)
    prompt = day.library.by_id.get(answer.prompt or "")
    asked = [a.ask for a in own if a.kind == "deeper" and a.ask]
    text = "\n".join(a.text for a in own)
    deeper = prompt and next_deeper(prompt, text, asked, reviewed=day.asked_about)
    return NextStep("deeper", answer=answer, deeper=deeper) if deeper else None
