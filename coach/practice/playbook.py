"""The playbook: lines a person saves on its pages."""

from coach.domain.model import Answer, Line, new_id, timestamp
from coach.domain.text import is_blank, normalize
from coach.errors import UsageError
from coach.practice.drafting import draft_key
from coach.practice.workspace import Workspace


class Playbook:
    """What a person holds in the end, page by page."""

    def __init__(self, workspace: Workspace) -> None:
        self._work = workspace

    def lines(self) -> list[Line]:
        """Return every line that is not deleted, oldest first.

        Raises:
            JournalError: if the journal cannot be read.
        """
        return [line for line in self._work.journal.lines() if not line.deleted]

    def add(self, page: str, text: str, of: Answer, *, leave_draft: bool = True) -> Line:
        """Save a line on a page, from an answer; durable on return.

        Raises:
            UsageError: if there is nothing to save.
            SaveError: if it could not be saved; the text is then a draft and the hint says where.
        """
        text = normalize(text)
        if is_blank(text):
            raise UsageError("Nothing to save.", "Write at least a word.")
        now = self._work.clock.now()
        line = Line(
            id=new_id(now),
            page=page,
            text=text,
            of=of.id,
            day=self._work.day(),
            created=timestamp(now),
            updated=timestamp(now),
        )
        with self._work.saving(draft_key("line", of.id), text, leave_draft=leave_draft):
            self._work.journal.put([line])
        return line
