"""Bytes that no reader made: another program's, damaged ones, or any at all."""

import codecs
import json
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st

LONG = "long"
"""The profile under which `few` gives many: loaded where the long tests are asked for."""
T = TypeVar("T")


def few(examples: int = 10) -> Callable[[T], T]:
    """Try a property on so many examples, and on ten times as many among the long tests."""
    many = settings.get_current_profile_name() == LONG

    def tried(test: T) -> T:
        settings(max_examples=examples * 10 if many else examples)(test)
        if many:
            pytest.mark.faults(test)
        return test

    return tried


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """Bytes that were whole once: a piece of them is cut out, doubled, or replaced."""
    begin = draw(st.integers(0, len(whole)))
    end = draw(st.integers(begin, min(len(whole), begin + draw(st.sampled_from([1, 9, 10**6])))))
    piece = draw(st.binary(max_size=9) | st.just(whole[begin:end] * 2))
    return whole[:begin] + piece + whole[end:]


def strange(whole: bytes) -> st.SearchStrategy[bytes]:
    """Any bytes, and those that come near to `whole`."""
    text = whole.decode()
    encoded = [text.encode("utf-16"), codecs.BOM_UTF8 + whole.replace(b"\n", b"\r\n")]
    return st.binary(max_size=60) | damaged(whole) | st.sampled_from([whole, *encoded])


@st.composite
def changed_json(draw: st.DrawFn, whole: bytes) -> bytes:
    """A document in which one value, wherever it stands, is another one."""
    document = json.loads(whole)
    here: Any = document
    while True:
        places = list(here) if isinstance(here, dict) else list(range(len(here)))
        place = draw(st.sampled_from(places))
        inside = here[place]
        if not (isinstance(inside, dict | list) and inside) or draw(st.integers(0, 3)) == 0:
            break
        here = inside
    here[place] = draw(JSON)
    return json.dumps(document).encode()
