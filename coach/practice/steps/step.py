"""A step of a session as data: what it asks, what it takes, and what becomes of that.

The app lays out any step, and plain lines ask any step, from what stands here; wording, rules and
saving exist once. A new step is one class, registered in `coach.practice.steps`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Any, Literal

from coach.domain.text import is_blank
from coach.frozen import frozen
from coach.practice.drafting import form_text, form_values
from coach.practice.practice import Practice

FieldKind = Literal["text", "line", "one", "several", "number", "days"]
Values = dict[str, str]
"""What a person wrote or chose, by field; ids of several choices are joined with spaces."""

SAVED = "Saved."
LEAVE_EMPTY = "Leave it empty to skip."
SKIPPED = "Skipped."
FEW_LINES = "A few lines are enough."


def in_rows(rows: Sequence[tuple[str, str]]) -> str:
    """Return names with their texts as an aside says them, a row each."""
    return "\n".join(f"{name}: {text}" for name, text in rows)


def is_nothing(values: Values) -> bool:
    """Return whether nothing is written or chosen in any field."""
    return all(is_blank(value) for value in values.values())


@frozen
class Field:
    """One thing to write or to choose."""

    name: str
    label: str = ""
    kind: FieldKind = "line"
    options: Mapping[Any, str] = field(default_factory=dict)
    """For `one` and `several`: what can be chosen, by id; a second line says more of it."""
    hint: str = ""
    """What may be written, shown while it is empty."""
    suggested: str = ""
    """What stands in it while it is empty, and is taken once something else is written.

    Of a choice: what it is taken for while nothing is chosen.
    """
    ends: bool = False
    """Whether Enter saves the step here: what follows is for those who have more to say."""

    @property
    def empty_hint(self) -> str:
        """What is shown while it is empty."""
        return f"Enter: {self.suggested}" if self.suggested else self.hint


@frozen
class Aside:
    """Something to read beside the question: at once if it is `open`, else on a key."""

    name: Literal["before", "about", "why", "note", "example", "more", "after"]
    text: str
    title: str = ""
    open: bool = True
    full: str = ""
    """The whole of it where `text` is shortened, for a key."""
    people: bool = False
    """Whether it is about a person or a promise."""
    rows: Sequence[tuple[str, str]] = ()
    """What `text` says, a name and a text each, where it is a list of these."""
    note: str = ""
    """A quiet line below the text."""
    spare: bool = False
    """Whether a small screen leaves it out."""


@frozen
class Lack:
    """What is pointed out before a step is saved, and the field to go to.

    Unless it `blocks`, it is said once; asked to go on again, the step is saved without.
    """

    message: str
    field: str
    blocks: bool = False


@frozen
class Done:
    """What came of a step."""

    said: str = ""
    """What to tell the person."""
    passed: bool = False
    """True if the step saved nothing the session could tell by, so that it must be skipped."""
    ends: bool = False
    """True if the whole session ends with it."""
    then: "Step | None" = None
    """The step that follows at once, before the session decides."""
    undo: "Callable[[], Step] | None" = field(default=None, compare=False)
    """Takes back what was saved, off the event loop, and returns the step once more."""


class Step:
    """One step. Its attributes say what to show; `submit` saves and says what happened.

    A step is made and submitted off the event loop: both may touch the disk. `submit` raises
    `JournalError` if the words could not be saved; whoever called it holds them in a draft.
    """

    key = ""
    """What the session skips it by."""
    draft_key = ""
    heading = ""
    """A line above what is asked."""
    ask = ""
    opening = ""
    """What to say when it opens, such as why this is asked now."""
    asides: tuple[Aside, ...] = ()
    offers: frozenset[str] = frozenset()
    """What else can be done: another, repeat, due, deeper, line, review, editor, print."""
    saves_empty = False
    """Whether submitting nothing is an answer, too, not a skip."""
    to_skip = "skip"
    """What it is to go on without an answer."""
    skipped = SKIPPED
    """What to say once it is skipped."""
    form: tuple[Field, ...] = ()
    """The fields, where they don't follow from what is there already."""
    first = ""
    """The field to begin in; the first empty one if it is empty."""

    def __init__(self, practice: Practice) -> None:
        self.practice = practice

    def fields(self, values: Values) -> tuple[Field, ...]:
        """Return what is asked, as it follows from what is there already."""
        return self.form

    def initial(self) -> Values:
        """Return what the fields hold where no draft waits."""
        return {}

    def completed(self, values: Values) -> Values:
        """Return the values, with what is suggested in the fields left empty beside others."""
        if is_nothing(values):
            return values
        fields = self.fields(values)
        suggested = {f.name: f.suggested for f in fields if f.suggested and not f.options}
        empty = {n: text for n, text in suggested.items() if is_blank(values.get(n, ""))}
        return values | empty

    def lacks(self, values: Values) -> Lack | None:
        """Return what to point out before this is saved."""
        return None

    def read_back(self, values: Values) -> str:
        """Return what is read back to be confirmed before it is saved; empty if nothing is."""
        return ""

    def submit(self, values: Values) -> Done:
        """Save this."""
        raise NotImplementedError

    def draft_text(self, values: Values) -> str:
        """Return the values as their draft holds them."""
        return form_text(values)

    def draft_values(self, text: str) -> Values:
        """Return the values that a draft holds."""
        return form_values(text)


class TextStep(Step):
    """A step with one text and nothing else; its draft is the text itself."""

    offers = frozenset({"editor"})
    form = (Field("text", kind="text", hint=FEW_LINES),)

    def draft_text(self, values: Values) -> str:
        """Return the text."""
        return values.get("text", "")

    def draft_values(self, text: str) -> Values:
        """Return the text as the one value."""
        return {"text": text} if text else {}
