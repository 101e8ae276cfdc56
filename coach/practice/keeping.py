"""Keeping: answers, notes and edits, durable on return or left as a draft."""

import contextlib
from dataclasses import replace
from datetime import datetime

from coach.domain import dates
from coach.domain.model import Answer, AnswerKind, Item, Prompt, new_id, timestamp
from coach.domain.records import ANSWERS
from coach.domain.text import is_blank, normalise
from coach.errors import JournalError, SaveError, UsageError
from coach.practice.asking import Asking
from coach.practice.drafting import NOTE_DRAFT, draft_key, edit_key
from coach.store.drafts import OpenDraft


class Practice(Asking):
    """One person's practice: everything both front ends do with it."""

    def answer(
        self, text: str, prompt_id: str | None = None, *, leave_draft: bool = True
    ) -> Answer:
        """Keep an answer to a question, or to the one `today` names; durable on return.

        Without `leave_draft` the caller has the text in a draft already.

        Raises:
            UsageError: if there is no such question, or nothing to keep.
            SaveError: if it could not be saved; the text is then a draft and the hint says where.
        """
        now = self.clock.now()
        text = normalise(text)
        prompt = self.prompt(prompt_id) if prompt_id else self._prompt_of_today(text)
        answer = self._new("answer", text, now, prompt)
        return self._keep(answer, draft_key(prompt.id), leave_draft=leave_draft)

    def note(self, text: str, *, leave_draft: bool = True) -> Answer:
        """Keep a note; durable on return.

        Raises:
            UsageError: if there is nothing to keep.
            SaveError: if it could not be saved; the text is then a draft and the hint says where.
        """
        note = self._new("note", normalise(text), self.clock.now())
        return self._keep(note, NOTE_DRAFT, leave_draft=leave_draft)

    def edit(self, answer_id: str, text: str, *, leave_draft: bool = True) -> Answer:
        """Give an answer another text; what it said before stays readable.

        Raises:
            UsageError: if the text is empty.
            SaveError: if it could not be saved; the text is then a draft and the hint says where.
        """
        text = normalise(text)
        if is_blank(text):
            raise UsageError("An empty text is not saved.", "Use coach delete to hide an entry.")
        now = timestamp(self.clock.now())
        try:
            return self.journal.change(
                ANSWERS,
                answer_id,
                lambda a: a if a.text == text else ANSWERS.changed(a, now, text=text),
            )
        except JournalError as error:
            if not leave_draft:
                raise
            raise self._left_as_draft(error, edit_key(answer_id), text) from error

    def delete(self, answer_id: str, *, undo: bool = False) -> Answer:
        """Hide an answer and what belongs to it, or with `undo` bring them back.

        Raises:
            SaveError: if it could not be saved.
        """
        now = timestamp(self.clock.now())

        def change(answer: Answer) -> Answer:
            if answer.deleted is not undo:
                return answer
            return replace(answer, deleted=not undo, updated=now, rev=answer.rev + 1)

        return self.journal.change(ANSWERS, answer_id, change)

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
            answers = self.journal.answers()
        except JournalError:
            return
        kept = {(draft_key(a.prompt) if a.prompt else NOTE_DRAFT, a.text) for a in answers}
        kept |= {(edit_key(a.id), a.text) for a in answers}
        for draft in self.drafts.all():
            if (draft.key, normalise(draft.text)) in kept:
                with contextlib.suppress(OSError):
                    draft.path.unlink(missing_ok=True)

    def _prompt_of_today(self, text: str) -> Prompt:
        try:
            prompt = self.today().prompt
        except JournalError as error:
            raise self._left_as_draft(error, "answer", text) from error
        if prompt is None:
            raise UsageError(
                "You have answered every question this week.", "Name one: coach prompts list."
            )
        return prompt

    def _new(
        self, kind: AnswerKind, text: str, now: datetime, prompt: Prompt | None = None
    ) -> Answer:
        if is_blank(text):
            raise UsageError(f"An empty {kind} is not saved.", "Write at least a word.")
        day = dates.practice_day(now, self.config.day_starts)
        return Answer(
            id=new_id(now),
            kind=kind,
            prompt=prompt.id if prompt else None,
            track=prompt.track if prompt else None,
            ask=prompt.ask if prompt else None,
            of=None,
            text=text,
            created=timestamp(now),
            updated=timestamp(now),
            day=day.isoformat(),
            week=dates.week_of(day),
        )

    def _keep(self, answer: Answer, key: str, *, leave_draft: bool) -> Answer:
        try:
            self.journal.put([answer])
        except JournalError as error:
            if not leave_draft:
                raise
            raise self._left_as_draft(error, key, answer.text) from error
        return answer

    def _left_as_draft(self, error: JournalError, key: str, text: str) -> SaveError:
        if is_blank(text):
            return SaveError(error.message, error.hint)
        try:
            path = self.drafts.keep(key, text.encode("utf-8"))
        except SaveError as second:
            return SaveError(error.message, f"{second.message} Keep your words elsewhere.")
        return SaveError(error.message, f"Your text is kept as a draft: {path}")
