"""The keys of the app by id, those that come with it, and what a person may make of them.

Only data and rules, so that what needs no app can check them; `coach.tui.keys` says what each does.
"""

from collections.abc import Iterator, Mapping
from unicodedata import lookup

from coach.domain.text import closest

BY_PLACE: Mapping[str, Mapping[str, str]] = {
    "anywhere": {"quit_anywhere": "ctrl+q", "command_palette": "ctrl+p", "card_anywhere": "f9"},
    "on every screen": {
        "today": "1", "journal": "2", "progress": "3", "playbook": "4", "questions": "5",
        "note": "n", "card": "c", "help": "question_mark,f1", "quit": "q",
    },
    "on Today": {"begin": "enter", "review": "r", "away": "w", "walk": "w"},
    "in the Journal": {
        "read": "enter,r", "search": "slash", "filter": "f", "everything": "escape",
        "person": "p", "partner": "b", "tag": "number_sign", "track": "t", "group": "g",
        "on_this_day": "o", "deleted": "x", "versions": "v", "export": "w",
        "edit": "e", "delete": "d", "undo": "u", "copy": "y",
    },
    "on Progress": {"plan": "p", "promises": "a", "time_off": "w"},
    "in the Playbook": {
        "open": "enter,right", "pages": "escape,left",
        "new_line": "a", "evidence": "m", "earlier": "v",
    },
    "in Questions": {"answer_now": "enter", "read_question": "r"},
    "on the card": {"copy_line": "y,enter", "close_card": "escape,q,c"},
    "in a session": {
        "save": "ctrl+s,f8", "next_field": "enter", "go_on": "enter", "move_on": "enter",
        "field_before": "up", "field_after": "down", "leave": "escape", "help_while_typing": "f1",
        "editor": "f2", "another": "f3", "repeat": "f3", "remind": "f3",
        "example": "f4", "hide_example": "escape", "add_line": "f4", "print": "f4",
        "why": "f5", "compare": "f5", "one_more": "f5",
        "about": "f6", "review_too": "f6", "take_back": "f7",
    },
    "choosing in a session": {"pick": "space", "pick_left": "left", "pick_right": "right"},
    "where a promise is read back": {
        "promise_it": "enter,ctrl+s,f8", "change_it": "escape,backspace",
        "sooner": "left,minus", "later": "right,plus",
    },
    "in a dialog": {"choose": "enter", "back": "escape", "close": "escape,q,enter"},
    "in lists": {
        "up": "up,k", "down": "down,j", "page_up": "pageup", "page_down": "pagedown,space",
        "first": "home", "last": "end",
    },
    "where a text is read": {"scroll_up": "up,pageup", "scroll_down": "down,pagedown,space"},
}  # fmt: skip
"""Every key of the app: its id, and the keys it has unless the settings say otherwise."""

KEYS = {name: keys for place in BY_PLACE.values() for name, keys in place.items()}

IN_WORDS: Mapping[str, str] = {
    "begin": "start or continue the session",
    "away": "mark the weeks you were away as time off",
    "walk": "walk through the four questions",
    "everything": "clear the search and the filters",
    "partner": "say that a person is a partner",
    "group": "all answers to one question",
    "evidence": "whose words a line is",
    "another": "another question",
    "repeat": "make the same promise again",
    "remind": "set a time to be reminded at",
    "compare": "read both answers side by side",
    "one_more": "one more question about your answer",
    "about": "read in full what the question looks back on",
    "take_back": "undo a promise's outcome",
}
"""What those do whose ids don't say it, for the file of settings."""

_SCREENS = ("on Today", "in the Journal", "on Progress", "in the Playbook", "in Questions")
_TOGETHER = (
    *(("on every screen", screen, "in lists", "anywhere") for screen in _SCREENS),
    ("in a session", "choosing in a session", "anywhere"),
    ("where a promise is read back", "anywhere"),
    ("in a dialog", "in lists", "anywhere"),
)
"""The places whose keys are in force at the same time."""
_BORROWED: Mapping[str, tuple[str, ...]] = {
    "in the Playbook": ("partner", "edit", "delete", "undo", "copy", "export"),
    "in Questions": ("walk",),
}
"""The keys of another place that are in force here, too."""
_WHILE_TYPING = {*BY_PLACE["in a session"], *BY_PLACE["anywhere"]}
_MODIFIERS = {"ctrl", "shift", "alt", "super", "hyper", "meta"}
_NAMED = {
    "enter", "escape", "tab", "space", "backspace", "delete", "insert", "home", "end",
    "pageup", "pagedown", "up", "down", "left", "right", *(f"f{n}" for n in range(1, 25)),
}  # fmt: skip
_CHARACTERS = {"slash", "backslash", "at", "minus", "plus", "underscore"}
"""What Textual calls some characters otherwise than Unicode does."""
_SPELLINGS = {
    "esc": "escape", "return": "enter", "del": "delete", "ins": "insert", "pgup": "pageup",
    "pgdn": "pagedown", "control": "ctrl", "cmd": "super", "option": "alt",
}  # fmt: skip


def as_meant(pressed: str) -> str:
    """Return a key as Textual names it, whose case a person needn't know: `Ctrl+N`, `F6`."""
    *modifiers, key = pressed.split("+") if len(pressed) > 1 else [pressed]
    modifiers = [modifier.lower() for modifier in modifiers]
    return "+".join(
        [*modifiers, key.lower() if key[1:] or {"ctrl", "control"} & {*modifiers} else key]
    )


def wrong_key(name: str, pressed: str) -> str:
    """Return why a key can't be that of an id, in the middle of a sentence; empty if it can."""
    *modifiers, key = pressed.split("+") if len(pressed) > 1 else [pressed]
    for modifier in modifiers:
        if modifier not in _MODIFIERS:
            return _unknown(modifier, pressed, _MODIFIERS)
    is_character = len(key) == 1 and key.isprintable()
    if key in _SPELLINGS or not (is_character or key in _NAMED or _has_name(key)):
        return _unknown(key, pressed, _NAMED)
    types = not {*modifiers} - {"shift"} and (key not in _NAMED or key == "space")
    if types and name in _WHILE_TYPING:
        return f"“{pressed}” types in a session; take one with ctrl, or F1 to F12"
    return ""


def clashes(own: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield an id of one's own keys, a key of it, and the id that has this key at the same time.

    Two that share a key by default never meet, so they may go on sharing it.
    """
    in_force = {**KEYS, **own}
    for name in own:
        together = {n for n in _beside(name) if n != name}
        for key in _split(own[name]):
            for other in sorted(together, key=[*KEYS].index):
                shared = {key} <= {*_split(KEYS[name])} & {*_split(KEYS[other])}
                if key in _split(in_force[other]) and not shared:
                    yield name, key, other


def _beside(name: str) -> set[str]:
    """Return the ids whose keys are in force at the same time as that of this one."""
    contexts = [
        {n for place in places for n in (*BY_PLACE[place], *_BORROWED.get(place, ()))}
        for places in _TOGETHER
    ]
    return {n for context in contexts if name in context for n in context}


def _split(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",")]


def _has_name(key: str) -> bool:
    """Return whether this is the name of a character, such as `question_mark`."""
    try:
        return key in _CHARACTERS or bool(lookup(key.replace("_", " ")))
    except KeyError:
        return False


def _unknown(part: str, pressed: str, known: set[str]) -> str:
    near = [_SPELLINGS.get(part.lower()) or next(iter(closest(part, known)), "")]
    meant = f" (did you mean “{pressed.replace(part, near[0])}”?)" if near[0] else ""
    return f"there is no key “{pressed}”{meant}"
