"""Two histories of one record become one, and no version of it is lost unless it was erased."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from coach.domain.model import Answer, Line, Promise
from coach.domain.records import Record

E = TypeVar("E", Answer, Promise, Line)


def merged(one: Record, other: Record, versioned: Sequence[str]) -> Record:
    """Merge two records of the same id, from two machines, into one.

    The one changed last is the present one: the higher of when it was changed, its revision,
    and, to settle a tie the same way everywhere, its canonical JSON. What the other said joins
    the revisions, which are united as a set. In whatever order machines are merged, and
    however often, the result is the same. An erased record wins, and takes over no history.
    `versioned` names the fields that a revision holds.
    """

    def version(record: Record) -> Record:
        return {name: record[name] for name in versioned}

    winner, loser = (one, other) if _rank(one) >= _rank(other) else (other, one)
    if winner.get("erased"):
        return winner
    versions = [*winner["revisions"], *loser["revisions"], version(loser)]
    present = _canonical(version(winner))
    united = {_canonical(version): version for version in versions}
    united.pop(present, None)
    ordered = sorted(
        united.values(), key=lambda v: (v["rev"], _moment(v["updated"]), _canonical(v))
    )
    return {**winner, "revisions": ordered}


def says_more(record: Record, than: Record, versioned: Sequence[str]) -> bool:
    """Return whether a record says what another doesn't, whenever and however often it was said."""
    said = [name for name in versioned if name not in ("updated", "rev")]

    def texts(of: Record) -> set[str]:
        return {_canonical({name: v[name] for name in said}) for v in (of, *of["revisions"])}

    return _present(record) != _present(than) or not texts(record) <= texts(than)


def erased(item: E, updated: str) -> E:
    """Return the marker that stays of an erased item: when it was and about what, but no words."""
    marked: dict[str, Any] = {"updated": updated, "rev": item.rev + 1, "revisions": ()}
    marked |= {"deleted": True, "erased": True}
    if isinstance(item, Promise):
        words = ("obstacle", "fallback", "did", "response", "expected", "minutes")
        marked |= {"cue": "", "action": "", "came_back": (), **dict.fromkeys(words)}
    else:
        marked |= {"text": ""}
        if isinstance(item, Answer):
            marked |= {"ask": None, "evidence": None}
    return replace(item, **marked)


def _rank(record: Record) -> tuple[bool, datetime, int, datetime, str]:
    """Return what decides between two records, the same however often they were merged.

    The moment is the latest that is in the record or in its revisions: so one that grew out of
    the other wins by its revision number, even if the clock had been set back in between. If
    that moment is of a time when the clock was ahead, and both grew out of it, the present
    ones decide.
    """
    latest = max(_moment(version["updated"]) for version in (record, *record["revisions"]))
    changed = _moment(record["updated"])
    return bool(record.get("erased")), latest, record["rev"], changed, _canonical(_present(record))


def _present(record: Record) -> Record:
    return {name: value for name, value in record.items() if name != "revisions"}


def _moment(updated: str) -> datetime:
    return datetime.fromisoformat(updated).astimezone(UTC)


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
