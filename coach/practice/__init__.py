"""What a person practices, for both front ends: the use cases."""

from coach.practice.practice import Practice
from coach.practice.workspace import NO_DRAFT
from coach.store.drafts import Drafts
from coach.store.open_draft import OpenDraft

__all__ = ["NO_DRAFT", "Drafts", "OpenDraft", "Practice"]
