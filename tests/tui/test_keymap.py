"""The keys that the settings know are those of the app, and none that comes with it clashes."""

import pytest
from textual.theme import BUILTIN_THEMES

from coach import keymap
from coach.config import AUTO, THEMES
from coach.tui import keys, theme


def test_every_key_of_the_app_can_be_set_and_no_other() -> None:
    assert {binding.id for binding in keys.EVERY} == set(keymap.KEYS)
    ids = [binding.id for binding in keys.EVERY]
    assert len(ids) == len({*ids})


def test_the_themes_that_may_be_named_are_those_there_are() -> None:
    assert {*THEMES} == {AUTO, *theme.OURS, *BUILTIN_THEMES}


def test_an_id_stands_in_one_place() -> None:
    assert len(keymap.KEYS) == sum(map(len, keymap.BY_PLACE.values()))


@pytest.mark.parametrize("name", keymap.KEYS)
def test_what_comes_with_the_app_is_right(name: str) -> None:
    for key in keymap.KEYS[name].split(","):
        assert keymap.wrong_key(name, key) == ""
    assert [*keymap.clashes({name: keymap.KEYS[name]})] == []


@pytest.mark.parametrize(
    ("place", "bindings"),
    [
        ("on Today", keys.TODAY_KEYS), ("in the Journal", keys.JOURNAL_KEYS),
        ("on Progress", keys.PROGRESS_KEYS), ("in the Playbook", keys.PLAYBOOK_KEYS),
        ("in Questions", keys.QUESTION_KEYS), ("in lists", keys.LIST_KEYS),
        ("where a promise is read back", keys.READ_BACK_KEYS),
        ("choosing in a session", keys.CHOICE_KEYS), ("on every screen", keys.MAIN_SCREEN),
        ("where a text is read", keys.SCROLL),
    ],
)  # fmt: skip
def test_a_key_stands_in_the_place_where_it_is_in_force(place: str, bindings: tuple) -> None:
    borrowed = keymap._BORROWED.get(place, ())
    assert {binding.id for binding in bindings} == {*keymap.BY_PLACE[place], *borrowed}
