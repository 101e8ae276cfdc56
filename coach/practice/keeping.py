"""Keeping: answers, notes and edits, durable on return or left as a draft."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar

from coach.domain import dates
from coach.domain.acts import sentence
from coach.domain.model import Act, Answer, AnswerKind, Item, PageLine, Prompt, new_id, timestamp
from coach.domain.records import ACTS, ANSWERS, PAGE_LINES, RecordType
from coach.domain.text import is_blank, normalise
from coach.errors import JournalError, SaveError, UsageError
from coach.practice.asking import Asking
from coach.practice.drafting import (
    COMMIT_DRAFT,
    NOTE_DRAFT,
    about_of,
    act_form,
    draft_key,
    edit_key,
    follow_key,
    page_key,
    promise_form,
    review_form,
    review_key,
    told_in_words,
)
from coach.store.drafts import Draft, OpenDraft

Written = TypeVar("Written", Answer, PageLine)


class Keeping(Asking):
    """What a person writes."""

    def answer(
        self, text: str, prompt_id: str | None = None, *, leave_draft: bool = True
    ) -> Answer:
        """Keep an answer to a question, or to the one `today` names; durable on return.

        Without `leave_draft` the caller has the text in a draft already.

        Raises:
            UsageError: if there is no such question, or nothing to keep.
            SaveError: if it could not be saved; the text is then a draft and the hint says where.
        """
        text = normalise(text)
        prompt = self.prompt(prompt_id) if prompt_id else self._prompt_of_today(text)
        answer = self._new("answer", text, prompt=prompt.id, track=prompt.track, ask=prompt.ask)
        return self._keep(answer, draft_key(prompt.id), leave_draft=leave_draft)

    def note(self, text: str, *, leave_draft: bool = True) -> Answer:
        """Keep a note; durable on return.

        Raises:
            UsageError: if there is nothing to keep.
            SaveError: if it could not be saved; the text is then a draft and the hint says where.
        """
        note = self._new("note", text)
        return self._keep(note, NOTE_DRAFT, leave_draft=leave_draft)

    def add_line(self, page: str, text: str, of: Answer, *, leave_draft: bool = True) -> PageLine:
        """Keep a line on a page of the playbook, from an answer; durable on return.

        Raises:
            UsageError: if there is nothing to keep.
            SaveError: if it could not be saved; the text is then a draft and the hint says where.
        """
        text = normalise(text)
        if is_blank(text):
            raise UsageError("An empty line is not saved.", "Write at least a word.")
        now = self.clock.now()
        line = PageLine(
            id=new_id(now),
            kind="page",
            page=page,
            text=text,
            of=of.id,
            day=self.day().isoformat(),
            created=timestamp(now),
            updated=timestamp(now),
        )
        return self._keep(line, page_key(of.id), leave_draft=leave_draft)

    def edit(self, item_id: str, text: str, *, leave_draft: bool = True) -> Answer | PageLine:
        """Give an answer or a line another text; what it said before stays readable.

        Raises:
            UsageError: if the text is empty.
            SaveError: if it could not be saved; the text is then a draft and the hint says where.
        """
        text = normalise(text)
        if is_blank(text):
            raise UsageError("An empty text is not saved.", "Use coach delete to hide an entry.")
        now = timestamp(self.clock.now())
        try:
            kind = self._kept_as(item_id)
            changed: Answer | PageLine = self.journal.change(
                kind,
                item_id,
                lambda a: a if a.text == text else kind.changed(a, now, text=text),
            )
        except JournalError as error:
            if not leave_draft:
                raise
            raise self._left_as_draft(error, edit_key(item_id), text) from error
        return changed

    def delete(self, item_id: str, *, undo: bool = False) -> None:
        """Hide an answer with what belongs to it, an act or a line; `undo` brings it back.

        Raises:
            SaveError: if it could not be saved.
        """
        now = timestamp(self.clock.now())

        def change(item: Any) -> Any:
            if item.deleted is not undo:
                return item
            return replace(item, deleted=not undo, updated=now, rev=item.rev + 1)

        self.journal.change(self._kept_as(item_id), item_id, change)

    def _kept_as(self, item_id: str) -> RecordType[Any]:
        """The kind of record with this id; an answer's where there is none."""
        kinds: tuple[RecordType[Any], ...] = (ACTS, PAGE_LINES)
        has = (k for k in kinds if any(item.id == item_id for item in self.journal.items(k)))
        return next(has, ANSWERS)

    def add_all(self, items: list[Item]) -> list[Item]:
        """Keep items from elsewhere, as one commit; gives those that were new.

        Raises:
            SaveError: if it could not be done; then none of them is kept.
        """
        return self.journal.add_new(items)

    def open_and_read(self, key: str) -> tuple[OpenDraft, str]:
        """The draft for `key`, for this window alone, and what it holds.

        Raises:
            SaveError: if the folder of drafts cannot be written.
        """
        draft = self.drafts.open(key)
        return draft, draft.read()

    def open_draft(self, key: str) -> OpenDraft:
        """The draft for `key`, for this window alone.

        Raises:
            SaveError: if the folder of drafts cannot be written.
        """
        return self.drafts.open(key)

    def drop_kept_drafts(self) -> None:
        """Take away every draft that says what was kept since: a kill came between the two.

        It is tidying up: where the journal or a draft cannot be read now, it waits.
        """
        try:
            kept = {pair for a in self.journal.answers() for pair in _drafts_of(a)}
            kept |= {(page_key(line.of or ""), line.text) for line in self.journal.page_lines()}
            kept |= {pair for act in self.journal.acts() for pair in _forms_of(act)}
        except JournalError:
            return
        for draft in self.drafts.all():
            if (draft.key, normalise(draft.text)) in kept or self._noted(draft):
                with contextlib.suppress(OSError):
                    draft.path.unlink(missing_ok=True)

    def _noted(self, draft: Draft) -> bool:
        """Whether a draft told of a promise that has its outcome by now, and is a note instead."""
        act_id = about_of(draft.key, "review")
        act = next((a for a in self.journal.acts() if a.id == act_id), None)
        if act is None or act.status == "open":
            return False
        with contextlib.suppress(JournalError, UsageError):
            self.note(f"{sentence(act)}\n{told_in_words(draft.text)}", leave_draft=False)
            return True
        return False

    def _prompt_of_today(self, text: str) -> Prompt:
        try:
            prompt = self.coming().prompt
        except JournalError as error:
            raise self._left_as_draft(error, "answer", text) from error
        if prompt is None:
            raise UsageError(
                "You have answered every question this week.", "Name one: coach prompts list."
            )
        return prompt

    def _new(
        self,
        kind: AnswerKind,
        text: str,
        *,
        prompt: str | None = None,
        track: str | None = None,
        ask: str | None = None,
    ) -> Answer:
        text = normalise(text)
        if is_blank(text):
            called = "note" if kind == "note" else "answer"
            raise UsageError(f"An empty {called} is not saved.", "Write at least a word.")
        now, day = self.clock.now(), self.day()
        return Answer(
            id=new_id(now),
            kind=kind,
            prompt=prompt,
            track=track,
            ask=ask,
            of=None,
            text=text,
            created=timestamp(now),
            updated=timestamp(now),
            day=day.isoformat(),
            week=dates.week_of(day),
        )

    def _keep(self, written: Written, key: str, *, leave_draft: bool) -> Written:
        try:
            self.journal.put([written])
        except JournalError as error:
            if not leave_draft:
                raise
            raise self._left_as_draft(error, key, written.text) from error
        return written

    def _left_as_draft(self, error: JournalError, key: str, text: str) -> SaveError:
        if is_blank(text):
            return SaveError(error.message, error.hint)
        try:
            path = self.drafts.keep(key, text.encode("utf-8"))
        except SaveError as second:
            return SaveError(error.message, f"{second.message} Keep your words elsewhere.")
        return SaveError(error.message, f"Your text is kept as a draft: {path}")


def _drafts_of(answer: Answer) -> Iterator[tuple[str, str]]:
    """The drafts, by key and text, that say what this answer says."""
    yield edit_key(answer.id), answer.text
    if answer.kind in ("deeper", "changed"):
        yield follow_key(answer.kind, answer.of or ""), answer.text
    else:
        yield draft_key(answer.prompt) if answer.prompt else NOTE_DRAFT, answer.text


def _forms_of(act: Act) -> Iterator[tuple[str, str]]:
    """The drafts, by key and text, that say what this act says."""
    yield edit_key(act.id), act_form(act).rstrip()
    yield COMMIT_DRAFT, promise_form(act).rstrip()
    yield review_key(act.id), review_form(act).rstrip()
