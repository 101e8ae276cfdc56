"""The weeks of a practice: sittings, answers, promises, and what was covered."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from coach.domain.dates import monday_of, week_of, weeks_between
from coach.domain.model import Act, Answer, Choices, Library, Pause
from coach.domain.plan import plan_in

MISSED_THAT_COUNT = 2
"""Missed weeks in a row that count; further ones count as paused."""


@dataclass(frozen=True)
class Week:
    """One ISO week in figures.

    `said`, `kept` and `partly` count the outcomes of promises said in it, those let go left
    out. `paused` weeks count neither for nor against the person.
    """

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

    @property
    def missed(self) -> bool:
        """Whether it was neither practised nor paused."""
        return not (self.practised or self.said or self.paused)


@dataclass(frozen=True)
class Coverage:
    """How far a track is covered: questions, those answered, answers, the day of the last."""

    track: str
    prompts: int
    covered: int
    answers: int
    last: str | None


@dataclass
class _Figures:
    days: set[str] = field(default_factory=set)
    answers: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)


def in_sittings(answers: Iterable[Answer]) -> list[Answer]:
    """The answers that were given in a sitting: all that are not deleted, notes aside."""
    return [a for a in answers if not a.deleted and a.kind != "note"]


def sitting_days(answers: Iterable[Answer], acts: Iterable[Act] = ()) -> set[str]:
    """The practice days with a sitting: something was answered, promised, or said of a promise."""
    days = {a.day for a in in_sittings(answers)}
    for act in acts:
        if not act.deleted:
            days |= {act.promised, act.said or act.promised}
    return days


def weeks_of(
    answers: Sequence[Answer],
    today: date,
    acts: Sequence[Act] = (),
    pauses: Sequence[Pause] = (),
    choices: Choices | None = None,
) -> list[Week]:
    """Every week from the first sitting to the one `today` is in, oldest first.

    A sitting is a practice day on which something was kept, so a day counts once. A week is
    paused if the person took it out or planned no sitting in it, and from the third missed
    week in a row on; the present one is not missed before it is over. An outcome counts in the
    week it was said.
    """
    figures: dict[str, _Figures] = defaultdict(_Figures)
    given = in_sittings(answers)
    for name, day in {(a.week, a.day) for a in given}:
        figures[name].days.add(day)
    for name, count in Counter(a.week for a in given if a.kind == "answer").items():
        figures[name].answers = count
    for act in acts:
        if act.deleted:
            continue
        figures[week_of(date.fromisoformat(act.promised))].days.add(act.promised)
        if act.said and act.status != "open":
            said = figures[week_of(date.fromisoformat(act.said))]
            said.days.add(act.said)
            said.outcomes[act.status] += 1
    taken_out = {pause.week for pause in pauses if not pause.deleted}
    this_week = week_of(today)
    weeks, missed = [], 0
    for name in weeks_between(min([this_week, *figures]), this_week):
        week = _week(name, figures.get(name, _Figures()), paused=name in taken_out)
        if week.missed and not plan_in(choices, name).a_week:
            week = replace(week, paused=True)
        missed = missed + 1 if week.missed else missed if week.paused else 0
        if week.missed and missed > MISSED_THAT_COUNT and name != this_week:
            week = replace(week, paused=True)
        weeks.append(week)
    return weeks


def _week(name: str, figures: _Figures, *, paused: bool) -> Week:
    outcomes = figures.outcomes
    return Week(
        week=name,
        sittings=len(figures.days),
        answers=figures.answers,
        said=outcomes.total() - outcomes["let-go"],
        kept=outcomes["kept"],
        partly=outcomes["partly"],
        paused=paused,
    )


def weeks_away(
    weeks: Sequence[Week], pauses: Sequence[Pause] = (), choices: Choices | None = None
) -> list[str]:
    """Those of `weeks_of` just before its last in which nothing was kept and a sitting could be.

    As `2026-W47`, without those that were taken out or had none planned. Empty once something
    is kept in the last week: the person is back.
    """
    taken_out = {pause.week for pause in pauses if not pause.deleted}
    *closed, current = weeks
    if current.practised:
        return []
    away: list[str] = []
    for week in reversed(closed):
        if week.practised:
            break
        if week.week not in taken_out and plan_in(choices, week.week).a_week:
            away.insert(0, week.week)
    return away


def at_least(weeks: Sequence[Week], count: int) -> list[Week]:
    """The weeks with empty ones put before them, so that there are at least `count`."""
    first = monday_of(weeks[0].week)
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
