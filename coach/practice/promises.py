"""Promises: made, reviewed, moved, reworded, and asked about once more."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from coach.domain import promises as rules
from coach.domain.history import last_answer, visible
from coach.domain.model import Answer, CameBack, Promise, PromiseStatus, Returned, new_id, timestamp
from coach.domain.plan import due_by_default
from coach.domain.records import PROMISES
from coach.domain.text import is_blank, normalize
from coach.errors import AlreadyReviewed, CoachError, UsageError
from coach.practice.course import Course
from coach.practice.drafting import (
    PROMISE,
    PROMISE_FIELDS,
    PROMISE_TEXTS,
    draft_key,
    form_text,
    promise_values,
)
from coach.practice.entries import Entries, only_one
from coach.practice.workspace import Workspace


class Promises:
    """What a person promises, and what comes of it.

    Methods raise `JournalError` if the journal cannot be read, and `SaveError` if a save could
    not be made; the words are then a draft and the hint says where. Without `leave_draft` the
    caller has the words in a draft already. To review what has its outcome, or move it, is
    `AlreadyReviewed`; any other outcome that doesn't fit a promise is a `CoachError`.
    """

    def __init__(self, workspace: Workspace, entries: Entries, course: Course) -> None:
        self._work = workspace
        self._entries = entries
        self._course = course

    def all(self) -> list[Promise]:
        """Return every promise that is not deleted, in the order they were made."""
        work = self._work
        return [*work.once("promises", lambda: rules.visible(work.journal.promises()))]

    def open(self) -> list[Promise]:
        """Return the promises without an outcome, the one due first before the others."""
        return rules.open_promises(self.all())

    def make(
        self,
        cue: str,
        action: str,
        *,
        obstacle: str | None = None,
        fallback: str | None = None,
        expected: Returned | None = None,
        due: date | None = None,
        track: str | None = None,
        again_of: Promise | None = None,
        leave_draft: bool = True,
    ) -> Promise:
        """Make a promise; durable on return.

        It belongs to the answer given last today, if there is one. Without `due` it is due on
        the day of the next planned session, at most seven days on.

        Raises:
            UsageError: if nothing is promised.
            CoachError: if two promises are open already.
        """
        texts = {"cue": cue, "action": action, "obstacle": obstacle, "fallback": fallback}
        values = {name: normalize(text or "") for name, text in texts.items()}
        if is_blank(values["cue"] + values["action"]):
            raise UsageError("Nothing to save.", "Say when, and what you'll do.")
        with (
            self._work.saving(PROMISE, form_text(values), leave_draft=leave_draft),
            self._work.journal.exclusive(),
        ):
            if not rules.has_room(self.open()):
                raise CoachError(rules.ENOUGH, "To see them: coach promise list.")
            source = again_of or self.last_answer(self._work.day())
            track = track or (source.track if source else None)
            due = due or self.due_by_default()
            made = self._new(values, source, track=track, due=due, expected=expected)
            self._work.journal.put([made])
        return made

    def _new(
        self, values: Mapping[str, str], source: Answer | Promise | None, **chosen: Any
    ) -> Promise:
        """Return an open promise of these texts; `source` is what it came from."""
        now = self._work.clock.now()
        return Promise(
            id=new_id(now),
            cue=values["cue"],
            action=values["action"],
            obstacle=values["obstacle"] or None,
            fallback=values["fallback"] or None,
            prompt=source.prompt if source else None,
            of=source.id if isinstance(source, Answer) else None,
            again_of=source.id if isinstance(source, Promise) else None,
            promised=self._work.day(),
            moved=0,
            created=timestamp(now),
            updated=timestamp(now),
            **rules.without_outcome(),
            **chosen,
        )

    def again(self, promise_id: str, **changes: Any) -> Promise:
        """Make a promise once more, as a new one linked to it; `changes` as for `make`.

        What is expected back stays as it was, too.

        Raises:
            CoachError: if it is still open, or two promises are.
        """
        before = self._get(promise_id)
        if before.status == "open":
            raise CoachError("That promise is still open.", "Review it first: coach promise kept.")
        plan: dict[str, Any] = {**promise_values(before, PROMISE_TEXTS)}
        plan["expected"] = before.expected
        given = {name: value for name, value in changes.items() if value is not None}
        return self.make(**plan | given, again_of=before)

    def review(
        self,
        promise_id: str,
        status: PromiseStatus,
        *,
        did: str = "",
        response: str = "",
        back: Sequence[Returned] = (),
        minutes: int | None = None,
        leave_draft: bool = True,
    ) -> Promise:
        """Save what came of a promise; `minutes` is the time it took."""
        did, response = normalize(did), normalize(response)
        outcome = rules.with_outcome(
            status, self._work.day(), did=did, response=response, back=back, minutes=minutes
        )
        took = "" if minutes is None else str(minutes)
        form = {"outcome": status, "did": did, "response": response}
        text = form_text(form | {"back": " ".join(back), "minutes": took})
        with self._work.saving(draft_key("review", promise_id), text, leave_draft=leave_draft):
            return self._work.journal.change(
                PROMISES, promise_id, lambda promise: self._changed_open(promise, outcome)
            )

    def reopen(self, promise_id: str) -> Promise:
        """Take an outcome back; the promise is open again, and what was said of it a revision."""

        def changed(promise: Promise) -> Promise:
            if promise.status == "open":
                raise CoachError("That promise is still open.", "To review it: coach promise kept.")
            now = timestamp(self._work.clock.now())
            return PROMISES.changed(promise, now, **rules.without_outcome())

        return self._work.journal.change(PROMISES, promise_id, changed)

    def taken_back(self, promise: Promise) -> Promise | None:
        """Return an open promise with the outcome that was taken back last; None if none was."""
        versions = reversed(promise.revisions) if promise.status == "open" else ()
        outcome = next((version for version in versions if version["status"] != "open"), None)
        return PROMISES.of({**PROMISES.record(promise), **outcome}) if outcome else None

    def move(self, promise_id: str, words: str = "") -> Promise:
        """Leave a promise open whose moment never came; words about it become a note, with it."""
        with self._work.journal.exclusive():
            before = self._get(promise_id)
            moved = self._changed_open(before, rules.moved_on(before, self._work.day()))
            about = f"{rules.sentence(moved)}\n{words}"
            note = [self._entries.new_note(about)] if words.strip() else []
            self._work.journal.put([moved, *note])
        return moved

    def edit(
        self, promise_id: str, values: Mapping[str, str], *, leave_draft: bool = True
    ) -> Promise:
        """Reword some of a promise's `PROMISE_FIELDS`; the earlier version stays readable.

        Raises:
            UsageError: if nothing would be promised any more, or minutes are no number.
        """
        texts = {name: normalize(values[name]) for name in PROMISE_FIELDS if name in values}
        changes: dict[str, Any] = {
            name: text if name in ("cue", "action") else text or None
            for name, text in texts.items()
        }
        if "minutes" in texts:
            try:
                changes["minutes"] = rules.parse_minutes(texts["minutes"])
            except ValueError as error:
                raise UsageError("Minutes must be a number.", "For example: 15.") from error
        now = timestamp(self._work.clock.now())

        def changed(promise: Promise) -> Promise:
            after = PROMISES.changed(promise, now, **changes)
            if is_blank(after.cue + after.action):
                raise UsageError("Nothing to save.", "To remove a promise: coach delete.")
            return promise if promise_values(after) == promise_values(promise) else after

        key = draft_key("edit", promise_id)
        with self._work.saving(key, form_text(texts), leave_draft=leave_draft):
            return self._work.journal.change(PROMISES, promise_id, changed)

    def expect(self, promise_id: str, what: Returned) -> Promise:
        """Save what is expected back from a promise."""
        now = timestamp(self._work.clock.now())
        return self._work.journal.change(
            PROMISES, promise_id, lambda p: PROMISES.changed(p, now, expected=what)
        )

    def add_echo(self, promise_id: str, what: Returned) -> Promise:
        """Add what came back from a promise by now."""
        now = timestamp(self._work.clock.now())
        back = CameBack(self._work.day(), what)
        return self._work.journal.change(
            PROMISES, promise_id, lambda p: PROMISES.changed(p, now, came_back=(*p.came_back, back))
        )

    def find(self, short_id: str | None) -> Promise:
        """Return the promise whose id begins so; without one the open promise due first.

        Raises:
            UsageError: if there is none, or more than one.
            CoachError: if none is open.
        """
        if short_id is not None:
            return only_one(short_id, self.all(), "promise", "coach promise list shows the ids.")
        still = self.open()
        if not still:
            raise CoachError("You have no open promise.", "To make one: coach promise add.")
        return still[0]

    def last_reviewed(self) -> Promise:
        """Return the promise that was reviewed last; a `CoachError` if none was yet."""
        reviewed = rules.reviewed_promises(self.all())
        if not reviewed:
            raise CoachError("No promise has an outcome yet.", "To see them: coach promise list.")
        return reviewed[-1]

    def due_by_default(self) -> date:
        """Return when a promise made now is due, unless the person names a day."""
        return due_by_default(self._course.next_session(), self._work.day())

    def last_answer(self, day: date) -> Answer | None:
        """Return the answer given last on a practice day."""
        return last_answer(visible(self._work.journal.answers()), day)

    def _get(self, promise_id: str) -> Promise:
        found = next((promise for promise in self.all() if promise.id == promise_id), None)
        if found is None:
            raise CoachError(
                "This promise is no longer in the journal.", "To see them: coach promise list."
            )
        return found

    def _changed_open(self, promise: Promise, changes: Mapping[str, Any]) -> Promise:
        if promise.status != "open":
            raise AlreadyReviewed(
                f"That promise already has its outcome: {rules.OUTCOMES[promise.status]}.",
                "To make it once more: coach promise again.",
            )
        return PROMISES.changed(promise, timestamp(self._work.clock.now()), **changes)
