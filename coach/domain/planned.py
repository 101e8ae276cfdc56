"""What a person chose for their practice, and how it reads."""

from collections.abc import Iterator
from datetime import date

from coach.domain.dates import week_name
from coach.domain.model import Start
from coach.domain.plan import Plan, next_in_words
from coach.domain.position import Position
from coach.domain.text import capitalized, listed
from coach.frozen import frozen


@frozen
class Planned:
    """What a person chose, as it stands on a day."""

    day: date
    plan: Plan
    chosen: bool
    """Whether the person chose a plan; if not, it is the one the coach suggests."""
    later: tuple[tuple[str, Plan], ...]
    """The plans to come, each with the first ISO week it is for."""
    next_session: date | None
    """The day, today's if a session is due; None if none is planned."""
    course: bool
    position: Position | None
    start: Start | None
    on_the_day: bool
    """Whether reminders may repeat a promise's words."""
    paused: tuple[str, ...]
    """The weeks of time off, past and to come."""

    @property
    def plan_in_words(self) -> str:
        """The plan, and when the next session is."""
        plan = f"{capitalized(str(self.plan))}."
        if not self.chosen:
            plan = f"No plan yet. I suggest {self.plan}."
        return f"{plan} {next_in_words(self.next_session, self.day)}".rstrip()

    @property
    def place_in_words(self) -> str:
        """The place in the course."""
        if not self.course:
            return "The course is off. Questions come from all tracks."
        if self.position:
            return str(self.position)
        if self.start:
            return f"The course starts in the week of {week_name(self.start.week, self.day)}."
        return "There is no course. Questions come from all tracks."

    def in_words(self) -> Iterator[str]:
        """Yield the plan, the place in the course, what is to change, and the time off."""
        yield self.plan_in_words
        yield self.place_in_words
        for week, later in self.later:
            yield f"From {week_name(week, self.day)} on: {later}."
        if self.on_the_day:
            yield "A reminder repeats your promise on its day."
        if self.paused:
            yield f"Time off: {listed(week_name(week, self.day) for week in self.paused)}."
