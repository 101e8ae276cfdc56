"""Acting: promises made, what came of them, and what came back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from coach.domain import acts as rules
from coach.domain.history import in_order
from coach.domain.model import Act, ActStatus, Answer, CameBack, CameBackWhat, new_id, timestamp
from coach.domain.plan import next_sitting, promise_due
from coach.domain.records import ACTS
from coach.domain.text import is_blank, normalise
from coach.errors import AlreadyTold, CoachError, JournalError, UsageError
from coach.practice.drafting import (
    ACT_FIELDS,
    COMMIT_DRAFT,
    act_fields,
    edit_key,
    form_text,
    outcome_form,
    review_key,
)
from coach.practice.keeping import Keeping

ENOUGH = "Two promises are open; that is enough."


class Acting(Keeping):
    """What a person promises, and tells of it."""

    def promise(
        self,
        cue: str,
        act: str,
        *,
        obstacle: str | None = None,
        if_obstacle: str | None = None,
        due: date | None = None,
        track: str | None = None,
        again_of: Act | None = None,
        leave_draft: bool = True,
    ) -> Act:
        """Keep a promise; durable on return.

        It belongs to the answer given last today, if there is one. Without `due` it is due on
        the day of the next planned sitting, at most seven days on.

        Raises:
            UsageError: if nothing is promised.
            CoachError: if two promises are open already.
            SaveError: if it could not be saved; the words are then a draft and the hint says where.
        """
        texts = {"cue": cue, "act": act, "obstacle": obstacle, "if_obstacle": if_obstacle}
        form = {name: normalise(text or "") for name, text in texts.items()}
        if is_blank(form["cue"] + form["act"]):
            raise UsageError("An empty promise is not kept.", "Write when, and what you do then.")
        now = self.clock.now()
        day = self.day()

        def make() -> Act:
            acts = self.acts()
            if len(rules.open_acts(acts)) >= rules.AT_MOST_OPEN:
                raise CoachError(ENOUGH, "Say what came of one first: coach act list.")
            source = again_of or self._last_answer(day)
            return Act(
                id=new_id(now),
                cue=form["cue"],
                act=form["act"],
                obstacle=form["obstacle"] or None,
                if_obstacle=form["if_obstacle"] or None,
                track=track or (source.track if source else None),
                prompt=source.prompt if source else None,
                of=source.id if isinstance(source, Answer) else None,
                again_of=again_of.id if again_of else None,
                promised=day.isoformat(),
                due=(due or self.promise_due()).isoformat(),
                moved=0,
                status="open",
                said=None,
                did=None,
                they=None,
                came_back=(),
                minutes=None,
                created=timestamp(now),
                updated=timestamp(now),
            )

        try:
            with self.journal.storage.exclusive():
                made = make()
                self.journal.put([made])
        except JournalError as error:
            if not leave_draft:
                raise
            raise self._left_as_draft(error, COMMIT_DRAFT, form_text(form)) from error
        return made

    def again(self, act_id: str, **changes: Any) -> Act:
        """Promise an act once more, as a new one linked to it; `changes` as for `promise`.

        Raises:
            CoachError: if it is still open, or two promises are.
            SaveError: if it could not be saved.
        """
        before = self._act(act_id)
        if before.status == "open":
            raise CoachError("That promise is still open.", "Say what came of it first.")
        plan = {
            "cue": before.cue,
            "act": before.act,
            "obstacle": before.obstacle,
            "if_obstacle": before.if_obstacle,
        }
        said = {name: value for name, value in changes.items() if value is not None}
        return self.promise(**plan | said, again_of=before)

    def say_outcome(
        self,
        act_id: str,
        status: ActStatus,
        *,
        did: str = "",
        they: str = "",
        back: Sequence[CameBackWhat] = (),
        minutes: int | None = None,
        leave_draft: bool = True,
    ) -> Act:
        """Keep what came of an act; outcomes are final. `minutes` are those it took.

        Raises:
            CoachError: if it has an outcome already.
            SaveError: if it could not be saved; the words are then a draft and the hint says where.
        """
        texts = {"did": normalise(did), "they": normalise(they)}
        changes = rules.with_outcome(
            status,
            self.day(),
            did=texts["did"] or None,
            they=texts["they"] or None,
            back=back,
            minutes=minutes,
        )
        try:
            return self._change_open(act_id, lambda act: changes)
        except JournalError as error:
            if not leave_draft:
                raise
            form = outcome_form(status, texts["did"], texts["they"], back, minutes)
            raise self._left_as_draft(error, review_key(act_id), form) from error

    def moment_never_came(self, act_id: str, words: str = "") -> Act:
        """Leave an act open and ask about it a week later; words on it become a note, with it.

        Raises:
            AlreadyTold: if it has an outcome already; then no note is kept either.
            SaveError: if it could not be saved.
        """
        with self.journal.storage.exclusive():
            act = self._change_open(act_id, lambda act: rules.moved_on(act, self.day()), put=False)
            note = [self._new("note", f"{rules.sentence(act)}\n{words}")] if words.strip() else []
            self.journal.put([act, *note])
        return act

    def edit_act(self, act_id: str, form: Mapping[str, str], *, leave_draft: bool = True) -> Act:
        """Put some of an act's `ACT_FIELDS` otherwise; what it said before stays readable.

        Raises:
            UsageError: if nothing would be promised any more, or minutes are no number.
            SaveError: if it could not be saved; the words are then a draft and the hint says where.
        """
        texts = {name: normalise(form[name]) for name in ACT_FIELDS if name in form}
        minutes = texts.get("minutes", "")
        if minutes and not (minutes.isascii() and minutes.isdecimal() and len(minutes) < 6):
            raise UsageError("Minutes are not a number.", "Write them as in 15.")
        now = timestamp(self.clock.now())
        changes: dict[str, Any] = {
            name: text if name in ("cue", "act") else text or None for name, text in texts.items()
        }
        if "minutes" in changes:
            changes["minutes"] = int(minutes) if minutes else None

        def changed(act: Act) -> Act:
            after = ACTS.changed(act, now, **changes)
            if is_blank(after.cue + after.act):
                raise UsageError("An empty promise is not kept.", "Use coach delete to hide it.")
            return act if act_fields(after) == act_fields(act) else after

        try:
            return self.journal.change(ACTS, act_id, changed)
        except JournalError as error:
            if not leave_draft:
                raise
            raise self._left_as_draft(error, edit_key(act_id), form_text(texts)) from error

    def say_what_came_back(self, act_id: str, what: CameBackWhat) -> Act:
        """Add what came back from an act by now.

        Raises:
            SaveError: if it could not be saved.
        """
        now = timestamp(self.clock.now())
        back = CameBack(self.day().isoformat(), what)
        return self.journal.change(
            ACTS, act_id, lambda act: ACTS.changed(act, now, came_back=(*act.came_back, back))
        )

    def find_act(self, short_id: str | None) -> Act:
        """The act whose id begins so; without one the open act due first.

        Raises:
            UsageError: if there is none, or more than one.
            CoachError: if none is open.
        """
        acts = self.acts()
        if short_id is None:
            still = rules.open_acts(acts)
            if not still:
                raise CoachError("No promise is open.", "coach act add makes one.")
            return still[0]
        return self.only_one(short_id, acts, "promise", "coach act list shows the ids.")

    def next_sitting(self) -> date | None:
        """The day of the next planned sitting; None if none is planned."""
        paused = {pause.week for pause in self.pauses()}
        return next_sitting(self.choices(), self.sat(), self.day(), paused)

    def promise_due(self) -> date:
        """When a promise made now is due, unless the person names a day."""
        return promise_due(self.next_sitting(), self.day())

    def _last_answer(self, day: date) -> Answer | None:
        given = [a for a in self.kept() if a.kind == "answer" and a.day == day.isoformat()]
        return in_order(given)[-1] if given else None

    def _act(self, act_id: str) -> Act:
        found = next((act for act in self.acts() if act.id == act_id), None)
        if found is None:
            raise CoachError("This promise is not in the journal any more.", "coach act list.")
        return found

    def _change_open(
        self, act_id: str, change: Callable[[Act], dict[str, Any]], *, put: bool = True
    ) -> Act:
        """An open act changed, and kept unless the caller does that."""
        now = timestamp(self.clock.now())

        def changed(act: Act) -> Act:
            if act.status != "open":
                said = rules.OUTCOMES[act.status]
                raise AlreadyTold(
                    f"That promise has its outcome already: {said}.",
                    "coach act again promises it once more.",
                )
            return ACTS.changed(act, now, **change(act))

        if put:
            return self.journal.change(ACTS, act_id, changed)
        return changed(self._act(act_id))
