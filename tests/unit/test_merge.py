"""Machines that were apart become alike, in whatever order, and no version is lost."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coach.domain import merge

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
def records(draw: st.DrawFn) -> dict[str, Any]:
    """A record as a journal can hold it: united with itself, it is the same."""
    record = {"id": "1", **draw(VERSION), "deleted": draw(st.booleans())}
    record["revisions"] = draw(st.lists(VERSION, max_size=3))
    return merged(record, record)


def versions(*several: dict[str, Any]) -> set[tuple[object, ...]]:
    every = [v for record in several for v in (*record["revisions"], record)]
    return {(v["text"], v["updated"], v["rev"]) for v in every}


@given(records(), records())
def test_the_order_of_two_does_not_matter(one: dict[str, Any], two: dict[str, Any]) -> None:
    assert merged(one, two) == merged(two, one)


@given(records(), records(), records())
def test_the_order_of_three_does_not_matter(
    one: dict[str, Any], two: dict[str, Any], three: dict[str, Any]
) -> None:
    assert merged(merged(one, two), three) == merged(one, merged(two, three))


@given(records(), records())
def test_once_more_changes_nothing(one: dict[str, Any], two: dict[str, Any]) -> None:
    both = merged(one, two)
    assert merged(both, both) == merged(both, one) == merged(both, two) == both


@given(records(), records())
def test_no_version_is_lost_and_none_is_made_up(one: dict[str, Any], two: dict[str, Any]) -> None:
    assert versions(merged(one, two)) == versions(one, two)


def test_the_one_changed_last_is_the_present_one() -> None:
    one = {"text": "old", "updated": MOMENTS[1], "rev": 9, "deleted": False, "revisions": []}
    two = {"text": "new", "updated": MOMENTS[2], "rev": 2, "deleted": True, "revisions": []}
    assert merged(one, two) == {
        **two,
        "revisions": [{"text": "old", "updated": MOMENTS[1], "rev": 9}],
    }
