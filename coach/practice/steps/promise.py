"""The steps about a promise that was made: review, another way, reword, and echo."""

from typing import cast

from coach.domain import promises as rules
from coach.domain.dates import ago
from coach.domain.model import Promise, PromiseStatus, Returned
from coach.errors import AlreadyReviewed
from coach.practice.drafting import draft_key, promise_values, review_in_words, review_values
from coach.practice.practice import Practice
from coach.practice.steps.kept import Kept, is_met
from coach.practice.steps.step import SAVED, Aside, Done, Field, Lack, Step, Values

DID = Field("did", rules.DID_LABEL, hint="in a few words")
RESPONSE = Field("response", rules.RESPONSE_LABEL)
MINUTES = Field("minutes", "Minutes it took", "number")
BACK = Field("back", "What came back? One or several.", "several", rules.RETURNED)
CUE = Field("cue", "If", hint="a person, a day, an event")
ACTION = Field("action", "I'll", hint="something small and visible")
OBSTACLE = Field("obstacle", "What could get in the way?", hint="may stay empty")
FALLBACK = Field("fallback", "If so, I'll")
MOVED_ON = " It stays open, and I'll ask again in a week."
WAYS = {
    "smaller": "make it smaller",
    "cue": "name another moment",
    "let-go": "let it go",
    "leave": "leave it as it is",
}
"""What to do about a promise whose moment doesn't come."""


def _lacks_minutes(step: Step, values: Values) -> Lack | None:
    """Return that minutes are no number."""
    try:
        rules.parse_minutes(values.get("minutes", ""))
    except ValueError:
        return Lack("Minutes must be a number, for example 15.", "minutes", blocks=True)
    return None


class Review(Step):
    """A promise read back, and what came of it."""

    heading = "You promised"

    def __init__(self, practice: Practice, promise: Promise) -> None:
        super().__init__(practice)
        self.promise = promise
        self.key = self.draft_key = draft_key("review", promise.id)
        self.ask = rules.sentence(promise)
        obstacle = rules.obstacle_sentence(promise.obstacle, promise.fallback)
        self.asides = (Aside("more", obstacle),) if obstacle else ()

    def initial(self) -> Values:
        """Return what was said of it, if that outcome was taken back."""
        before = self.practice.promises.taken_back(self.promise)
        return review_values(before) if before else {}

    def fields(self, values: Values) -> tuple[Field, ...]:
        """Return the outcome and what I did; after kept or partly, what they did and came back."""
        outcome = values.get("outcome", "")
        asked = f"How did it go?{MOVED_ON if outcome == rules.MOVED else ''}"
        fields = [Field("outcome", asked, "one", rules.REVIEWS, ends=outcome == rules.MOVED), DID]
        if outcome in ("kept", "partly"):
            fields += [RESPONSE, BACK]
            fields += [MINUTES] if rules.asks_minutes(self.promise) else []
        return tuple(fields)

    def lacks(self, values: Values) -> Lack | None:
        """Return that an outcome is missing, or that minutes are no number."""
        if not values.get("outcome"):
            return Lack(f"How did it go? Press 1 to {len(rules.REVIEWS)}.", "outcome", blocks=True)
        return _lacks_minutes(self, values)

    def submit(self, values: Values) -> Done:
        """Save the outcome; words about a moment that never came become a note."""
        practice, promise = self.practice, self.promise
        asked = {field.name for field in self.fields(values)}
        words = review_in_words(values)
        back = values.get("back", "").split() if "back" in asked else []
        minutes = values.get("minutes", "") if "minutes" in asked else ""
        try:
            if values["outcome"] == rules.MOVED:
                return self._move(words)
            reviewed = practice.promises.review(
                promise.id,
                cast(PromiseStatus, values["outcome"]),
                did=values.get("did", ""),
                response=values.get("response", ""),
                back=cast(list[Returned], back),
                minutes=rules.parse_minutes(minutes),
                leave_draft=False,
            )
            if is_met(reviewed):
                then = Kept(practice, reviewed, self._take_back)
                return Done(undo=self._take_back, then=then)
            return Done(rules.outcome_message(reviewed), undo=self._take_back)
        except AlreadyReviewed as error:
            if words:
                practice.entries.note(f"{rules.sentence(promise)}\n{words}", leave_draft=False)
            return Done(f"{error.message}{' Your words are saved as a note.' if words else ''}")

    def _take_back(self) -> Step:
        return Review(self.practice, self.practice.promises.reopen(self.promise.id))

    def _move(self, words: str) -> Done:
        moved = self.practice.promises.move(self.promise.id, words)
        then = AnotherWay(self.practice, moved) if rules.is_stuck(moved) else None
        return Done(rules.will_ask(moved.due, self.practice.day()), then=then)


class AnotherWay(Step):
    """What to do about a promise whose moment did not come twice."""

    ask = "Twice now, the moment hasn't come. What would help?"
    form = (Field("way", "", "one", WAYS),)

    def __init__(self, practice: Practice, promise: Promise) -> None:
        super().__init__(practice)
        self.promise = promise
        self.key = f"another-way-{promise.id}"
        self.heading = rules.sentence(promise)

    def submit(self, values: Values) -> Done:
        """Take this way."""
        way = values["way"]
        if way in ("smaller", "cue"):
            only = "cue" if way == "cue" else "action"
            return Done(then=Reword(self.practice, self.promise, only, alone=True))
        if way == "let-go":
            try:
                reviewed = self.practice.promises.review(self.promise.id, "let-go")
            except AlreadyReviewed as error:
                return Done(error.message)
            return Done(rules.outcome_message(reviewed))
        return Done(rules.will_ask(self.promise.due, self.practice.day()))


class Reword(Step):
    """A promise, and what was reviewed of it, in other words."""

    lacks = _lacks_minutes

    def __init__(
        self, practice: Practice, promise: Promise, first: str = "action", *, alone: bool = False
    ) -> None:
        """Begin in the field `first`, the only one if it is asked `alone`."""
        super().__init__(practice)
        self.promise = promise
        self.first = first
        self._alone = alone
        self.key = f"reword-{promise.id}"
        self.draft_key = draft_key("edit", promise.id)
        self.heading = f"A promise, {rules.REVIEWS.get(promise.status, promise.status)}"
        self.ask = rules.sentence(promise)

    def fields(self, values: Values) -> tuple[Field, ...]:
        """Return the two blanks, and whatever else there is of it; one field if it is alone."""
        fields = self._all_fields()
        return tuple(field for field in fields if not self._alone or field.name == self.first)

    def _all_fields(self) -> list[Field]:
        promise = self.promise
        fields = [CUE, ACTION]
        if promise.obstacle or promise.fallback:
            fields += [OBSTACLE, FALLBACK]
        if promise.reviewed:
            fields += [DID, RESPONSE]
            if rules.asks_minutes(promise) or promise.minutes is not None:
                fields.append(MINUTES)
        return fields

    def draft_text(self, values: Values) -> str:
        """Return all its words as their draft holds them, whatever is asked."""
        now = promise_values(self.promise)
        return super().draft_text({f.name: now[f.name] for f in self._all_fields()} | values)

    def initial(self) -> Values:
        """Return what it says now."""
        values = promise_values(self.promise)
        return {field.name: values[field.name] for field in self.fields({})}

    def submit(self, values: Values) -> Done:
        """Save the new words beside the old ones."""
        promise = self.practice.promises.edit(self.promise.id, values, leave_draft=False)
        asked = "" if promise.reviewed else f" {rules.will_ask(promise.due, self.practice.day())}"
        return Done(f"Saved: “{rules.sentence(promise)}”{asked}")


class Echo(Step):
    """What came back by now from a promise that was kept weeks ago."""

    form = (Field("back", "What came back from it?", "one", rules.RETURNED),)

    def __init__(self, practice: Practice, promise: Promise) -> None:
        super().__init__(practice)
        self.promise = promise
        self.key = self.draft_key = draft_key("echo", promise.id)
        reviewed = promise.reviewed or practice.day()
        self.heading = f"You kept this {ago(reviewed, practice.day())}"
        self.ask = rules.sentence(promise)

    def submit(self, values: Values) -> Done:
        """Add it to the promise."""
        self.practice.promises.add_echo(self.promise.id, cast(Returned, values["back"]))
        return Done(SAVED)
