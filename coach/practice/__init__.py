"""What a person practises, for both front ends: the use cases.

`Practice` does three things, each in a module of its own: it reads, asks, and keeps.
"""

from coach.practice.asking import BEGUN, Reflection, Today
from coach.practice.drafting import NOTE_DRAFT, draft_key, edit_key
from coach.practice.keeping import Practice
from coach.practice.reading import Progress
from coach.store.drafts import OpenDraft  # front ends write to it, and know only us

__all__ = [
    "BEGUN",
    "NOTE_DRAFT",
    "OpenDraft",
    "Practice",
    "Progress",
    "Reflection",
    "Today",
    "draft_key",
    "edit_key",
]
