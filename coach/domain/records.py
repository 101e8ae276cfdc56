"""Records: the model as plain JSON values, and back with every field checked."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any, Generic, TypeVar, get_args

from coach.domain.dates import monday_of
from coach.domain.model import (
    Act,
    ActStatus,
    Answer,
    AnswerKind,
    CameBack,
    CameBackWhat,
    Choices,
    Item,
    PageLine,
    Pause,
    PlanFrom,
    Revision,
    Start,
    Version,
)
from coach.domain.plan import WEEKDAYS
from coach.domain.playbook import PAGES
from coach.errors import CoachError

Record = dict[str, Any]
R = TypeVar("R", bound=Item)
Check = Callable[[object], bool]

ID = re.compile(r"[0-9a-f]{32}")


class RecordError(CoachError):
    """A record that is not of the model; the message names the field, never the words."""


@dataclass(frozen=True)
class RecordType(Generic[R]):
    """How one kind of thing is kept: its table, its fields, and what each must be."""

    table: str
    model: type[R]
    called: str
    """What a person calls one, with its article."""
    checks: Mapping[str, Check]
    versioned: tuple[str, ...]
    """The fields that a change may change, and that a revision therefore holds."""
    inner: Mapping[str, Callable[[Any], Any]]
    """How the fields that are more than a plain value are made from their JSON."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the model's fields, in order."""
        return tuple(field.name for field in fields(self.model))

    def record(self, item: R) -> Record:
        """The item as a dictionary of exactly the model's fields, in the model's order."""
        return {name: _plain(value) for name, value in asdict(item).items()}

    def of(self, record: Mapping[str, Any]) -> R:
        """What a trusted record holds; fields of a later version are passed over."""
        known = {name: record[name] for name in self.fields if name in record}
        for name, make in self.inner.items():
            if name in known:
                known[name] = make(known[name])
        return self.model(**known)

    def checked(self, record: object) -> R:
        """What a record from outside holds.

        Raises:
            RecordError: if it is not of the model, naming the first field that is wrong.
        """
        if not isinstance(record, dict):
            raise RecordError(f"{self.called} is not an object.")
        for name in self.fields:
            if name not in record:
                raise RecordError(f"{self.called} has no field “{name}”.")
            if not self.checks[name](record[name]):
                raise self._wrong(name)
        for version in record["revisions"]:
            if not isinstance(version, dict) or not all(
                name in version and self.checks[name](version[name]) for name in self.versioned
            ):
                raise self._wrong("revisions")
        return self.of(record)

    def version(self, record: Mapping[str, Any]) -> Record:
        """What a record says now, as one of its revisions would hold it."""
        return {name: record[name] for name in self.versioned}

    def changed(self, item: R, updated: str, **changes: Any) -> R:
        """The item with other values; what it said before joins its revisions."""
        before = self.inner["revisions"]([self.version(self.record(item))])
        changes |= {"updated": updated, "rev": item.rev + 1}
        return replace(item, **changes | {"revisions": (*item.revisions, *before)})

    def _wrong(self, name: str) -> RecordError:
        return RecordError(f"{self.called}'s field “{name}” is not what it should be.")


def record_type(item: R) -> RecordType[R]:
    """How this item is kept."""
    return next(kind for kind in TYPES.values() if isinstance(item, kind.model))


def _plain(value: Any) -> Any:
    """The value with lists where it had tuples, as JSON gives it back."""
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return value


def _text(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _or_none(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _one_of(names: Any) -> Check:
    return lambda value: isinstance(value, str) and value in get_args(names)


def _id(value: object) -> bool:
    return isinstance(value, str) and ID.fullmatch(value) is not None


def _whole(least: int) -> Check:
    return lambda value: (
        isinstance(value, int) and not isinstance(value, bool) and least <= value < 10**9
    )


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _moment(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _week(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(monday_of(value) + timedelta(days=6))
    except (ValueError, OverflowError):
        return False


def _list(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(map(check, value))


def _object(**checks: Check) -> Check:
    return lambda value: (
        isinstance(value, dict)
        and value.keys() == checks.keys()
        and all(check(value[name]) for name, check in checks.items())
    )


def _versions(values: list[Record]) -> tuple[Version, ...]:
    return tuple(values)


_EVERY: dict[str, Check] = {
    "id": _id,
    "created": _moment,
    "updated": _moment,
    "rev": _whole(1),
    "revisions": lambda value: isinstance(value, list),
    "deleted": _flag,
}

ANSWERS = RecordType(
    table="answers",
    model=Answer,
    called="An answer",
    checks=_EVERY
    | {
        "kind": _one_of(AnswerKind),
        "prompt": _or_none(_text),
        "track": _or_none(_text),
        "ask": _or_none(_text),
        "of": _or_none(_id),
        "text": _text,
        "day": _day,
        "week": _week,
    },
    versioned=("text", "updated", "rev"),
    inner={
        "revisions": lambda found: tuple(
            Revision(text=r["text"], updated=r["updated"], rev=r["rev"]) for r in found
        )
    },
)

ACTS = RecordType(
    table="acts",
    model=Act,
    called="An act",
    checks=_EVERY
    | {
        "cue": _text,
        "act": _text,
        "obstacle": _or_none(_text),
        "if_obstacle": _or_none(_text),
        "track": _or_none(_text),
        "prompt": _or_none(_text),
        "of": _or_none(_id),
        "again_of": _or_none(_id),
        "promised": _day,
        "due": _day,
        "moved": _whole(0),
        "status": _one_of(ActStatus),
        "said": _or_none(_day),
        "did": _or_none(_text),
        "they": _or_none(_text),
        "came_back": _list(_object(day=_day, what=_one_of(CameBackWhat))),
        "minutes": _or_none(_whole(0)),
    },
    versioned=(
        "cue", "act", "obstacle", "if_obstacle", "due", "moved", "status", "said", "did", "they",
        "came_back", "minutes", "updated", "rev",
    ),
    inner={
        "came_back": lambda found: tuple(CameBack(b["day"], b["what"]) for b in found),
        "revisions": _versions,
    },
)  # fmt: skip

PAUSES = RecordType(
    table="pauses",
    model=Pause,
    called="A pause",
    checks=_EVERY | {"week": _week, "reason": _or_none(_text)},
    versioned=("reason", "updated", "rev"),
    inner={"revisions": _versions},
)

PAGE_LINES = RecordType(
    table="entries",
    model=PageLine,
    called="An entry",
    checks=_EVERY
    | {
        "kind": lambda value: value == "page",
        "page": lambda value: isinstance(value, str) and value in PAGES,
        "text": _text,
        "of": _or_none(_id),
        "day": _day,
    },
    versioned=("text", "updated", "rev"),
    inner={"revisions": _versions},
)

CHOICES = RecordType(
    table="choices",
    model=Choices,
    called="The choices",
    checks=_EVERY
    | {
        "plan": _list(
            _object(
                week=_week,
                days=_list(lambda day: day in WEEKDAYS),
                sittings=lambda count: _whole(0)(count) and count in range(8),
            )
        ),
        "start": _or_none(_object(week=_week, number=_whole(1))),
        "course": _flag,
    },
    versioned=("plan", "start", "course", "updated", "rev"),
    inner={
        "plan": lambda found: tuple(
            PlanFrom(p["week"], tuple(p["days"]), p["sittings"]) for p in found
        ),
        "start": lambda found: found and Start(found["week"], found["number"]),
        "revisions": _versions,
    },
)

_ALL: tuple[RecordType[Any], ...] = (ANSWERS, ACTS, PAUSES, PAGE_LINES, CHOICES)
TYPES = {kind.table: kind for kind in _ALL}
"""How everything a journal holds is kept, by table."""
