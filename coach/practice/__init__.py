"""What a person practices, for both front ends: the use cases."""

from coach.practice.practice import Practice
from coach.store.drafts import OpenDraft

__all__ = ["OpenDraft", "Practice"]
