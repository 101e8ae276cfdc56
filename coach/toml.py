"""TOML files with every field checked, whose errors say where."""

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from coach.errors import TomlError

_REQUIRED: Any = object()

_KINDS = {str: "text", bool: "true or false", int: "a whole number", float: "a number"}
_KINDS |= {list: "a list", dict: "a table"}


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "a date or time")


@dataclass(frozen=True)
class TomlTable:
    """A TOML table that knows where it stands, so that its errors can say so."""

    file: str
    where: str
    values: dict[str, Any]

    def wrong(self, field: str, message: str) -> TomlError:
        """The error that says what is wrong with a field of this table, and where it stands."""
        place = f"{self.where}.{field}" if self.where else field
        name = self.values.get("id")
        named = f" ({name})" if isinstance(name, str) and field != "id" else ""
        return TomlError(f"{self.file}: {message}, at {place}{named}.", "Mend it, then try again.")

    def only(self, *fields: str) -> None:
        """Refuse any field but these, naming the nearest one that is meant."""
        for field in self.values:
            if field not in fields:
                near = get_close_matches(field, fields, n=1)
                meant = f"; did you mean “{near[0]}”?" if near else ""
                raise self.wrong(field, f"unknown field “{field}”{meant}")

    def _get(self, field: str, kind: type, default: Any) -> Any:
        if field not in self.values:
            if default is _REQUIRED:
                raise self.wrong(field, f"the field “{field}” is missing")
            return default
        value = self.values[field]
        if type(value) is not kind:
            raise self.wrong(field, f"expected {_KINDS[kind]}, got {_kind(value)}")
        return value

    def text(self, field: str, default: Any = _REQUIRED) -> Any:
        """A text that is not empty, or the default where the field is missing."""
        value = self._get(field, str, default)
        if field in self.values and not value.strip():
            raise self.wrong(field, f"the field “{field}” is empty")
        return value

    def name(self, field: str) -> str:
        """A required id: small letters, digits and hyphens."""
        value: str = self.text(field)
        if not value.replace("-", "").isalnum() or not value.islower():
            raise self.wrong(field, "small letters, digits and hyphens only")
        return value

    def flag(self, field: str, default: bool = False) -> bool:
        """True or false, or the default where the field is missing."""
        return bool(self._get(field, bool, default))

    def texts(self, field: str, default: Any = _REQUIRED) -> tuple[str, ...]:
        """A list of texts, or the default where the field is missing."""
        values = self._get(field, list, default)
        for number, value in enumerate(values, 1):
            if not isinstance(value, str):
                raise self.wrong(f"{field}[{number}]", f"expected text, got {_kind(value)}")
        return tuple(values)

    def table(self, field: str) -> "TomlTable":
        """A required table inside this one."""
        values = self._get(field, dict, _REQUIRED)
        return TomlTable(self.file, f"{self.where}.{field}".lstrip("."), values)

    def tables(self, field: str, default: Any = _REQUIRED) -> list["TomlTable"]:
        """A list of tables, or the default where the field is missing."""
        values = self._get(field, list, default)
        tables = []
        for number, value in enumerate(values, 1):
            place = f"{self.where}.{field}[{number}]".lstrip(".")
            if not isinstance(value, dict):
                raise self.wrong(f"{field}[{number}]", f"expected a table, got {_kind(value)}")
            tables.append(TomlTable(self.file, place, value))
        return tables


def read_toml(path: Path) -> TomlTable:
    """The top table of a TOML file.

    Raises:
        TomlError: if it cannot be read, is not UTF-8 or not TOML, naming the line.
    """
    text = ""
    try:
        text = path.read_bytes().decode("utf-8")
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        last = len(text.splitlines())
        message = str(error).replace("at end of document", f"at the end, line {last}")
        raise TomlError(
            f"{path.name}: {message[:1].lower()}{message[1:]}.", f"Mend it in {path}."
        ) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise TomlError(
            f"{path.name}: line {line} is not valid UTF-8.", "Save the file as UTF-8."
        ) from error
    except OSError as error:
        raise TomlError(
            f"{path.name} cannot be read: {error.strerror}.", f"Look at {path}."
        ) from error
    return TomlTable(path.name, "", values)
