"""Frozen dataclasses that cost a start next to nothing.

`@dataclass(frozen=True)` writes and compiles six methods for every class, which takes a
millisecond; a command has up to fifty, a third of all that it does. These share the methods below,
and are dataclasses in all else: `replace`, `fields`, and `match` work on them.
"""

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass."""
    made: Any = dataclass(init=False, repr=False, eq=False)(cls)
    ours = fields(made)
    compared = [each.name for each in ours if each.compare]
    made._compared = attrgetter(*(compared or ["__class__"]))
    made._names = tuple(each.name for each in ours)
    made._every = frozenset(made._names)
    made._defaults = {e.name: e.default for e in ours if e.default is not MISSING}
    made._makers = {e.name: e.default_factory for e in ours if e.default_factory is not MISSING}
    for name, method in _METHODS.items():
        setattr(made, name, method)
    return cls


def _init(self: Any, /, *values: Any, **named: Any) -> None:
    given = dict(zip(self._names, values, strict=False))
    twice = given.keys() & named.keys()
    given |= named
    if len(given) < len(self._names):
        given = self._defaults | given
        given |= {n: make() for n, make in self._makers.items() if n not in given}
    if twice or len(values) > len(self._names) or given.keys() != self._every:
        called = f"{type(self).__name__}({', '.join(self._names)})"
        raise TypeError(f"{called} can't be made of {len(values)} values and {[*named]}")
    put = object.__setattr__
    for name, value in given.items():  # one by one: all of a class then share their keys
        put(self, name, value)
    if hasattr(self, "__post_init__"):
        self.__post_init__()


def _repr(self: Any) -> str:
    values = (f"{name}={getattr(self, name)!r}" for name in self._names)
    return f"{type(self).__qualname__}({', '.join(values)})"


def _eq(self: Any, other: Any) -> Any:
    if type(other) is not type(self):
        return NotImplemented
    return self._compared(self) == self._compared(other)


def _hash(self: Any) -> int:
    return hash(self._compared(self))


def _refuse(self: object, name: str, value: object = None) -> NoReturn:
    raise FrozenInstanceError(f"{type(self).__name__}.{name} never changes")


_METHODS = {
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
}
