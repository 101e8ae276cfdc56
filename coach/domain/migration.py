"""Records and drafts of schema 1 in the words of schema 2.

A value that is not what it should be stays as it is, for `RecordType.checked` to name.
"""

import re
from typing import Any

from coach.domain.records import Record

SCHEMA = 2
"""The present schema of journals and exports."""

TABLES_1 = {
    "answers": "answers",
    "acts": "promises",
    "pauses": "pauses",
    "entries": "lines",
    "choices": "choices",
}
"""The tables of schema 1, and what each is called in schema 2."""

_PROMISE_FIELDS = {
    "act": "action",
    "if_obstacle": "fallback",
    "said": "reviewed",
    "they": "response",
}
_VALUES = {"not-yet": "not-this-time", "learnt": "learned"}
_PAGES = {"my-line": "where-free-ends", "whom-i-serve": "who-i-serve"}

_OLD_LINE = r"(?:cue|act|obstacle|if_obstacle|outcome|did|they|back|minutes): .*(?:\n {4}.*)*"
_OLD_FORM = rf"{_OLD_LINE}(?:\n{_OLD_LINE})*\n?"
_OLD_FIELD = rf"(?m)^({'|'.join(_PROMISE_FIELDS)}): "
_OLD_CHOICE = r"(?m)^(?:outcome|back): .*"


def migrate_record(table: str, record: Record) -> tuple[str, Record]:
    """Return the table and the record of schema 2 for one of schema 1; unknown fields stay."""
    new = _changeable(table, record)
    if isinstance(versions := new.get("revisions"), list):
        dated = {name: new.get(name) for name in ("day", "week") if table == "answers"}
        new["revisions"] = [
            {**dated, **_changeable(table, version)} if isinstance(version, dict) else version
            for version in versions
        ]
    if table in ("answers", "acts", "entries"):
        new.setdefault("erased", False)
    if table == "entries":
        new.pop("kind", None)
        new["page"] = _renamed(new.get("page"), _PAGES)
    if table == "choices":
        new.pop("deleted", None)
    return TABLES_1.get(table, table), new


def migrate_draft(key: str, text: str) -> tuple[str, str]:
    """Return the key and the text of a draft in the words of schema 2.

    Only a text that is a whole form of schema 1 is changed; all others are a person's words.
    """
    key = "promise" if key == "commit" else re.sub(r"^page-(?=[0-9a-f]{32}$)", "line-", key)
    if key.partition("-")[0] in ("promise", "edit", "review") and re.fullmatch(_OLD_FORM, text):
        text = re.sub(_OLD_FIELD, lambda found: f"{_PROMISE_FIELDS[found[1]]}: ", text)
        text = re.sub(
            _OLD_CHOICE,
            lambda line: " ".join(_VALUES.get(word, word) for word in line[0].split(" ")),
            text,
        )
    return key, text


def _changeable(table: str, values: Record) -> Record:
    """Migrate the fields that a record and its revisions share."""
    new = dict(values)
    if table == "answers":
        new.setdefault("evidence", None)
    elif table == "acts":
        new = {_PROMISE_FIELDS.get(name, name): value for name, value in values.items()}
        new["status"] = _renamed(new.get("status"), _VALUES)
        new["came_back"] = _each(
            new.get("came_back"), lambda back: back | {"what": _renamed(back.get("what"), _VALUES)}
        )
        new.setdefault("expected", None)
    elif table == "choices":
        new["plan"] = _each(
            new.get("plan"),
            lambda plan: {("sessions" if n == "sittings" else n): v for n, v in plan.items()},
        )
        new.setdefault("partners", [])
        new.setdefault("on_the_day", False)
    return new


def _renamed(value: Any, names: dict[str, str]) -> Any:
    return names.get(value, value) if isinstance(value, str) else value


def _each(values: Any, change: Any) -> Any:
    if not isinstance(values, list):
        return values
    return [change(value) if isinstance(value, dict) else value for value in values]
