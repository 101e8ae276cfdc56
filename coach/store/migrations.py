"""From an older schema to the present one.

A journal of an older schema is migrated in memory when it is read, and written in the new
schema with the next save; the old file is copied to the backups first.
"""

from collections.abc import Callable, Mapping

from coach.domain.migration import SCHEMA, migrate_record
from coach.domain.records import TYPES, Record

Records = dict[str, dict[str, Record]]
"""The records of each table by id."""

MIGRATIONS: dict[int, Callable[[str, Record], tuple[str, Record]]] = {1: migrate_record}
"""For each older schema what turns a table and a record of it into those of the next."""


def migrated(tables: Mapping[str, Mapping[str, Record]], schema: int) -> Records:
    """Return the tables of an older schema in the present one."""
    old: Mapping[str, Mapping[str, Record]] = tables
    for step in (MIGRATIONS[number] for number in range(schema, SCHEMA)):
        new: Records = {}
        for table, records in old.items():
            for doc_id, record in records.items():
                name, changed = step(table, record)
                new.setdefault(name, {})[doc_id] = changed
        old = new
    return {**{name: {} for name in TYPES}, **{name: dict(rows) for name, rows in old.items()}}
