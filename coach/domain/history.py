"""Which answers a person asked to see."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from coach.domain.mentions import people, tags
from coach.domain.model import Answer, Revision


@dataclass(frozen=True)
class Filter:
    """What to keep: every condition that is set must hold. Days are inclusive."""

    prompt: str | None = None
    since: date | None = None
    until: date | None = None
    track: str | None = None
    person: str | None = None
    tag: str | None = None
    search: str | None = None
    on_this_day: date | None = None

    def matches(self, answer: Answer) -> bool:
        """Whether an answer meets every condition."""
        day = answer.day
        return (
            (self.prompt is None or answer.prompt == self.prompt)
            and (self.since is None or day >= self.since.isoformat())
            and (self.until is None or day <= self.until.isoformat())
            and (self.track is None or answer.track == self.track)
            and (self.person is None or _name(self.person, "@") in people(answer.text))
            and (self.tag is None or _name(self.tag, "#") in tags(answer.text))
            and (self.search is None or self._found(answer))
            and (self.on_this_day is None or self._same_day(day))
        )

    def _found(self, answer: Answer) -> bool:
        """Whether every word of the search is in the answer or its question, case aside."""
        text = f"{answer.ask or ''}\n{answer.text}".casefold()
        return all(word in text for word in (self.search or "").casefold().split())

    def _same_day(self, day: str) -> bool:
        wanted = self.on_this_day
        return wanted is not None and day[5:] == f"{wanted:%m-%d}" and day < wanted.isoformat()


def visible(answers: Iterable[Answer]) -> list[Answer]:
    """The answers that are not deleted, nor belong to one that is."""
    answers = list(answers)
    hidden = {answer.id for answer in answers if answer.deleted}
    while found := {a.id for a in answers if a.of in hidden and a.id not in hidden}:
        hidden |= found
    return [answer for answer in answers if answer.id not in hidden]


def unused_note(answers: Iterable[Answer]) -> Answer | None:
    """The newest note since the last answer, for the next sitting to open with."""
    kept = in_order(answers)
    last = max((a.id for a in kept if a.kind == "answer"), default="")
    return next((a for a in reversed(kept) if a.kind == "note" and a.id > last), None)


def edited(answer: Answer, text: str, updated: str) -> Answer:
    """The answer with another text; what it said before is kept in its revisions."""
    before = Revision(text=answer.text, updated=answer.updated, rev=answer.rev)
    return replace(
        answer,
        text=text,
        updated=updated,
        rev=answer.rev + 1,
        revisions=(*answer.revisions, before),
    )


def chosen(answers: Iterable[Answer], wanted: Filter, limit: int | None = None) -> list[Answer]:
    """The answers and notes that are visible and match, newest last, at most `limit`."""
    found = in_order(a for a in visible(answers) if wanted.matches(a))
    return found[-limit:] if limit else found


def in_order(answers: Iterable[Answer]) -> list[Answer]:
    """Answers by the day they belong to, then by when they were given."""
    return sorted(answers, key=lambda a: (a.day, a.id))


def _name(name: str, sign: str) -> str:
    return name.removeprefix(sign).casefold()
