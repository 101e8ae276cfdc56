"""A person's text is kept as it is, but for line ends and the space at its end."""

import pytest

from coach.domain.text import first_line, is_blank, normalize
from coach.errors import UsageError


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree"),
        ("words \t\n\n", "words"),
        ("  indented\n\n\n  twice  x", "  indented\n\n\n  twice  x"),
        ("line with space  \nnext", "line with space  \nnext"),
        ("tab\there, Ž, 🙂, e\u0301, \u2028", "tab\there, Ž, 🙂, e\u0301,"),
        ("a\u2028b\x0cc", "a\u2028b\x0cc"),
        ("", ""),
    ],
)
def test_line_ends_and_the_space_at_the_end_change_and_nothing_else(
    written: str, kept: str
) -> None:
    assert normalize(written) == kept
    assert normalize(kept) == kept


def test_bytes_that_are_no_text_are_refused_without_repeating_them() -> None:
    with pytest.raises(UsageError) as refused:
        normalize("secret \udcff words")
    assert "secret" not in refused.value.message + refused.value.hint


@pytest.mark.parametrize(
    ("text", "blank"), [("", True), (" \n\t\u00a0", True), (".", False), ("\n a", False)]
)
def test_space_alone_is_blank(text: str, blank: bool) -> None:
    assert is_blank(text) is blank


@pytest.mark.parametrize(
    ("text", "line"),
    [("\n\n  she   left\twith it \nmore", "she left with it"), ("one", "one"), (" \n ", "")],
)
def test_the_first_line_is_the_first_that_says_something(text: str, line: str) -> None:
    assert first_line(text) == line
