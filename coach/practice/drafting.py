"""What drafts are for: the keys by which they are found again, and forms as a draft holds them."""

from collections.abc import Iterable, Mapping
from typing import Literal

from coach.domain.acts import WHAT_CAME_BACK
from coach.domain.model import Act

NOTE_DRAFT = "note"
COMMIT_DRAFT = "commit"
PLAN_DRAFT = "plan"

DraftKind = Literal["answer", "deeper", "changed", "edit", "review", "page"]

PROMISE_TEXTS = ("cue", "act", "obstacle", "if_obstacle")
REVIEW_TEXTS = ("did", "they")
OUTCOME_FIELDS = ("outcome", *REVIEW_TEXTS, "back", "minutes")
"""What came of an act, as its draft holds it."""
ACT_TEXTS = (*PROMISE_TEXTS, *REVIEW_TEXTS)
"""The words of an act, by their fields."""
ACT_FIELDS = (*ACT_TEXTS, "minutes")
"""What of an act can be put otherwise."""

_CONTINUED = "\n    "


def draft_key(prompt_id: str) -> str:
    """The draft of an answer to this question."""
    return f"answer-{prompt_id}"


def follow_key(kind: Literal["deeper", "changed"], answer_id: str) -> str:
    """The draft of what follows this answer."""
    return f"{kind}-{answer_id}"


def page_key(answer_id: str) -> str:
    """The draft of a line for the playbook, from this answer."""
    return f"page-{answer_id}"


def edit_key(answer_id: str) -> str:
    """The draft of an edit of this answer."""
    return f"edit-{answer_id}"


def review_key(act_id: str) -> str:
    """The draft of what came of this act."""
    return f"review-{act_id}"


def keys_about(item_id: str) -> set[str]:
    """Every draft that is about this answer or act."""
    return {f"{kind}-{item_id}" for kind in ("deeper", "changed", "edit", "review", "page")}


def about_of(key: str, kind: DraftKind) -> str | None:
    """What a draft of this kind is about, by its id; None if it is a draft of another kind."""
    found, _, about = key.partition("-")
    return about if found == kind and about else None


def form_text(fields: Mapping[str, str]) -> str:
    """The fields of a form as a draft holds them.

    A line `name: value` for each that says something; further lines of a value are indented.
    """
    return "".join(
        f"{name}: {value.replace(chr(10), _CONTINUED)}\n" for name, value in fields.items() if value
    )


def form_fields(text: str) -> dict[str, str]:
    """The fields that a draft holds; a line that is none belongs to the field before it."""
    fields: dict[str, str] = {}
    name = ""
    for line in text.split("\n"):
        begun, colon, value = line.partition(": ")
        if colon and begun.isidentifier():
            name = begun
            fields[name] = value
        elif name and line:
            fields[name] += "\n" + line.removeprefix(_CONTINUED[1:])
    return fields


def promise_form(act: Act) -> str:
    """What the draft of this act's promise would hold."""
    return act_form(act, PROMISE_TEXTS)


def review_form(act: Act) -> str:
    """What the draft of this act's outcome would hold."""
    back = [back.what for back in act.came_back if back.day == act.said]
    return outcome_form(act.status, act.did or "", act.they or "", back, act.minutes)


def outcome_form(
    outcome: str, did: str, they: str, back: Iterable[str], minutes: int | None
) -> str:
    """What came of an act as a draft holds it; `minutes` are those it took."""
    took = "" if minutes is None else str(minutes)
    values = (outcome, did, they, " ".join(back), took)
    return form_text(dict(zip(OUTCOME_FIELDS, values, strict=True)))


def told_in_words(form: str) -> str:
    """What the draft of an outcome says, as lines of a note."""
    fields = form_fields(form)
    back = [WHAT_CAME_BACK[w] for w in WHAT_CAME_BACK if w in fields.get("back", "").split()]
    minutes = fields.get("minutes", "")
    lines = [
        fields.get("did", ""),
        fields.get("they", ""),
        f"What came back: {', '.join(back)}." if back else "",
        f"Minutes: {minutes}." if minutes else "",
    ]
    return "\n".join(line for line in lines if line)


def act_form(act: Act, names: Iterable[str] = ACT_FIELDS) -> str:
    """An act's texts as a form, to be changed."""
    fields = act_fields(act)
    return form_text({name: fields[name] for name in names})


def act_fields(act: Act) -> dict[str, str]:
    """An act's texts and its minutes, by their fields."""
    fields = {name: getattr(act, name) or "" for name in ACT_TEXTS}
    return fields | {"minutes": "" if act.minutes is None else str(act.minutes)}
