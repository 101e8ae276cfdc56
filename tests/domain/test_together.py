"""What was saved on one day is read together."""

from collections.abc import Callable
from datetime import date

import pytest

from coach.domain.model import Answer, Entry, Line, Promise
from coach.domain.together import WholeSession, whole_sessions, with_found

TUE, FRI = "2026-11-17", "2026-11-20"


def shown(wholes: list[WholeSession]) -> list[tuple[str, list[str], list[str]]]:
    """Each session by its day, and the ids of what it shows."""
    return [
        (str(whole.day), [e.id[-2:] for e in whole.parts], [p.id[-2:] for p in whole.reviews])
        for whole in wholes
    ]


@pytest.fixture
def session(
    answered: Callable[..., Answer],
    promised: Callable[..., Promise],
    lined: Callable[..., Line],
) -> list[Entry]:
    """A Tuesday's answer, what belongs to it, its promise reviewed on Friday, and a line."""
    answer = answered("value.price", TUE, id=f"{0x10:032x}")
    return [
        answer,
        promised(TUE, "kept", FRI, of=answer.id, id=f"{0x12:032x}"),
        answered("value.price", TUE, kind="deeper", of=answer.id, id=f"{0x11:032x}"),
        lined("my-price", TUE, of=answer.id, id=f"{0x13:032x}"),
    ]


def test_a_session_is_its_answer_what_belongs_to_it_its_promise_and_its_line(
    session: list[Entry],
) -> None:
    (whole, review) = whole_sessions(session)
    assert shown([whole]) == [(TUE, ["10", "11", "12", "13"], [])]
    assert whole.lead is session[0]
    assert whole.id == session[0].id
    assert shown([review]) == [(FRI, [], ["12"])]


def test_a_session_begins_with_what_was_reviewed_that_day(
    session: list[Entry], answered: Callable[..., Answer]
) -> None:
    answer = answered("value.other", FRI, id=f"{0x20:032x}")
    wholes = whole_sessions([*session, answer])
    assert shown(wholes)[-1] == (FRI, ["20"], ["12"])
    assert wholes[-1].entries == (answer,)


def test_a_day_with_nothing_but_a_review_shows_it_by_another_name(session: list[Entry]) -> None:
    first, review = whole_sessions(session)
    assert review.entries == (session[1],)
    assert review.id not in {entry.id for entry in session}
    assert first.day < review.day


def test_a_promise_reviewed_on_its_own_day_is_shown_once(
    promised: Callable[..., Promise],
) -> None:
    assert shown(whole_sessions([promised(TUE, "kept", TUE, id="a1")])) == [(TUE, ["a1"], [])]


def test_two_questions_of_one_day_are_one_session_each_with_its_own(
    answered: Callable[..., Answer],
) -> None:
    first = answered("value.price", TUE, id="01")
    second = answered("circle.who", TUE, id="02")
    deeper = answered("value.price", TUE, kind="deeper", of="01", id="03")
    assert shown(whole_sessions([second, deeper, first])) == [(TUE, ["01", "03", "02"], [])]


def test_notes_and_lines_of_their_own_stand_alone(
    answered: Callable[..., Answer], lined: Callable[..., Line]
) -> None:
    note = answered(None, TUE, id="01")
    answer = answered("value.price", TUE, id="02")
    line = lined("my-price", TUE, id="03")
    assert shown(whole_sessions([line, answer, note])) == [
        (TUE, ["01"], []),
        (TUE, ["02"], []),
        (TUE, ["03"], []),
    ]


def test_what_came_from_an_answer_follows_it_to_its_day(session: list[Entry]) -> None:
    """A day can be corrected; the promise and the line were written with the answer."""
    answer, *rest = session
    assert isinstance(answer, Answer)
    moved = Answer(**{**vars(answer), "day": date(2026, 11, 16), "week": "2026-W47"})
    assert shown(whole_sessions([moved, *rest]))[0] == ("2026-11-16", ["10", "11", "12", "13"], [])


def test_answers_that_belong_to_each_other_in_a_circle_are_shown_all_the_same(
    answered: Callable[..., Answer],
) -> None:
    one = answered("value.price", TUE, id="01", of="02")
    two = answered("value.price", TUE, id="02", of="01")
    assert [len(whole.parts) for whole in whole_sessions([one, two])] == [2]


def test_a_search_shows_whole_sessions_led_by_what_was_found(session: list[Entry]) -> None:
    wholes = whole_sessions(session)
    (found,) = with_found(wholes, [session[2]])
    assert found.parts == wholes[0].parts
    assert found.lead is session[2]
    assert with_found(wholes, []) == []


def test_a_promise_is_found_in_its_session_and_on_the_day_of_its_review(
    session: list[Entry],
) -> None:
    assert [str(whole.day) for whole in with_found(whole_sessions(session), [session[1]])] == [
        TUE,
        FRI,
    ]
