"""From an older schema to the present one, a record at a time.

A journal of an older schema is migrated in memory when it is read, and written in the new
schema with the next save; the old file is kept in the backups first.
"""

from collections.abc import Callable

from coach.store import image as images
from coach.store.image import Image, Lines, Record, line_of

Migration = Callable[[str, Record], Record]

MIGRATIONS: dict[int, Migration] = {}
"""For each older schema what makes a record of it one of the next: table and record in,
record out."""


def migrated(image: Image) -> Image:
    """The image in the present schema.

    Raises:
        KeyError: if no way leads from its schema to the present one.
    """
    tables = image.tables
    for schema in range(image.schema, images.SCHEMA):
        step = MIGRATIONS[schema]
        tables = {
            name: Lines.of(line_of(i, step(name, dict(r))) for i, r in lines.records().items())
            for name, lines in tables.items()
        }
    return Image(image.generation, images.SCHEMA, tables, image.condition, image.lost)
