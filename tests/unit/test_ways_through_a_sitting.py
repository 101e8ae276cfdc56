"""Whatever a person does, skips or breaks off, a sitting ends and keeps its rules."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.acts import with_outcome
from coach.domain.model import Act, Answer, CameBack
from coach.domain.sitting import Stage
from tests.unit.table import DAY, ORDER, TODAY, Table

Answered = Callable[..., Answer]
Promised = Callable[..., Act]


WORDS = st.sampled_from(
    ["Short.", "It took us 5 minutes, and that was what they had on them. " * 3]
)
WORLDS = st.fixed_dictionaries(
    {
        "acts": st.lists(
            st.tuples(
                st.sampled_from(["open", "kept", "partly", "let-go"]),
                st.sampled_from([-90, -29, -10, -1]),
                st.sampled_from([-20, 0, 3]),
            ),
            max_size=4,
        ),
        "answers": st.lists(st.sampled_from([-90, -30, 0]), max_size=3),
        "closed": st.booleans(),
        "does": st.lists(st.sampled_from(["do", "other", "skip", "kill"]), max_size=8),
        "text": WORDS,
    }
)


@settings(deadline=None, derandomize=True, database=None, max_examples=400)
@given(WORLDS)
def test_every_way_through_a_sitting_ends_and_keeps_its_rules(
    answered: Answered, promised: Promised, world: dict[str, Any]
) -> None:
    """At every step the person does it, does it another way, skips it, or the program is killed."""

    def ago(days: int) -> str:
        return (TODAY + timedelta(days=days)).isoformat()

    table = Table(closed=world["closed"])
    for status, said, due in world["acts"]:
        last = None if status == "open" else ago(said)
        table.acts.append(promised(ago(-95), status, last, due=ago(due)))
    table.answers = [answered("a.1", ago(day), text=world["text"]) for day in world["answers"]]
    already = len(table.answers)
    open_before = sum(act.status == "open" for act in table.acts)
    does = iter(world["does"])
    walked: list[str] = []
    while found := table.stands():
        walked.append(found.step)
        assert len(walked) <= len(ORDER) * (1 + world["does"].count("kill"))
        how = next(does, "do")
        if how == "kill":
            table.skipped = set()
        elif how == "skip" or found.step in ("close", "twelve-weeks"):
            table.skipped.add(found.name)
        else:
            take(table, found, answered, promised, world["text"], other=how == "other")
    if "kill" not in world["does"]:
        assert walked == sorted(walked, key=ORDER.index)
        assert len(set(walked)) == len(walked) - max(walked.count("deeper") - 1, 0)
    given_today = [a for a in table.answers if a.day == DAY]
    reviews = sum(act.said == DAY for act in table.acts)
    assert reviews <= 1
    if 0 not in world["answers"]:
        assert len(given_today) + reviews <= 3
    assert sum(a.kind == "deeper" for a in given_today) <= (1 if reviews else 2)
    assert len(table.answers) - already <= 3
    assert sum(back.day == DAY for act in table.acts for back in act.came_back) <= 1
    assert sum(act.promised == DAY for act in table.acts) <= 1
    open_now = sum(act.status == "open" for act in table.acts)
    assert open_now <= max(2, open_before)


def take(
    table: Table,
    found: Stage,
    answered: Answered,
    promised: Promised,
    text: str,
    *,
    other: bool,
) -> None:
    """Do what a step asks for."""
    if found.step == "review":
        status = "not-yet" if other else "kept"
        table.change(found.act, **with_outcome(status, TODAY))
    elif found.step == "echo":
        assert found.act
        what = "nothing" if other else "paid"
        table.change(found.act, came_back=(*found.act.came_back, CameBack(DAY, what)))
    elif found.step == "reflect":
        table.answers.append(answered("a.plain" if other else "a.1", DAY, text=text))
    elif found.step == "commit":
        table.acts.append(promised(DAY))
    else:
        assert found.answer
        ask = found.deeper.ask if found.deeper else "What changed?"
        fields = {"kind": found.step, "of": found.answer.id, "ask": ask, "text": text}
        table.answers.append(answered(found.answer.prompt, DAY, **fields))
