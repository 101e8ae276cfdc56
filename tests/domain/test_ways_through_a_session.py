"""Whatever a person does, skips or breaks off, a session ends and keeps its rules."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.model import Answer, CameBack, Promise
from coach.domain.promises import with_outcome
from coach.domain.session import NextStep
from tests.domain.table import ORDER, TODAY, Table
from tests.strange import few

Answered = Callable[..., Answer]
Promised = Callable[..., Promise]


WORDS = st.sampled_from(
    ["Short.", "It took us 5 minutes, and that was what they had on them. " * 3]
)
WORLDS = st.fixed_dictionaries(
    {
        "promises": st.lists(
            st.tuples(
                st.sampled_from(["open", "kept", "partly", "let-go"]),
                st.sampled_from([-90, -29, -10, -1]),
                st.sampled_from([-20, 0, 3]),
            ),
            max_size=4,
        ),
        "answers": st.lists(st.sampled_from([-90, -30, 0]), max_size=3),
        "finished": st.booleans(),
        "does": st.lists(st.sampled_from(["do", "other", "skip", "kill"]), max_size=8),
        "text": WORDS,
    }
)


@few(80)
@given(WORLDS)
def test_every_way_through_a_session_ends_and_keeps_its_rules(
    answered: Answered, promised: Promised, world: dict[str, Any]
) -> None:
    """At every step the person does it, does it another way, skips it, or the program is killed."""

    def ago(days: int) -> date:
        return TODAY + timedelta(days=days)

    table = Table(finished=world["finished"])
    for status, reviewed, due in world["promises"]:
        last = None if status == "open" else ago(reviewed)
        expected = "nothing" if len(table.promises) % 2 else None
        table.promises.append(promised(ago(-95), status, last, due=ago(due), expected=expected))
    table.answers = [answered("a.1", ago(day), text=world["text"]) for day in world["answers"]]
    already = len(table.answers)
    open_before = sum(promise.status == "open" for promise in table.promises)
    does = iter(world["does"])
    walked: list[str] = []
    while found := table.stands():
        walked.append(found.kind)
        assert len(walked) <= len(ORDER) * (1 + world["does"].count("kill"))
        how = next(does, "do")
        if how == "kill":
            table.skipped = set()
        elif how == "skip" or found.kind in ("close", "twelve-weeks"):
            table.skipped.add(found.key)
        else:
            take(table, found, answered, promised, world["text"], other=how == "other")
    if "kill" not in world["does"]:
        assert walked == sorted(walked, key=ORDER.index)
        assert len(set(walked)) == len(walked)
    given_today = [a for a in table.answers if a.day == TODAY]
    reviews = sum(promise.reviewed == TODAY for promise in table.promises)
    assert reviews <= 1
    if 0 not in world["answers"]:
        assert len(given_today) + reviews <= 3
    assert sum(a.kind == "deeper" for a in given_today) <= (0 if reviews else 1)
    assert len(table.answers) - already <= 2
    assert sum(back.day == TODAY for promise in table.promises for back in promise.came_back) <= 1
    assert sum(promise.promised == TODAY for promise in table.promises) <= 1
    open_now = sum(promise.status == "open" for promise in table.promises)
    assert open_now <= max(2, open_before)


def take(
    table: Table,
    found: NextStep,
    answered: Answered,
    promised: Promised,
    text: str,
    *,
    other: bool,
) -> None:
    """Do what a step asks for."""
    if found.kind == "review":
        status = "not-this-time" if other else "kept"
        table.change(found.promise, **with_outcome(status, TODAY))
    elif found.kind == "echo":
        assert found.promise
        what = "nothing" if other else "paid"
        table.change(found.promise, came_back=(*found.promise.came_back, CameBack(TODAY, what)))
    elif found.kind == "reflect":
        table.answers.append(answered("a.plain" if other else "a.1", TODAY, text=text))
    elif found.kind == "promise":
        table.promises.append(promised(TODAY))
    else:
        assert found.answer
        ask = found.deeper.ask if found.deeper else "What changed?"
        fields = {"kind": found.kind, "of": found.answer.id, "ask": ask, "text": text}
        table.answers.append(answered(found.answer.prompt, TODAY, **fields))
