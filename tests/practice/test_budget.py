"""The budget: what a session may ask of a person (practice, "A session").

An input is one field answered, a text or a choice, with the Enter that ends it; or the Enter that
confirms what is read back. What stands behind a field that ends its step isn't asked for, and a
key that a person presses to be asked more is no answer. The moment that meets a kept promise asks
nothing, and the Enter that leaves it is none either. The closes, of a session and of the twelve
weeks, are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

import pytest

from coach.practice import Practice
from coach.practice.session import Session
from coach.practice.steps.closing import Close
from coach.practice.steps.new_promise import Expect, NewPromise
from coach.practice.steps.promise import AnotherWay, Echo, Review, Reword
from coach.practice.steps.step import Done, Field, Step, Values
from coach.practice.steps.writing import Reflect
from tests.conftest import FixedClock

MOST_INPUTS = 12
MOST_TEXTS = 4

ESSAY = "give-free.for-free"
OUTCOMES = ("kept", "partly", "not-this-time", "let-go", "moved")
OF_A_PROMISE = (NewPromise, Expect)


@dataclass(frozen=True)
class Way:
    """One way through a session."""

    outcome: str
    """Of the promise reviewed; empty where none is due."""
    way_on: str
    """What is chosen once its moment did not come twice."""
    expected: bool
    """Whether what is expected back was answered when it was promised."""
    echo: bool
    """Whether a promise kept weeks ago is asked about."""
    again: bool
    """Whether the question was answered before."""
    promises: bool

    def __str__(self) -> str:
        said = [name for name in ("expected", "echo", "again", "promises") if getattr(self, name)]
        return "-".join(filter(None, [self.outcome or "no-review", self.way_on, *said]))


def ways() -> Iterator[Way]:
    for outcome, expected, echo, again, promises in product(("", *OUTCOMES), *[(True, False)] * 4):
        if outcome or not expected:
            for way_on in ("smaller", "cue", "leave") if outcome == "moved" else ("",):
                yield Way(outcome, way_on, expected, echo, again, promises)


@dataclass
class Asked:
    """What was asked of the person: the step, and the kind of the field; `read back` for Enter."""

    inputs: list[tuple[type[Step], str]] = field(default_factory=list)

    @property
    def texts(self) -> int:
        return sum(
            kind in ("text", "line") and step not in OF_A_PROMISE for step, kind in self.inputs
        )


def lived(practice: Practice, clock: FixedClock, way: Way) -> None:
    """What lies behind the session."""
    practice.entries.answer("Nobody was there.", ESSAY)
    if way.echo:
        kept = practice.promises.make("noon", "call Ann", expected="nothing")
        practice.promises.review(kept.id, "kept")
    clock.pass_days(21)
    before = practice.promises.make("dusk", "call Eva")
    practice.promises.review(before.id, "not-this-time")
    if way.outcome:
        due = practice.promises.make(
            "Bill calls", "check it", obstacle="a queue", fallback="wave",
            expected="nothing" if way.expected else None,
        )  # fmt: skip
        if way.way_on:
            practice.promises.move(due.id)
    clock.pass_days(14)


def answered(way: Way, asked: Field) -> str:
    if asked.name == "outcome":
        return way.outcome
    if asked.name == "way":
        return way.way_on
    if asked.kind in ("one", "several"):
        return next(iter(asked.options))
    return "5" if asked.kind == "number" else "Nobody was there."


def take(step: Step, way: Way, asked: Asked) -> Done:
    """Answer every field that is asked for, and submit the step."""
    values: Values = {}
    names: set[str] = set()
    while left := [f for f in step.fields(values) if f.name not in names]:
        following = left[0]
        names.add(following.name)
        asked.inputs.append((type(step), following.kind))
        values[following.name] = answered(way, following)
        if any(f.ends for f in step.fields(values) if f.name == following.name):
            break
    if step.read_back(values):
        asked.inputs.append((type(step), "read back"))
    return step.submit(values)


def gone_through(practice: Practice, way: Way) -> Asked:
    """Go through a session, asking for one more question wherever that is offered."""
    asked, session = Asked(), Session(practice)
    step: Step | None = session.begin()
    while step and not isinstance(step, Close):
        if isinstance(step, Reflect):
            step = Reflect(practice, prompt_id=ESSAY if way.again else "value.my-value")
        if isinstance(step, NewPromise) and (more := step.one_more()):
            step = more
        if isinstance(step, NewPromise) and not way.promises:
            step = session.next(step, Done(passed=True))
        else:
            step = session.next(step, take(step, way, asked))
    return asked


def tried() -> Iterator[object]:
    """Every way; those that ask for some of what can be asked, among the long tests."""
    for way in ways():
        asks = {way.expected or not way.outcome, way.echo, way.again, way.promises}
        yield pytest.param(way, marks=pytest.mark.faults if len(asks) == 2 else ())


@pytest.mark.parametrize("way", tried(), ids=str)
def test_every_way_through_a_session_stays_within_its_budget(
    practice: Practice, clock: FixedClock, way: Way
) -> None:
    lived(practice, clock, way)
    asked = gone_through(practice, way)
    assert len(asked.inputs) <= MOST_INPUTS, asked.inputs
    assert asked.texts <= MOST_TEXTS, asked.inputs
    steps = [step for step, _ in asked.inputs]
    assert (Review in steps) is bool(way.outcome)
    assert (Echo in steps) is way.echo
    assert Reflect in steps
    assert (NewPromise in steps) is (Expect in steps) is way.promises
    assert (AnotherWay in steps) is (Reword in steps or way.way_on == "leave")
