"""What a person practises, for both front ends: the use cases."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from coach import config as settings
from coach import library as packs
from coach import paths
from coach.clock import Clock
from coach.config import Config
from coach.domain import dates
from coach.domain.history import Filter, chosen, edited, in_order, unused_note, visible
from coach.domain.mentions import most_mentioned
from coach.domain.model import Answer, AnswerKind, Library, Prompt, new_id, timestamp
from coach.domain.programme import Next, Position, what_next, what_next_in
from coach.domain.strength import Strength, strength
from coach.domain.text import is_blank, normalise
from coach.domain.weeks import (
    SITTINGS_A_WEEK,
    Coverage,
    Week,
    answers_by_week,
    at_least,
    coverage,
    sitting_is_due,
    weeks_of,
)
from coach.errors import JournalError, SaveError, UsageError
from coach.paths import Places
from coach.store.backups import Backups
from coach.store.drafts import Drafts
from coach.store.drafts import OpenDraft as OpenDraft  # front ends write to it, and know only us
from coach.store.journal import Journal

NOTE_DRAFT = "note"
BEGUN = "You began this and have not kept it yet."


@dataclass(frozen=True)
class Today:
    """What the coach says on a day."""

    day: date
    week: str
    position: Position | None
    prompt: Prompt | None
    why: str
    due: bool
    """Whether a sitting is due by the plan."""
    sat_this_week: int
    """Sittings of this ISO week, today's included."""
    sat_today: bool
    begun: bool
    """Whether anything was ever kept in a sitting."""
    begun_prompt: Prompt | None
    """The question of the newest draft: begun and not kept."""

    @property
    def plan_met(self) -> bool:
        """Whether the week's plan is met."""
        return self.sat_this_week >= SITTINGS_A_WEEK


@dataclass(frozen=True)
class Reflection:
    """A question put to the person, with what they had begun to write."""

    prompt: Prompt | None
    why: str
    """Why the coach asks this now."""
    first_time: bool
    """Whether the question was never answered before."""
    draft: OpenDraft | None
    """Where the writing goes meanwhile; None if no draft can be written."""
    text: str
    """What the draft holds."""
    note: Answer | None = None
    """The newest note that no sitting opened with yet."""
    problem: str = ""
    """Why no draft can be written."""


@dataclass(frozen=True)
class Progress:
    """How far a person has come; `weeks` are oldest first, the current one last."""

    week: str
    strength: Strength
    weeks: list[Week]
    tracks: list[Coverage]
    heat: dict[str, list[int]]
    """For every track the answers of each of the weeks."""
    weeks_counted: int
    """Over how many weeks the promises are counted: twelve, or as many as there are."""


class Practice:
    """One person's practice. Opening it reads nothing and creates nothing.

    Methods that read raise `JournalError` if the journal cannot be read, `TomlError` if a
    prompt pack of the program cannot.
    """

    def __init__(self, places: Places, config: Config | None = None, clock: Clock | None = None):
        self.places = places
        self.config = config or Config()
        self.clock = clock or Clock()
        self.backups = Backups(places.backups, self.clock)
        self.journal = Journal(places.journal, self.backups)
        self.drafts = Drafts(places.drafts)

    @classmethod
    def here(cls) -> "Practice":
        """The practice at the places in force.

        Raises:
            TomlError: if the settings cannot be used.
        """
        places = paths.places()
        return cls(places, settings.load(places.config_file))

    @cached_property
    def library(self) -> Library:
        """The questions at hand."""
        return packs.load(self.places.prompts)

    def day(self) -> date:
        """The practice day it is now."""
        return dates.practice_day(self.clock.now(), self.config.day_starts)

    def today(self, passed_over: tuple[str, ...] = ()) -> Today:
        """What is next and why; `passed_over` are questions not to be asked now."""
        day = self.day()
        answers = self.kept()
        following = what_next(self.library, answers, day, passed_over)
        weeks = weeks_of(answers, day)
        return Today(
            day=day,
            week=dates.week_of(day),
            position=following.position,
            prompt=following.prompt,
            why=following.why,
            due=sitting_is_due(answers, day),
            sat_this_week=weeks[-1].sittings,
            sat_today=any(_in_sitting_on(a, day) for a in answers),
            begun=any(week.practised for week in weeks),
            begun_prompt=self._begun(),
        )

    def reflect(
        self,
        prompt_id: str | None = None,
        track: str | None = None,
        passed_over: tuple[str, ...] = (),
    ) -> Reflection:
        """Put a question: the one named, one of a track, or what comes next.

        What comes next is the question of the newest draft, unless questions were passed over.
        """
        day, problem = self.day(), ""
        try:
            answers = self.kept()
        except JournalError as error:
            answers, problem = [], error.message  # one can still write; it will be a draft
        begun = None if prompt_id or track or passed_over else self._begun()
        if prompt_id is not None:
            following = Next(packs.find(self.library, prompt_id), "You chose this question.", None)
        elif begun is not None:
            following = Next(begun, BEGUN, None)
        elif track is not None:
            following = what_next_in(self.library, answers, day, track, passed_over)
        else:
            following = what_next(self.library, answers, day, passed_over)
        prompt = following.prompt
        if prompt is None:
            return Reflection(None, following.why, False, None, "")
        note = unused_note(answers)
        first_time = not any(a.prompt == prompt.id for a in answers)
        try:
            draft = self.drafts.open(draft_key(prompt.id))
        except SaveError as error:
            return Reflection(prompt, following.why, first_time, None, "", note, error.message)
        return Reflection(prompt, following.why, first_time, draft, draft.read(), note, problem)

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
        if prompt_id is not None:
            prompt = packs.find(self.library, prompt_id)
        else:
            prompt = self._prompt_of_today(text)
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

    def find(self, short_id: str) -> Answer:
        """The answer or note whose id begins so, deleted ones too.

        Raises:
            UsageError: if there is none, or more than one.
        """
        found = [a for a in self.journal.answers() if a.id.startswith(short_id.lower())]
        if not found or not short_id:
            raise UsageError(f"There is no entry “{short_id}”.", "coach history shows the ids.")
        if len(found) > 1:
            raise UsageError(f"“{short_id}” begins {len(found)} ids.", "Give more of it.")
        return found[0]

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
                answer_id,
                lambda answer: answer if answer.text == text else edited(answer, text, now),
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

        return self.journal.change(answer_id, change)

    def last_answered(self) -> dict[str, str]:
        """The day of the last answer to every question that has one."""
        answers = [a for a in self.kept() if a.kind == "answer" and a.prompt]
        return {a.prompt: a.day for a in in_order(answers) if a.prompt}

    def people(self) -> list[tuple[str, int]]:
        """Everyone who is mentioned, with how many entries mention them, most first."""
        return most_mentioned(name for a in self.kept() for name in a.people)

    def tags(self) -> list[tuple[str, int]]:
        """Every tag, with how many entries have it, most first."""
        return most_mentioned(name for a in self.kept() for name in a.tags)

    def kept(self) -> list[Answer]:
        """Every answer and note that is not deleted."""
        return visible(self.journal.answers())

    def history(self, wanted: Filter, limit: int | None = None) -> list[Answer]:
        """The answers and notes that match, newest last."""
        return chosen(self.journal.answers(), wanted, limit)

    def answers_to(self, prompt_id: str) -> list[Answer]:
        """The answers to one question, newest last."""
        return [a for a in self.history(Filter(prompt=prompt_id)) if a.kind == "answer"]

    def progress(self, weeks: int | None = None) -> Progress:
        """The weeks and the tracks; `weeks` is how many, else all and twelve at least."""
        day = self.day()
        answers = self.kept()
        all_weeks = weeks_of(answers, day)
        closed = [week for week in all_weeks if week.week < dates.week_of(day)]
        shown = at_least(all_weeks, weeks or 12)
        shown = shown[-weeks:] if weeks else shown
        return Progress(
            week=dates.week_of(day),
            strength=strength(closed),
            weeks=shown,
            tracks=coverage(self.library, answers),
            heat={t.id: answers_by_week(answers, t.id, shown) for t in self.library.tracks},
            weeks_counted=min(len(all_weeks), 12),
        )

    def add_all(self, answers: list[Answer]) -> list[Answer]:
        """Keep answers from elsewhere, as one commit; gives those that were new.

        Raises:
            SaveError: if it could not be done; then none of them is kept.
        """
        return self.journal.add_new(answers)

    def _begun(self) -> Prompt | None:
        """The question of the newest draft, if it is one that can be asked."""
        ids = (prompt_of_draft(draft.key) for draft in self.drafts.all())
        return next((self.library.by_id[i] for i in ids if i in self.library.by_id), None)

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
        """Take away every draft that says what was kept since: a kill came between the two."""
        answers = self.journal.answers()
        kept = {(draft_key(a.prompt) if a.prompt else NOTE_DRAFT, a.text) for a in answers}
        kept |= {(edit_key(a.id), a.text) for a in answers}
        for draft in self.drafts.all():
            if (draft.key, normalise(draft.text)) in kept:
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


def draft_key(prompt_id: str) -> str:
    """The draft of an answer to this question."""
    return f"answer-{prompt_id}"


def edit_key(answer_id: str) -> str:
    """The draft of an edit of this answer."""
    return f"edit-{answer_id}"


def prompt_of_draft(key: str) -> str | None:
    """The question that a draft answers; None if it is a draft of something else."""
    kind, _, prompt_id = key.partition("-")
    return prompt_id if kind == "answer" and prompt_id else None


def _in_sitting_on(answer: Answer, day: date) -> bool:
    return answer.day == day.isoformat() and not answer.deleted and answer.kind != "note"
