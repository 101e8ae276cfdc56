"""The steps that make a promise: its two blanks, and what is expected back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from coach.domain import promises as rules
from coach.domain.lesson import excerpt
from coach.domain.model import Promise, Prompt, Returned
from coach.practice.drafting import PROMISE, PROMISE_TEXTS, promise_values
from coach.practice.practice import Practice
from coach.practice.steps.promise import ACTION, CUE, FALLBACK, OBSTACLE
from coach.practice.steps.step import LEAVE_EMPTY, SAVED, Aside, Done, Field, Lack, Step, Values
from coach.practice.steps.writing import OneMore, further

FURTHEST = timedelta(days=60)
"""A promise further away is no small one."""
IN_SIGHT = 150
"""Characters of today's answer that stay in sight above the promise."""
IF_THEN = "Such as: If a call ends without a job, I'll send one tip."
ASK_THEM = "They know it best: you could promise to ask them."
LEAVE_ACTION_EMPTY = "Leave “I'll” empty to skip."
"""How to skip where the first blank, left empty, stands for what is suggested in it."""


class NewPromise(Step):
    """One small promise: two blanks below the answer it follows, read back once and confirmed."""

    key = "promise"
    draft_key = PROMISE
    ask = "One small promise"

    def __init__(self, practice: Practice) -> None:
        super().__init__(practice)
        promises, today = practice.promises.all(), practice.day()
        self.due = practice.promises.due_by_default()
        self.asks_obstacle = rules.asks_obstacle(promises)
        self.before = rules.to_repeat(promises, today)
        """The promise reviewed today as *not this time*."""
        self.answer = practice.promises.last_answer(today)
        prompt = practice.library.by_id.get(self.answer.prompt or "") if self.answer else None
        self.cue = replace(CUE, suggested=prompt.cue if prompt else "")
        said = self._hint(prompt)
        hint = Aside("before", said, spare=said.startswith(IF_THEN))
        self.asides = (hint,)
        if self.answer:
            in_sight = excerpt(self.answer.text, IN_SIGHT)
            self.asides = (Aside("before", in_sight, "You answered"), hint)
        offers = {"due": True, "repeat": self.before, "deeper": self.one_more()}
        self.offers = frozenset(offer for offer, there in offers.items() if there)

    def _hint(self, prompt: Prompt | None) -> str:
        if self.before:
            return f"Not this time, and that's fine. Once more? “{rules.sentence(self.before)}”"
        hint = ASK_THEM if prompt and prompt.ask_them else IF_THEN
        return f"{hint}\n{LEAVE_ACTION_EMPTY if self.cue.suggested else LEAVE_EMPTY}"

    def one_more(self) -> OneMore | None:
        """Return one more question about today's answer, if there is one left to ask."""
        return further(self.practice, self.answer)

    def fields(self, values: Values) -> tuple[Field, ...]:
        """Return the two blanks, and what could get in the way where it is asked for."""
        obstacle = self.asks_obstacle or values.get("obstacle") or values.get("fallback")
        return (self.cue, ACTION, OBSTACLE, FALLBACK) if obstacle else (self.cue, ACTION)

    def repeat(self, values: Values) -> Values:
        """Return the values with the promise of before in those that are empty."""
        if self.before is None:
            return values
        again = promise_values(self.before, PROMISE_TEXTS)
        return {name: values.get(name) or text for name, text in again.items()}

    def move_due(self, days: int) -> date:
        """Ask about it so many days later, and return the new day; never today, never too far."""
        today = self.practice.day()
        due = self.due + timedelta(days=days)
        self.due = min(max(due, today + timedelta(days=1)), today + FURTHEST)
        return self.due

    def lacks(self, values: Values) -> Lack | None:
        """Return what the promise lacks."""
        cue, action = values.get("cue", ""), values.get("action", "")
        found = rules.lacking(cue, action)
        return Lack(found, "action" if cue.strip() else "cue") if found else None

    def read_back(self, values: Values) -> str:
        """Return the promise as one sentence, the plan for its obstacle, and when it is asked."""
        parts = [
            rules.if_then(values.get("cue", ""), values.get("action", "")),
            rules.obstacle_sentence(values.get("obstacle"), values.get("fallback")),
            rules.will_ask(self.due, self.practice.day()),
        ]
        return "\n\n".join(part for part in parts if part)

    def submit(self, values: Values) -> Done:
        """Make the promise; the words of one reviewed today make it again."""
        before = self.before
        cue, action, obstacle, fallback = (values.get(name, "") for name in PROMISE_TEXTS)
        same = before and (cue, action) == (before.cue, before.action)
        promise = self.practice.promises.make(
            cue,
            action,
            obstacle=obstacle,
            fallback=fallback,
            due=self.due,
            again_of=before if same else None,
            leave_draft=False,
        )
        expect = Expect(self.practice, promise)
        return Done(expect.promised, then=expect)


class Expect(Step):
    """What a person expects back from the promise just made.

    It decides whether a review asks for minutes, and whether an echo asks what came back.
    """

    ask = "What do you expect back?"
    skipped = ""
    asides = (Aside("before", "Nothing is a fine answer, too."),)
    form = (Field("expected", "", "one", rules.EXPECTED),)

    def __init__(self, practice: Practice, promise: Promise) -> None:
        super().__init__(practice)
        self.promise = promise
        self.key = f"expect-{promise.id}"
        self.heading = rules.sentence(promise)
        self.promised = f"Promised. {rules.will_ask(promise.due, practice.day())}"

    def submit(self, values: Values) -> Done:
        """Save it with the promise."""
        self.practice.promises.expect(self.promise.id, cast(Returned, values["expected"]))
        return Done(SAVED)
