"""The block in a crontab: everything outside it stays as it is, to the byte."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coach.errors import CoachError
from coach.reminders.crontab import BEGIN, END, line_in, with_line, without_line
from tests.reminders.crontabs import CRONTABS

LINE = b"30 * * * * COACH_HOME=/home/x /usr/bin/coach remind --at 08:30"
LATER = b"0 * * * * COACH_HOME=/home/x /usr/bin/coach remind --at 17:00"


def as_before(after: bytes, before: bytes) -> bool:
    """Whether it is the same, but for the end of the last line that crontab demands."""
    return after == before or (not before.endswith(b"\n") and after == before + b"\n")


@pytest.mark.parametrize("name", CRONTABS)
def test_a_real_crontab_is_as_before_after_schedule_change_and_off(name: str) -> None:
    table = CRONTABS[name] or b""
    scheduled = with_line(table, LINE)
    assert scheduled.startswith(table)
    assert line_in(scheduled) == LINE
    changed = with_line(scheduled, LATER)
    assert line_in(changed) == LATER
    assert as_before(without_line(changed), table)


@given(st.binary(), st.binary())
def test_whatever_stands_around_the_block_stays(before: bytes, after: bytes) -> None:
    assume(not {BEGIN, END} & {*before.split(b"\n"), *after.split(b"\n")})
    table = with_line(before, LINE) + after
    assert line_in(table) == LINE
    assert with_line(table, LINE) == table
    assert with_line(table, LATER).replace(LATER, LINE) == table
    assert as_before(without_line(table).removesuffix(after), before)


@given(st.lists(st.sampled_from([BEGIN, END, LINE, b"", b"1 2 3 4 5 other job"])))
def test_markers_that_are_not_one_pair_around_our_line_are_refused(lines: list[bytes]) -> None:
    table = b"\n".join(lines)
    marks = [line for line in lines if line in (BEGIN, END)]
    at = lines.index(BEGIN) if BEGIN in lines else 0
    if not marks:
        assert line_in(table) is None
    elif marks == [BEGIN, END] and lines[at : at + 3] == [BEGIN, LINE, END]:
        assert line_in(table) == LINE
    else:
        for edit in (line_in, without_line, lambda table: with_line(table, LINE)):
            with pytest.raises(CoachError, match="changed by hand"):
                edit(table)


def test_a_block_whose_line_ends_were_changed_by_an_editor_is_still_ours() -> None:
    table = with_line(b"0 1 * * * other\n", LINE).replace(b"\n", b"\r\n")
    assert line_in(table) == LINE
    assert without_line(table) == b"0 1 * * * other\r\n"


def test_there_are_at_least_twelve_crontabs() -> None:
    assert len(CRONTABS) >= 12


@pytest.mark.parametrize(
    "block",
    [
        [BEGIN, b"0 7 * * * echo do remind me", END],
        [BEGIN, LINE + b" >/dev/null", END],
        [BEGIN, LINE, END + b" 0 5 * * * mine"],
    ],
)
def test_what_a_person_put_into_the_block_is_never_taken_for_ours(block: list[bytes]) -> None:
    table = b"\n".join([*block, b""])
    for edit in (line_in, without_line, lambda table: with_line(table, LINE)):
        with pytest.raises(CoachError, match="changed by hand"):
            edit(table)


@pytest.mark.parametrize("sign", [b"#", b"# ", b"## "])
def test_a_line_that_a_person_switched_off_is_still_ours(sign: bytes) -> None:
    table = b"\n".join([BEGIN, sign + LINE, END, b""])
    assert line_in(table) == sign + LINE
    assert without_line(table) == b""
