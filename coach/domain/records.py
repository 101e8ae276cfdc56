"""Records: the model as plain JSON values, and back with every field checked."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from functools import cached_property
from sys import intern
from typing import Any, Generic, TypeVar, get_args

from coach.domain.dates import WEEKDAYS, monday_of
from coach.domain.model import (
    PAGES,
    Answer,
    AnswerKind,
    CameBack,
    Choices,
    Evidence,
    Item,
    Line,
    Pause,
    PlanFrom,
    Promise,
    PromiseStatus,
    Returned,
    Start,
)
from coach.errors import CoachError
from coach.frozen import frozen

Record = dict[str, Any]
R = TypeVar("R", bound=Item)

ID = re.compile(r"[0-9a-f]{32}")
_YEARS = range(1900, 3000)
"""In which days and moments may be, so that one can always reckon with them."""


class RecordError(CoachError):
    """A record that is not of the model; the message names the field, never the words."""


@frozen
class Codec:
    """How one field stands in JSON: what it must be there, and the way in and out."""

    check: Callable[[object], bool]
    decode: Callable[[Any], Any] | None = None
    encode: Callable[[Any], Any] | None = None

    def __or__(self, other: None) -> "Codec":
        """Return the codec of a field that may also be null."""
        decode, encode = self.decode, self.encode
        return Codec(
            lambda value: value is None or self.check(value),
            decode and (lambda value: None if value is None else decode(value)),
            encode and (lambda value: None if value is None else encode(value)),
        )


@frozen
class RecordType(Generic[R]):
    """How one kind of thing is saved: its table, its fields, and which a change may change."""

    table: str
    model: type[R]
    called: str
    """What a person calls one, with its article."""
    codecs: Mapping[str, Codec]
    versioned: tuple[str, ...]
    """The fields that a revision holds."""

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The names of the model's fields, in order."""
        return tuple(field.name for field in fields(self.model))

    def record(self, item: R) -> Record:
        """Return the item as a dictionary of exactly the model's fields, in the model's order."""
        record: Record = {}
        for name in self.fields:
            value, encode = getattr(item, name), self.codecs[name].encode
            record[name] = encode(value) if encode else value
        return record

    def of(self, record: Mapping[str, Any]) -> R:
        """Return what a trusted record holds; fields of a later version are passed over."""
        known = {name: record[name] for name in self.fields if name in record}
        for name, decode in self._decoders:
            if name in known:
                known[name] = decode(known[name])
        return self.model(**known)

    def taken(self, record: Record) -> R:
        """Return what a trusted record holds, as `of` does; the record itself is used up for it.

        Three times as fast: on ten years of journal that is most of a start.
        """
        if (*record,) != self.fields:
            return self.of(record)
        for name, decode in self._decoders:
            record[name] = decode(record[name])
        item = object.__new__(self.model)
        object.__setattr__(item, "__dict__", record)
        return item

    def checked(self, record: object) -> R:
        """Return what a record from outside holds.

        Raises:
            RecordError: if it is not of the model, naming the first field that is wrong.
        """
        if not isinstance(record, dict):
            raise RecordError(f"{self.called} is not an object.")
        for name in self.fields:
            if name not in record:
                raise RecordError(f"{self.called} has no field “{name}”.")
            if not self.codecs[name].check(record[name]):
                raise self._wrong(name)
        for version in record["revisions"]:
            if not isinstance(version, dict) or not all(
                name in version and self.codecs[name].check(version[name])
                for name in self.versioned
            ):
                raise self._wrong("revisions")
        return self.of(record | {"revisions": [*map(self.version, record["revisions"])]})

    def version(self, record: Mapping[str, Any]) -> Record:
        """Return what a record says now, as one of its revisions would hold it."""
        return {name: record[name] for name in self.versioned}

    def changed(self, item: R, updated: str, **changes: Any) -> R:
        """Return the item with other values; its earlier version joins its revisions."""
        before = self.version(self.record(item))
        changes |= {"updated": updated, "rev": item.rev + 1}
        return replace(item, **changes | {"revisions": (*item.revisions, before)})

    @cached_property
    def _decoders(self) -> list[tuple[str, Callable[[Any], Any]]]:
        return [(name, codec.decode) for name, codec in self.codecs.items() if codec.decode]

    def _wrong(self, name: str) -> RecordError:
        return RecordError(f"{self.called}'s field “{name}” is not what it should be.")


def record_type(item: R) -> RecordType[R]:
    """Return how this item is saved."""
    return next(kind for kind in TYPES.values() if isinstance(item, kind.model))


def _is_text(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _dated(
    read: Callable[[str], date], fits: Callable[[Any, str], bool] = lambda day, text: True
) -> Callable[[object], bool]:
    """Return the check for a text that is read as a day one can reckon with, and that fits it."""

    def check(value: object) -> bool:
        if not isinstance(value, str):
            return False
        try:
            return (day := read(value)).year in _YEARS and fits(day, value)
        except (ValueError, OverflowError):
            return False

    return check


def _whole(least: int, most: int = 10**9) -> Codec:
    return Codec(lambda value: type(value) is int and least <= value < most)  # True is no number


def _one_of(names: Any) -> Codec:
    return Codec(lambda value: isinstance(value, str) and value in names, intern)


def _list(of: Codec) -> Codec:
    decode = of.decode or (lambda value: value)
    encode = of.encode or (lambda value: value)
    return Codec(
        lambda value: isinstance(value, list) and all(map(of.check, value)),
        lambda value: tuple(map(decode, value)),
        lambda value: [*map(encode, value)],
    )


def _object(make: Callable[..., Any], **codecs: Codec) -> Codec:
    """Return the codec of a small dataclass whose fields have these codecs."""

    def check(value: object) -> bool:
        return (
            isinstance(value, dict)
            and value.keys() == codecs.keys()
            and all(codec.check(value[name]) for name, codec in codecs.items())
        )

    def decode(value: Any) -> Any:
        return make(**{n: c.decode(value[n]) if c.decode else value[n] for n, c in codecs.items()})

    def encode(item: Any) -> Any:
        values = {name: getattr(item, name) for name in codecs}
        return {n: c.encode(values[n]) if c.encode else values[n] for n, c in codecs.items()}

    return Codec(check, decode, encode)


_ID = Codec(lambda value: isinstance(value, str) and ID.fullmatch(value) is not None)
_TEXT = Codec(_is_text)
_NAME = Codec(_is_text, intern)
"""A text that many records have, so that it is held in memory once."""
_FLAG = Codec(lambda value: isinstance(value, bool))
_MOMENT = Codec(_dated(datetime.fromisoformat, lambda moment, text: moment.tzinfo is not None))
_IS_DAY = _dated(date.fromisoformat, lambda day, text: day.isoformat() == text)
_DAY = Codec(_IS_DAY, date.fromisoformat, date.isoformat)
_WEEK = Codec(_dated(monday_of), intern)
_RETURNED = _one_of(get_args(Returned))

_EVERY = {
    "id": _ID,
    "created": _MOMENT,
    "updated": _MOMENT,
    "rev": _whole(1),
    "revisions": Codec(lambda value: isinstance(value, list), tuple, list),
}
_REMOVABLE = _EVERY | {"deleted": _FLAG}
_WRITTEN = _REMOVABLE | {"erased": _FLAG}

ANSWERS = RecordType(
    table="answers",
    model=Answer,
    called="An answer",
    codecs=_WRITTEN
    | {
        "kind": _one_of(get_args(AnswerKind)),
        "prompt": _NAME | None,
        "track": _NAME | None,
        "ask": _NAME | None,
        "of": _ID | None,
        "text": _TEXT,
        "evidence": _one_of(get_args(Evidence)) | None,
        "day": _DAY,
        "week": _WEEK,
    },
    versioned=("text", "evidence", "day", "week", "updated", "rev"),
)

PROMISES = RecordType(
    table="promises",
    model=Promise,
    called="A promise",
    codecs=_WRITTEN
    | {
        "cue": _TEXT, "action": _TEXT, "obstacle": _TEXT | None, "fallback": _TEXT | None,
        "track": _NAME | None, "prompt": _NAME | None, "of": _ID | None, "again_of": _ID | None,
        "promised": _DAY, "due": _DAY, "moved": _whole(0),
        "status": _one_of(get_args(PromiseStatus)), "reviewed": _DAY | None,
        "did": _TEXT | None, "response": _TEXT | None,
        "expected": _RETURNED | None,
        "came_back": _list(_object(CameBack, day=_DAY, what=_RETURNED)),
        "minutes": _whole(0) | None,
    },
    versioned=(
        "cue", "action", "obstacle", "fallback", "due", "moved", "status", "reviewed", "did",
        "response", "expected", "came_back", "minutes", "updated", "rev",
    ),
)  # fmt: skip

PAUSES = RecordType(
    table="pauses",
    model=Pause,
    called="A pause",
    codecs=_REMOVABLE | {"week": _WEEK, "reason": _TEXT | None},
    versioned=("reason", "updated", "rev"),
)

LINES = RecordType(
    table="lines",
    model=Line,
    called="A line",
    codecs=_WRITTEN | {"page": _one_of(PAGES), "text": _TEXT, "of": _ID | None, "day": _DAY},
    versioned=("text", "updated", "rev"),
)

CHOICES = RecordType(
    table="choices",
    model=Choices,
    called="The choices",
    codecs=_EVERY
    | {
        "plan": _list(
            _object(PlanFrom, week=_WEEK, days=_list(_one_of(WEEKDAYS)), sessions=_whole(0, 8))
        ),
        "start": _object(Start, week=_WEEK, number=_whole(1)) | None,
        "course": _FLAG,
        "partners": _list(_TEXT),
        "on_the_day": _FLAG,
    },
    versioned=("plan", "start", "course", "partners", "on_the_day", "updated", "rev"),
)

_ALL: tuple[RecordType[Any], ...] = (ANSWERS, PROMISES, PAUSES, LINES, CHOICES)
TYPES = {kind.table: kind for kind in _ALL}
"""How everything a journal holds is saved, by table."""
