"""The weeks of a practice: sittings, answers, promises, and what was covered."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coach.domain.dates import week_of, weeks_between
from coach.domain.model import Answer, Library

SITTINGS_A_WEEK = 2
"""The plan of a person who has not chosen one."""


@dataclass(frozen=True)
class Week:
    """One ISO week in figures. `said` and `kept` count outcomes of promises."""

    week: str
    sittings: int = 0
    answers: int = 0
    said: int = 0
    kept: int = 0
    partly: int = 0
    paused: bool = False

    @property
    def practised(self) -> bool:
        """Whether something was kept in at least one sitting."""
        return self.sittings > 0


@dataclass(frozen=True)
class Coverage:
    """How far a track is covered: questions, those answered, answers, the day of the last."""

    track: str
    prompts: int
    covered: int
    answers: int
    last: str | None


def in_sittings(answers: Sequence[Answer]) -> list[Answer]:
    """The answers that were given in a sitting: all that are not deleted, notes aside."""
    return [a for a in answers if not a.deleted and a.kind != "note"]


def weeks_of(answers: Sequence[Answer], today: date) -> list[Week]:
    """Every week from the first sitting to the one `today` is in, oldest first.

    A sitting is a practice day on which something was kept, so a day counts once.
    """
    ours = in_sittings(answers)
    days: dict[str, set[str]] = {}
    totals: dict[str, int] = {}
    for answer in ours:
        days.setdefault(answer.week, set()).add(answer.day)
        if answer.kind == "answer":
            totals[answer.week] = totals.get(answer.week, 0) + 1
    this_week = week_of(today)
    return [
        Week(week=week, sittings=len(days.get(week, ())), answers=totals.get(week, 0))
        for week in weeks_between(min([this_week, *days]), this_week)
    ]


def at_least(weeks: Sequence[Week], count: int) -> list[Week]:
    """The weeks with empty ones put before them, so that there are at least `count`."""
    first = date.fromisocalendar(int(weeks[0].week[:4]), int(weeks[0].week[6:]), 1)
    missing = max(count - len(weeks), 0)
    before = [Week(week_of(first - timedelta(weeks=n))) for n in range(missing, 0, -1)]
    return [*before, *weeks]


def answers_by_week(answers: Sequence[Answer], track: str, weeks: Sequence[Week]) -> list[int]:
    """How many answers a track has in each of the weeks."""
    given = Counter(a.week for a in answers if a.kind == "answer" and a.track == track)
    return [given[week.week] for week in weeks]


def coverage(library: Library, answers: Sequence[Answer]) -> list[Coverage]:
    """How far each track of the library is covered, in programme order."""
    given = [a for a in answers if a.kind == "answer" and not a.deleted]
    result = []
    for track in library.tracks:
        asked = {p.id for p in library.of_track(track.id)}
        ours = [a for a in given if a.track == track.id]
        result.append(
            Coverage(
                track=track.id,
                prompts=len(asked),
                covered=len(asked & {a.prompt for a in ours}),
                answers=len(ours),
                last=max((a.day for a in ours), default=None),
            )
        )
    return result


def sitting_is_due(answers: Sequence[Answer], today: date) -> bool:
    """Whether a sitting is due by the plan: under it this week, and none today or yesterday."""
    days = {a.day for a in in_sittings(answers)}
    if {today.isoformat(), (today - timedelta(days=1)).isoformat()} & days:
        return False
    sat = sum(week_of(date.fromisoformat(day)) == week_of(today) for day in days)
    return sat < SITTINGS_A_WEEK
