"""TOML files with every field checked; an error names the file, the entry and the field.

Such as `my-shop.toml: expected text, got a whole number, at prompt[3].ask (my-shop.oil)`.
"""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from coach.domain.text import closest, decoded, not_utf_8
from coach.errors import TomlError, os_errors_as
from coach.files import read_regular
from coach.frozen import frozen

MOST = 1_000_000
"""The bytes a file may have: a hundred times what a long pack has."""

_REQUIRED: Any = object()

_KINDS = {str: "text", bool: "true or false", int: "a whole number", float: "a number"}
_KINDS |= {list: "a list", dict: "a table"}


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "a date or time")


def is_name(text: str) -> bool:
    """Return whether this can be an id: lowercase letters, digits and hyphens."""
    return text.replace("-", "").isalnum() and text.islower()


@frozen
class TomlTable:
    """A TOML table that knows its place, such as `prompt[3]`, so that its errors can name it."""

    file: Path
    place: str
    """Empty for the top of the file."""
    values: dict[str, Any]

    def wrong(self, field: str, message: str, number: int | None = None) -> TomlError:
        """Return the error that says what is wrong with a field of this table.

        `number` counts the values of a list from 1 and picks the one that is meant.
        """
        return self._error(f"{message}, at {self._inside(field, number)}{self._named(field)}.")

    def only(self, *fields: str) -> None:
        """Refuse any other field, suggesting the nearest.

        Raises:
            TomlError: if there is another one.
        """
        for error in self.unknown(*fields):
            raise error

    def unknown(self, *fields: str, noun: str = "field") -> Iterator[TomlError]:
        """Yield an error for every other field; `noun` is what the file calls them."""
        for field in self.values:
            if field not in fields:
                near = closest(field, fields)
                where = f", at {self._inside(field)}{self._named(field)}" if self.place else ""
                end = f"; did you mean “{near[0]}”?" if near else "."
                yield self._error(f"unknown {noun} “{field}”{where}{end}")

    def text(self, field: str, default: Any = _REQUIRED) -> Any:
        """Return a text that is not empty, or the default where the field is missing."""
        value = self._get(field, str, default)
        if field in self.values and not value.strip():
            raise self.wrong(field, f"“{field}” is empty")
        return value

    def name(self, field: str) -> str:
        """Return a required id: lowercase letters, digits and hyphens."""
        value: str = self.text(field)
        if not is_name(value):
            raise self.wrong(field, "lowercase letters, digits and hyphens only")
        return value

    def one_of(self, field: str, known: Sequence[str], *, required: bool = False) -> Any:
        """Return one of the known texts; None where the field is missing and not required."""
        value = self.text(field) if required else self.text(field, None)
        if value is not None and value not in known:
            raise self.wrong(field, f"expected one of {', '.join(known)}; got “{value}”")
        return value

    def flag(self, field: str, default: bool = False) -> bool:
        """Return true or false, or the default where the field is missing."""
        return bool(self._get(field, bool, default))

    def texts(self, field: str, default: Any = _REQUIRED) -> tuple[str, ...]:
        """Return a list of texts, or the default where the field is missing."""
        return tuple(self._list(field, str, default))

    def table(self, field: str) -> "TomlTable":
        """Return a required table inside this one."""
        return TomlTable(self.file, self._inside(field), self._get(field, dict, _REQUIRED))

    def tables(self, field: str, default: Any = _REQUIRED) -> list["TomlTable"]:
        """Return a list of tables, or the default where the field is missing."""
        values = enumerate(self._list(field, dict, default), 1)
        return [TomlTable(self.file, self._inside(field, n), value) for n, value in values]

    def _list(self, field: str, kind: type, default: Any) -> Sequence[Any]:
        values: Sequence[Any] = self._get(field, list, default)
        for number, value in enumerate(values, 1):
            if not isinstance(value, kind):
                raise self.wrong(field, f"expected {_KINDS[kind]}, got {_kind(value)}", number)
        return values

    def _get(self, field: str, kind: type, default: Any) -> Any:
        if field not in self.values:
            if default is _REQUIRED:
                raise self.wrong(field, f"“{field}” is missing")
            return default
        value = self.values[field]
        if type(value) is not kind:
            raise self.wrong(field, f"expected {_KINDS[kind]}, got {_kind(value)}")
        return value

    def _inside(self, field: str, number: int | None = None) -> str:
        place = f"{self.place}.{field}" if self.place else field
        return place if number is None else f"{place}[{number}]"

    def _named(self, field: str) -> str:
        """The table's own id in brackets, unless that is the field in question."""
        name = self.values.get("id")
        return f" ({name})" if isinstance(name, str) and field != "id" else ""

    def _error(self, sentence: str) -> TomlError:
        return TomlError(f"{self.file.name}: {sentence}", f"Fix it in {self.file}.")


def read_toml(path: Path) -> TomlTable:
    """Return the top table of a TOML file.

    Raises:
        TomlError: if it cannot be read, is not UTF-8 or not TOML; the last two name the line.
    """
    fix = f"Fix it in {path}."
    text = ""
    try:
        with os_errors_as(TomlError, f"Can't read {path.name}", f"Check {path}."):
            data = read_regular(path, MOST)
        text = decoded(data)
        return TomlTable(path, "", tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        last = len(text.splitlines())
        message = str(error).replace("at end of document", f"at the end, line {last}")
        raise TomlError(f"{path.name}: {message[:1].lower()}{message[1:]}.", fix) from error
    except UnicodeDecodeError as error:
        said, line = not_utf_8(error.object), error.object[: error.start].count(b"\n") + 1
        place = f"line {line}" if error.start else "the file"
        raise TomlError(f"{path.name}: {place} {said}.", "Save the file as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise TomlError(
            f"{path.name}: a number is too long or the nesting too deep.", fix
        ) from error
