"""Where a step stands: the parts of its session, for the line on top of it."""

from coach.practice import Practice
from coach.practice.session import Session
from coach.practice.steps.closing import Close, TwelveWeeks
from coach.practice.steps.new_promise import NewPromise
from coach.practice.steps.promise import Review
from coach.practice.steps.trail import Trail, alone
from coach.practice.steps.writing import Note, Reflect


def test_a_first_session_has_nothing_to_review(practice: Practice) -> None:
    session = Session(practice)
    step = session.begin()
    assert isinstance(step, Reflect)
    assert session.trail(step) == Trail(("Reflect", "Promise", "Close"), 0, "Week 1 of 12")
    assert session.trail(Close(practice)).now == 2


def test_a_promise_to_ask_about_makes_the_review_a_part(practice: Practice) -> None:
    promise = practice.promises.make("Bill calls", "I listen")
    practice.clock.pass_days(7)  # type: ignore[attr-defined]
    session = Session(practice)
    trail = session.trail(Review(practice, promise))
    assert trail == Trail(("Review", "Reflect", "Promise", "Close"), 0, "made on Tue, Nov 24")
    practice.promises.review(promise.id, "kept")
    assert session.trail(NewPromise(practice)).now == 2


def test_a_walk_has_its_four_questions_for_one_part(practice: Practice) -> None:
    session = Session(practice)
    trail = session.trail(session.begin(walk=True))
    assert trail.parts == ("Four questions", "Promise", "Playbook", "Close")
    assert trail.now == 0


def test_the_end_of_the_twelve_weeks_comes_before_the_parts(practice: Practice) -> None:
    trail = Session(practice).trail(TwelveWeeks(practice))
    assert trail.parts == ("Twelve weeks", "Reflect", "Promise", "Close")
    assert trail.now == 0


def test_a_step_by_itself_stands_alone(practice: Practice) -> None:
    assert alone(Note(practice)) == Trail(("Note",))
