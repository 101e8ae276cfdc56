"""Two histories of one record become one, and no version of it is lost."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

Record = dict[str, Any]


def merged(one: Record, other: Record, versioned: Sequence[str]) -> Record:
    """One record of two with the same id, from two machines.

    The one changed last is the present one: the higher of when it was changed, its revision,
    and, to settle a tie the same way everywhere, its canonical JSON. What the other said joins
    the revisions, which are united as a set. In whatever order machines are merged, and
    however often, the result is the same. `versioned` names the fields that a revision holds.
    """

    def version(record: Record) -> Record:
        return {name: record[name] for name in versioned}

    winner, loser = (one, other) if _rank(one) >= _rank(other) else (other, one)
    versions = [*winner["revisions"], *loser["revisions"], version(loser)]
    present = _canonical(version(winner))
    united = {_canonical(version): version for version in versions}
    united.pop(present, None)
    ordered = sorted(
        united.values(), key=lambda v: (v["rev"], _moment(v["updated"]), _canonical(v))
    )
    return {**winner, "revisions": ordered}


def _rank(record: Record) -> tuple[datetime, int, str]:
    rest = {name: value for name, value in record.items() if name != "revisions"}
    return _moment(record["updated"]), record["rev"], _canonical(rest)


def _moment(updated: str) -> datetime:
    return datetime.fromisoformat(updated).astimezone(UTC)


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
