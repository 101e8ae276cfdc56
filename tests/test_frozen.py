"""Frozen dataclasses that share their methods are dataclasses in all else."""

import copy
import pickle
from dataclasses import FrozenInstanceError, field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any

import pytest

from coach.domain.model import Answer, Promise
from coach.frozen import frozen


@frozen
class Point:
    x: int
    y: int = 0
    marks: list[str] = field(default_factory=list)
    note: str = field(default="", compare=False)

    @cached_property
    def doubled(self) -> int:
        return 2 * self.x


@frozen
class Other:
    x: int
    y: int = 0


@frozen
class Checked:
    x: int

    def __post_init__(self) -> None:
        if self.x < 0:
            raise ValueError("below zero")


@frozen
class Empty:
    pass


def test_values_are_taken_in_order_by_name_and_by_default() -> None:
    point = Point(1, note="here")
    assert (point.x, point.y, point.marks, point.note) == (1, 0, [], "here")
    assert Point(1).marks is not Point(1).marks
    assert Point(marks=["a"], y=2, x=1) == Point(1, 2, ["a"])


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), ((1, 2, [], "", 5), {}), ((1,), {"x": 1}), ((1,), {"z": 1}), ((), {"y": 1, "z": 2})],
)
def test_what_it_cannot_be_made_of_is_refused(
    values: tuple[Any, ...], named: dict[str, Any]
) -> None:
    with pytest.raises(TypeError, match="Point"):
        Point(*values, **named)


def test_it_never_changes_but_what_follows_from_it_is_made_once() -> None:
    point = Point(3)
    for change in (lambda: setattr(point, "x", 4), lambda: delattr(point, "x")):
        with pytest.raises(FrozenInstanceError):
            change()
    assert point.doubled == 6
    assert point == Point(3)  # not made there yet


def test_it_compares_what_is_compared() -> None:
    assert Point(1, note="a") == Point(1, note="b")
    assert Point(1) != Point(2)
    assert Point(1) != Other(1)
    assert Other(1) in {Other(1)}
    assert Empty() == Empty()
    assert hash(Empty()) == hash(Empty())


def test_it_is_checked_once_it_is_made() -> None:
    with pytest.raises(ValueError, match="below zero"):
        Checked(-1)


def test_it_works_where_dataclasses_do() -> None:
    point = Point(1, 2, ["a"], "here")
    assert is_dataclass(point)
    assert [each.name for each in fields(point)] == ["x", "y", "marks", "note"]
    assert replace(point, x=5) == Point(5, 2, ["a"])
    assert copy.deepcopy(point) == point == pickle.loads(pickle.dumps(point))
    assert repr(Other(1, 2)) == "Other(x=1, y=2)"
    match Other(1, 2):
        case Other(x, y):
            assert (x, y) == (1, 2)


def test_no_method_is_compiled_for_a_class_alone() -> None:
    for name in ("__init__", "__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__"):
        assert getattr(Answer, name) is getattr(Promise, name) is getattr(Point, name)
