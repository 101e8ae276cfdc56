"""What drafts are for: the keys by which they are found again."""

NOTE_DRAFT = "note"


def draft_key(prompt_id: str) -> str:
    """The draft of an answer to this question."""
    return f"answer-{prompt_id}"


def edit_key(answer_id: str) -> str:
    """The draft of an edit of this answer."""
    return f"edit-{answer_id}"


def prompt_of_draft(key: str) -> str | None:
    """The question that a draft answers; None if it is a draft of something else."""
    kind, _, prompt_id = key.partition("-")
    return prompt_id if kind == "answer" and prompt_id else None
