"""The weeks of a practice: sessions, answers, promises, and what was covered."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from coach.domain.dates import EARLIEST, monday_of, week_of, weeks_between
from coach.domain.model import Answer, Choices, CourseWeek, Library, Pause, Promise
from coach.domain.plan import paused_weeks, plan_in
from coach.domain.position import Position
from coach.frozen import frozen

Place = Literal["done", "now", "ahead", ""]

MISSED_THAT_COUNT = 2
"""Missed weeks in a row that count; further ones count as time off."""


@frozen
class Week:
    """One ISO week in figures.

    `reviewed`, `kept` and `partly` count the outcomes of promises reviewed in it, those let go
    left out and counted in `let_go`. `paused` weeks are time off.
    """

    week: str
    sessions: int = 0
    answers: int = 0
    reviewed: int = 0
    kept: int = 0
    partly: int = 0
    let_go: int = 0
    notes: int = 0
    paused: bool = False

    @property
    def practiced(self) -> bool:
        """Whether anything was saved in it: an answer, a note, a promise, a review."""
        return self.sessions > 0 or self.notes > 0

    @property
    def missed(self) -> bool:
        """Whether it was neither practiced nor paused."""
        return not (self.practiced or self.paused)


@frozen
class Coverage:
    """How far a track is covered: questions, those answered, answers, the day of the last."""

    track: str
    prompts: int
    covered: int
    answers: int
    last: date | None


@frozen
class Theme:
    """A week of the course: what it is about, where it stands, and how far it was met.

    Its questions are those its row asks first and the others of its track. What another week of
    the track asks first is that week's, and what an earlier week asked counts there.
    """

    number: int
    focus: str
    place: Place
    """Empty while the course is off or has not begun."""
    questions: int
    met: int


def session_days(answers: Iterable[Answer], promises: Iterable[Promise] = ()) -> set[date]:
    """Return the practice days with a session: an answer, a promise or a review was saved.

    Deleting or erasing takes words, never progress, so what is deleted still counts.
    """
    promises = [*promises]
    days = {answer.day for answer in answers if answer.kind != "note"}
    days |= {promise.promised for promise in promises}
    return days | {promise.reviewed for promise in promises if promise.reviewed}


def weeks_of(
    answers: Sequence[Answer],
    today: date,
    promises: Sequence[Promise] = (),
    pauses: Sequence[Pause] = (),
    choices: Choices | None = None,
) -> list[Week]:
    """Return every week from the first one practiced to the one `today` is in, oldest first.

    A week is paused if the person took it off or planned no session in it, and from the third
    missed week in a row on; the present one is not missed before it is over. An outcome counts in
    the week it was reviewed.
    """
    figures = _figures(answers, promises)
    paused = paused_weeks(pauses)
    this_week = week_of(today)
    weeks, missed = [], 0
    begun = [name for name in figures if name >= week_of(EARLIEST)]
    for name in weeks_between(min([this_week, *begun]), this_week):
        week = _week(name, figures.get(name, Counter()), paused=name in paused)
        if week.missed and not plan_in(choices, name).per_week:
            week = replace(week, paused=True)
        missed = missed + 1 if week.missed else missed if week.paused else 0
        if week.missed and missed > MISSED_THAT_COUNT and name != this_week:
            week = replace(week, paused=True)
        weeks.append(week)
    return weeks


def _figures(answers: Sequence[Answer], promises: Sequence[Promise]) -> dict[str, Counter[str]]:
    """Count the sessions of each week, its entries by kind, and the outcomes by status."""
    figures: dict[str, Counter[str]] = defaultdict(Counter)
    for day in session_days(answers, promises):
        figures[week_of(day)]["session"] += 1
    for (week, kind), many in Counter((answer.week, answer.kind) for answer in answers).items():
        figures[week][kind] = many
    for promise in promises:
        if promise.reviewed and promise.status != "open":
            figures[week_of(promise.reviewed)][promise.status] += 1
    return figures


def _week(name: str, figures: Counter[str], *, paused: bool) -> Week:
    return Week(
        week=name,
        sessions=figures["session"],
        answers=figures["answer"],
        reviewed=figures["kept"] + figures["partly"] + figures["not-this-time"],
        kept=figures["kept"],
        partly=figures["partly"],
        let_go=figures["let-go"],
        notes=figures["note"],
        paused=paused,
    )


def weeks_away(
    weeks: Sequence[Week], pauses: Sequence[Pause] = (), choices: Choices | None = None
) -> list[str]:
    """Return the weeks just before the last of `weeks_of` in which a session could have been.

    As `2026-W47`, without those that were taken off or had none planned. Empty once something
    is saved in the last week: the person is back.
    """
    paused = paused_weeks(pauses)
    *closed, current = weeks
    if current.practiced:
        return []
    away: list[str] = []
    for week in reversed(closed):
        if week.practiced:
            break
        if week.week not in paused and plan_in(choices, week.week).per_week:
            away.insert(0, week.week)
    return away


def at_least(weeks: Sequence[Week], count: int) -> list[Week]:
    """Return the weeks with empty ones put before them, so that there are at least `count`."""
    first = monday_of(weeks[0].week)
    missing = max(count - len(weeks), 0)
    before = [Week(week_of(first - timedelta(weeks=n))) for n in range(missing, 0, -1)]
    return [*before, *weeks]


def answers_by_week(answers: Sequence[Answer], track: str, weeks: Sequence[Week]) -> list[int]:
    """Count the answers of a track in each of the weeks."""
    given = Counter(a.week for a in answers if a.kind == "answer" and a.track == track)
    return [given[week.week] for week in weeks]


def coverage(library: Library, answers: Sequence[Answer]) -> list[Coverage]:
    """Return how far each track of the library is covered, in course order."""
    given = [a for a in answers if a.kind == "answer"]
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


def themes(
    library: Library, answers: Iterable[Answer], position: Position | None, *, over: bool = False
) -> list[Theme]:
    """Return the weeks of the course in order, without those whose track is not installed.

    Where it stands at no `position` none has a place; all are done if it is `over`.
    """
    met = {answer.prompt for answer in answers if answer.kind == "answer"}
    asked_by: dict[str, CourseWeek] = {}
    for week in library.course:
        asked_by |= {name: week for name in week.first if name not in asked_by}
    result = []
    for number, week in enumerate(library.course, 1):
        if not (track := library.of_track(week.track)):
            continue
        row = {name for name in week.first if asked_by[name] is week and name in library.by_id}
        questions = row | {prompt.id for prompt in track if prompt.id not in asked_by}
        place: Place = "ahead" if position else ""
        if over or (position and week in position.before):
            place = "done"
        elif position and number == position.number:
            place = "now"
        result.append(Theme(number, week.focus, place, len(questions), len(questions & met)))
    return result
