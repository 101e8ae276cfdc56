"""What a person practises, for both front ends: the use cases.

`Practice` does a few things, each in a module of its own: it reads, asks, keeps what is written,
keeps what is promised and chosen, and knows where a sitting stands.
"""

from coach.practice.acting import ENOUGH
from coach.practice.asking import BEGUN, Reflection
from coach.practice.choosing import Planned
from coach.practice.drafting import (
    ACT_FIELDS,
    ACT_TEXTS,
    COMMIT_DRAFT,
    NOTE_DRAFT,
    OUTCOME_FIELDS,
    PLAN_DRAFT,
    PROMISE_TEXTS,
    act_fields,
    act_form,
    draft_key,
    edit_key,
    follow_key,
    form_fields,
    form_text,
    keys_about,
    page_key,
    review_key,
    told_in_words,
)
from coach.practice.reading import Progress
from coach.practice.sitting import (
    CHANGED,
    ENOUGH_FOR_TODAY,
    TEN_MINUTES,
    Closing,
    Practice,
    Sitting,
    Today,
)
from coach.store.drafts import OpenDraft  # front ends write to it, and know only us

__all__ = [
    "ACT_FIELDS",
    "ACT_TEXTS",
    "BEGUN",
    "CHANGED",
    "COMMIT_DRAFT",
    "ENOUGH",
    "ENOUGH_FOR_TODAY",
    "NOTE_DRAFT",
    "OUTCOME_FIELDS",
    "PLAN_DRAFT",
    "PROMISE_TEXTS",
    "TEN_MINUTES",
    "Closing",
    "OpenDraft",
    "Planned",
    "Practice",
    "Progress",
    "Reflection",
    "Sitting",
    "Today",
    "act_fields",
    "act_form",
    "draft_key",
    "edit_key",
    "follow_key",
    "form_fields",
    "form_text",
    "keys_about",
    "page_key",
    "review_key",
    "told_in_words",
]
