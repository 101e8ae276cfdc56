"""An id is shown as short as it is unique."""

from datetime import UTC, datetime, timedelta

from coach.domain.model import new_id, short_ids

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def test_entries_of_different_hours_need_seven_digits() -> None:
    ids = [new_id(NOW + timedelta(hours=hours)) for hours in range(200)]
    assert all(short == entry_id[:7] for entry_id, short in short_ids(ids).items())


def test_of_the_same_moment_each_has_as_much_as_tells_it_apart() -> None:
    ids = [new_id(NOW) for _ in range(200)]
    short = short_ids(ids)
    for entry_id in ids:
        assert [i for i in ids if i.startswith(short[entry_id])] == [entry_id]
        assert len([i for i in ids if i.startswith(short[entry_id][:-1])]) > 1


def test_one_alone_and_none_are_short() -> None:
    assert short_ids([]) == {}
    assert short_ids(["0123456789abcdef"]) == {"0123456789abcdef": "0123456"}
