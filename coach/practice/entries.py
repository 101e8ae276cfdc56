"""Answers, notes and what belongs to them: written, changed, deleted, and found again."""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from string import hexdigits
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from coach.domain import history
from coach.domain.dates import week_of
from coach.domain.history import Filter, Mentioned, day_of, in_order
from coach.domain.model import (
    Answer,
    AnswerKind,
    Entry,
    Line,
    Promise,
    Prompt,
    new_id,
    short_ids,
    timestamp,
)
from coach.domain.records import ANSWERS, LINES, PROMISES, RecordType
from coach.domain.text import by_frequency, is_blank, normalize
from coach.errors import JournalError, SaveError, UsageError
from coach.practice.drafting import NOTE, draft_key
from coach.practice.workspace import Workspace

if TYPE_CHECKING:
    from coach.domain.together import WholeSession
    from coach.practice.course import Course

FEW = 20
"""The newest entries that are looked for by themselves."""

Found = TypeVar("Found", Answer, Promise, Line, Entry)


class Entries:
    """What a person writes.

    Methods raise `JournalError` if the journal cannot be read, and `SaveError` if a save could
    not be made; the words are then a draft and the hint says where. Without `leave_draft` the
    caller has the words in a draft already. Nothing to save is a `UsageError`.
    """

    def __init__(self, workspace: Workspace, course: "Callable[[], Course]") -> None:
        self._work = workspace
        self._course = course
        self._short: tuple[object, dict[str, str]] = None, {}

    def answer(
        self,
        text: str,
        prompt_id: str | None = None,
        *,
        day: date | None = None,
        leave_draft: bool = True,
    ) -> Answer:
        """Save an answer to a question, or to the one that comes next; durable on return.

        It is of today, or of another `day`.

        Raises:
            UsageError: if there is no such question.
        """
        text = normalize(text)
        prompt = self.prompt(prompt_id) if prompt_id else self._next_prompt(text)
        answer = self._new("answer", text, day, prompt=prompt)
        return self._save(answer, draft_key("answer", prompt.id), leave_draft)

    def note(self, text: str, *, day: date | None = None, leave_draft: bool = True) -> Answer:
        """Save a note, of today or of another `day`; durable on return."""
        return self._save(self.new_note(text, day), NOTE, leave_draft)

    def new_note(self, text: str, day: date | None = None) -> Answer:
        """Return a note that is not saved yet."""
        return self._new("note", text, day)

    def follow(
        self,
        answer_id: str,
        kind: Literal["deeper", "changed"],
        ask: str,
        text: str,
        *,
        leave_draft: bool = True,
    ) -> Answer:
        """Save what follows an answer: one more question's, or what changed since one before."""
        answer = replace(self._new(kind, text), ask=ask, of=answer_id)
        with self._work.saving(draft_key(kind, answer_id), answer.text, leave_draft=leave_draft):
            before = next((a for a in self._work.journal.answers() if a.id == answer_id), None)
            if before is None or before.erased:
                raise SaveError("This entry is no longer in the journal.", "Look at it again.")
            answer = replace(answer, prompt=before.prompt, track=before.track)
            self._work.journal.put([answer])
        return answer

    def edit(self, entry_id: str, text: str, *, leave_draft: bool = True) -> Answer | Line:
        """Change the text of an answer, a note or a line; the earlier version stays readable."""
        text = normalize(text)
        if is_blank(text):
            raise UsageError("Nothing to save.", "To remove an entry: coach delete.")
        now = timestamp(self._work.clock.now())
        with self._work.saving(draft_key("edit", entry_id), text, leave_draft=leave_draft):
            kind = self._type_of(entry_id)
            changed: Answer | Line = self._work.journal.change(
                kind, entry_id, lambda a: a if a.text == text else kind.changed(a, now, text=text)
            )
        return changed

    def move(self, entry_id: str, day: date) -> bool:
        """Correct the day of an answer or a note; the earlier one stays in its revisions.

        What belongs to it and was written the same day moves with it. Return whether it was of
        another day before.
        """
        now, journal = timestamp(self._work.clock.now()), self._work.journal
        with journal.exclusive():
            family = history.belonging(journal.answers(), entry_id)
            before = next((answer.day for answer in family if answer.id == entry_id), None)
            if before is None:
                raise SaveError("This entry is no longer in the journal.", "Look at it again.")
            moved = [
                ANSWERS.changed(answer, now, day=day, week=week_of(day))
                for answer in family
                if answer.day == before and not answer.erased
            ]
            if before != day:
                journal.put(moved)
        return before != day

    def delete(self, entry_id: str, *, undo: bool = False) -> None:
        """Delete an answer with what belongs to it, a promise or a line; `undo` restores it."""
        now = timestamp(self._work.clock.now())

        def change(item: Any) -> Any:
            if item.deleted is not undo or item.erased:
                return item
            # Never dated back: after a clock that was ahead, what was there would win every merge.
            updated = max(now, item.updated, key=datetime.fromisoformat)
            return replace(item, deleted=not undo, updated=updated, rev=item.rev + 1)

        self._work.journal.change(self._type_of(entry_id), entry_id, change)

    def visible(self) -> list[Answer]:
        """Return every answer and note that is not deleted."""
        return [*self._work.once("visible", lambda: history.visible(self._work.journal.answers()))]

    def prompt(self, prompt_id: str) -> Prompt:
        """Return the question with this id.

        One that was answered before is still there when its pack is broken or gone.

        Raises:
            UsageError: if there is none; the hint names the nearest ids.
        """
        try:
            return self._work.prompt(prompt_id)
        except UsageError as error:
            with contextlib.suppress(JournalError):
                for before in reversed(self.answers_to(prompt_id)):
                    track = before.track or prompt_id.partition(".")[0]
                    return Prompt(prompt_id, track, before.ask or prompt_id, "")
            raise error

    def find(self, short_id: str) -> Entry:
        """Return the answer, note, promise or line whose id begins so, deleted ones too.

        Raises:
            UsageError: if there is none, or more than one.
        """
        entries = self._work.journal.entries()
        return only_one(short_id, (entry for entry in entries if not entry.erased))

    def short_id(self, entry: Entry) -> str:
        """Return as much of an entry's id as a person needs to type."""
        version = self._work.journal.version()
        if self._short[0] != version or entry.id not in self._short[1]:
            self._short = version, short_ids(entry.id for entry in self._work.journal.entries())
        return self._short[1].get(entry.id, entry.id)

    def everything(self, wanted: Filter) -> list[Entry]:
        """Return the answers, notes, promises and lines that match, newest last.

        A promise stands on the day it was reviewed, before what was written that day; an open
        one on the day it was made.
        """
        return history.find(self._work.journal.entries(), wanted)

    def sessions(self, wanted: Filter) -> "list[WholeSession]":
        """Return the sessions in which anything matches, newest last; what was deleted singly."""
        from coach.domain.together import WholeSession, whole_sessions, with_found  # for the app

        if wanted.deleted:
            return [WholeSession(day_of(entry), (entry,)) for entry in self.everything(wanted)]
        journal = self._work.journal
        whole = self._work.once(
            "sessions", lambda: whole_sessions(history.matching(journal.entries(), Filter()))
        )
        if wanted == Filter():
            return [*whole]
        return with_found(whole, history.matching(journal.entries(), wanted))

    def past(self, wanted: Filter, limit: int | None = None) -> list[Answer | Promise]:
        """Return the answers, notes and reviewed promises that match, newest last."""
        journal = self._work.journal
        if limit and limit <= FEW and wanted == Filter() and (newest := self._newest(limit)):
            return newest
        return _past(journal.answers(), journal.promises(), wanted, limit)

    def _newest(self, limit: int) -> list[Answer | Promise]:
        """Return the newest answers, notes and reviewed promises; none if that takes all of them.

        Their short ids are found as well, from what alone is read.
        """
        journal = self._work.journal
        answers, since = journal.newest_answers(limit)
        promises, reviewed_since = journal.newest(PROMISES, "reviewed", limit)
        found = _past(answers, promises, Filter(), limit)
        if len(found) < limit or day_of(found[0]).isoformat() < max(since, reviewed_since):
            return []
        self._short = journal.version(), {e.id: journal.short_id(e.id) for e in found}
        return found

    def answers_to(self, prompt_id: str) -> list[Answer]:
        """Return the answers to one question, newest last."""
        ours = (a for a in self.visible() if a.kind == "answer" and a.prompt == prompt_id)
        return in_order(ours)

    def last_answered(self) -> dict[str, date]:
        """Return the day of the last answer to every question that has one."""
        answers = [a for a in self.visible() if a.kind == "answer"]
        return {a.prompt: a.day for a in in_order(answers) if a.prompt}

    def people(self) -> list[tuple[str, int]]:
        """Return everyone who is mentioned, with how many entries mention them, most first."""
        return by_frequency(name for entry in self.everything(Filter()) for name in entry.people)

    def tags(self) -> list[tuple[str, int]]:
        """Return every tag, with how many entries have it, most first."""
        return by_frequency(name for entry in self.everything(Filter()) for name in entry.tags)

    def mentioned(self, sign: Literal["@", "#"]) -> list[Mentioned]:
        """Return everyone, or every tag, that is mentioned; who was mentioned last is first."""
        return history.mentioned(self.everything(Filter()), sign)

    def next_prompt(self) -> Prompt:
        """Return the question that comes next.

        Raises:
            UsageError: if there is none.
        """
        found = self._course().next().prompt
        if found is None:
            raise UsageError(
                "You've answered every question lately.", "Choose one: coach prompts list."
            )
        return found

    def _next_prompt(self, text: str) -> Prompt:
        try:
            return self.next_prompt()
        except JournalError as error:
            raise self._work.left_as_draft(error, "answer", text) from error

    def _type_of(self, entry_id: str) -> RecordType[Any]:
        """Return the type of the record with this id; an answer's if there is none."""
        kinds: tuple[RecordType[Any], ...] = (PROMISES, LINES)
        journal = self._work.journal
        has = (k for k in kinds if any(item.id == entry_id for item in journal.items(k)))
        return next(has, ANSWERS)

    def _new(
        self, kind: AnswerKind, text: str, day: date | None = None, *, prompt: Prompt | None = None
    ) -> Answer:
        text = normalize(text)
        if is_blank(text):
            raise UsageError("Nothing to save.", "Write at least a word.")
        now, day = self._work.clock.now(), day or self._work.day()
        return Answer(
            id=new_id(now),
            kind=kind,
            prompt=prompt.id if prompt else None,
            track=prompt.track if prompt else None,
            ask=prompt.ask if prompt else None,
            of=None,
            text=text,
            evidence=None,
            created=timestamp(now),
            updated=timestamp(now),
            day=day,
            week=week_of(day),
        )

    def _save(self, answer: Answer, key: str, leave_draft: bool) -> Answer:
        with self._work.saving(key, answer.text, leave_draft=leave_draft):
            self._work.journal.put([answer])
        return answer


def _past(
    answers: Iterable[Answer], promises: Iterable[Promise], wanted: Filter, limit: int | None
) -> list[Answer | Promise]:
    reviewed = [promise for promise in promises if promise.reviewed]
    found = history.find([*answers, *reviewed], wanted, limit)
    return [entry for entry in found if not isinstance(entry, Line)]


def only_one(
    short_id: str,
    items: Iterable[Found],
    called: str = "entry",
    hint: str = "coach history shows the ids.",
) -> Found:
    """Return the one of these items whose id begins so.

    Raises:
        UsageError: if there is none, or more than one.
    """
    found = [item for item in items if item.id.startswith(short_id.lower())]
    if not found or not short_id:
        # What is no id may be words that a person meant to write elsewhere.
        named = f"“{short_id}”" if set(short_id.lower()) <= set(hexdigits) else "with that id"
        raise UsageError(f"There is no {called} {named}.", hint)
    if len(found) > 1:
        many = {"entry": "entries"}.get(called, f"{called}s")
        raise UsageError(f"“{short_id}” matches {len(found)} {many}.", "Type more of the id.")
    return found[0]
