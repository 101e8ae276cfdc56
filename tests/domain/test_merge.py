"""Machines that were apart become alike, in whatever order, and no version is lost."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coach.domain import merge
from coach.domain.model import Choices, PlanFrom, Promise, Start
from coach.domain.records import CHOICES, PROMISES
from tests.strange import few

VERSIONED = ("text", "updated", "rev")
MOMENTS = [
    "2026-11-24T10:00:00.000+01:00",
    "2026-11-24T09:00:00.000+00:00",  # the same moment, elsewhere
    "2026-11-24T09:30:00.000+00:00",
    "2026-11-25T01:00:00.000+14:00",
]


def merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return merge.merged(one, other, VERSIONED)


VERSION = st.fixed_dictionaries(
    {
        "text": st.sampled_from(["a", "b", "c"]),
        "updated": st.sampled_from(MOMENTS),
        "rev": st.integers(1, 3),
    }
)


@st.composite
def records(draw: st.DrawFn, erased: bool = True) -> dict[str, Any]:
    """A record as a journal can hold it: united with itself, it is the same."""
    record = {"id": "1", **draw(VERSION), "deleted": draw(st.booleans())}
    record["revisions"] = draw(st.lists(VERSION, max_size=3))
    record["erased"] = erased and draw(st.booleans())
    if record["erased"]:
        record |= {"text": "", "revisions": [], "deleted": True}
    return merged(record, record)


def versions(*several: dict[str, Any]) -> set[tuple[object, ...]]:
    every = [v for record in several for v in (*record["revisions"], record)]
    return {(v["text"], v["updated"], v["rev"]) for v in every}


@few(30)
@given(records(), records())
def test_the_order_of_two_does_not_matter(one: dict[str, Any], two: dict[str, Any]) -> None:
    assert merged(one, two) == merged(two, one)


@few(30)
@given(records(), records(), records())
def test_the_order_of_three_does_not_matter(
    one: dict[str, Any], two: dict[str, Any], three: dict[str, Any]
) -> None:
    assert merged(merged(one, two), three) == merged(one, merged(two, three))


@few(30)
@given(records(), records())
def test_once_more_changes_nothing(one: dict[str, Any], two: dict[str, Any]) -> None:
    both = merged(one, two)
    assert merged(both, both) == merged(both, one) == merged(both, two) == both


@few(30)
@given(records(erased=False), records(erased=False))
def test_no_version_is_lost_and_none_is_made_up(one: dict[str, Any], two: dict[str, Any]) -> None:
    assert versions(merged(one, two)) == versions(one, two)


@few(30)
@given(records(), records())
def test_what_was_erased_on_one_machine_is_erased_on_all(
    one: dict[str, Any], two: dict[str, Any]
) -> None:
    both = merged(one, two)
    assert both["erased"] == (one["erased"] or two["erased"])
    assert not both["erased"] or (both["text"], both["revisions"]) == ("", [])


@few(30)
@given(records(erased=False), st.sampled_from(MOMENTS), records())
def test_what_grew_out_of_a_record_wins_over_it_whatever_the_clocks_say(
    before: dict[str, Any], updated: str, third: dict[str, Any]
) -> None:
    version = {name: before[name] for name in VERSIONED}
    after = {**before, "text": "later", "updated": updated, "rev": before["rev"] + 1}
    after["revisions"] = [*before["revisions"], version]
    assert merged(before, after)["text"] == "later"
    assert merged(merged(before, third), after) == merged(before, merged(third, after))


def test_the_one_changed_last_is_the_present_one() -> None:
    one = {"text": "old", "updated": MOMENTS[1], "rev": 9, "deleted": False, "revisions": []}
    two = {"text": "new", "updated": MOMENTS[2], "rev": 2, "deleted": True, "revisions": []}
    assert merged(one, two) == {
        **two,
        "revisions": [{"text": "old", "updated": MOMENTS[1], "rev": 9}],
    }


def test_an_outcome_of_one_machine_meets_another_wording_on_the_other(
    promised: Callable[..., Promise],
) -> None:
    promise = promised("2026-11-17")
    worded = PROMISES.changed(promise, "2026-11-24T10:00:00.000+01:00", cue="@bill calls")
    reviewed = PROMISES.changed(
        promise,
        "2026-11-24T18:00:00.000+01:00",
        status="kept",
        reviewed=date(2026, 11, 24),
        did="I rang",
    )
    one, two = PROMISES.record(worded), PROMISES.record(reviewed)
    united = PROMISES.of(merge.merged(one, two, PROMISES.versioned))
    assert united == PROMISES.of(merge.merged(two, one, PROMISES.versioned))
    assert (united.status, united.did) == ("kept", "I rang")
    assert {version["cue"] for version in united.revisions} == {"Bill calls", "@bill calls"}


def test_what_was_chosen_last_on_two_machines_holds_and_the_other_stays_readable(
    chosen: Callable[..., Choices],
) -> None:
    before = chosen(PlanFrom("2026-W40", (), 2))
    plan = (*before.plan, PlanFrom("2026-W49", ("mon",), 2))
    one = CHOICES.changed(before, "2026-11-24T10:00:00.000+01:00", plan=plan)
    two = CHOICES.changed(before, "2026-11-24T11:00:00.000+01:00", start=Start("2026-W48", 3))
    here, there = CHOICES.record(one), CHOICES.record(two)
    united = CHOICES.of(merge.merged(here, there, CHOICES.versioned))
    assert united == CHOICES.of(merge.merged(there, here, CHOICES.versioned))
    assert (united.start, united.plan) == (Start("2026-W48", 3), before.plan)
    assert [len(version["plan"]) for version in united.revisions] == [1, 2]


def edited(record: dict[str, Any], text: str, updated: str) -> dict[str, Any]:
    """The record after an edit on a machine whose clock says so."""
    before = {name: record[name] for name in VERSIONED}
    changes = {"text": text, "updated": updated, "rev": record["rev"] + 1}
    return record | changes | {"revisions": [*record["revisions"], before]}


CLOCKS = st.sampled_from(["2020-01-01T00:00:00+00:00", *MOMENTS, "2031-05-05T00:00:00+00:00"])


@few(30)
@given(st.lists(CLOCKS, min_size=2, max_size=6), st.data())
def test_a_descendant_wins_over_each_of_its_ancestors_by_whatever_clocks(
    clocks: list[str], data: st.DataObject
) -> None:
    first = {"id": "1", "deleted": False, "erased": False, "revisions": [], "rev": 1}
    line = [first | {"text": "0", "updated": clocks[0]}]
    for number, clock in enumerate(clocks[1:], 1):
        line.append(edited(line[-1], str(number), clock))
    ancestor = data.draw(st.sampled_from(line[:-1]))
    for both in (merged(line[-1], ancestor), merged(ancestor, line[-1])):
        assert both["text"] == line[-1]["text"]
        assert versions(both) == versions(line[-1])


def test_a_fork_of_what_a_wrong_clock_dated_goes_by_time_too() -> None:
    first = {"id": "1", "text": "0", "updated": "2031-05-05T00:00:00+00:00", "rev": 1}
    first |= {"deleted": False, "erased": False, "revisions": []}
    one = edited(first, "z, the earlier", "2026-11-24T10:00:00+00:00")
    other = edited(first, "a, the later", "2026-11-25T10:00:00+00:00")
    for both in (merged(one, other), merged(other, one)):
        assert both["text"] == "a, the later"
        assert "z, the earlier" in {version["text"] for version in both["revisions"]}
