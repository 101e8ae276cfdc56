"""A step whose words are in a draft until they are kept."""

from collections.abc import Callable, Sequence

from textual import work

from coach.errors import CoachError
from coach.practice import Practice
from coach.tui.autosave import Autosave
from coach.tui.background import Background
from coach.tui.steps.step import Step

Names = Sequence[tuple[str, int]]


class DraftedStep(Step):
    """Keeps its words, or skips, or leaves them as a draft; none is lost whatever happens.

    A kind of step says what its draft is for (`key`) and what is written in it now (`written`).
    """

    def __init__(self, practice: Practice, background: Background) -> None:
        super().__init__()
        self.practice = practice
        self.background = background
        self._opening = True
        self._leaving = False
        self._left_anyway = False
        self._autosave = Autosave(self, background, lambda: self.written, self.say)

    @property
    def key(self) -> str:
        """What the draft is for."""
        raise NotImplementedError

    @property
    def written(self) -> str:
        """What is written now, as a draft holds it."""
        raise NotImplementedError

    def offer(self, people: Names, tags: Names) -> None:
        """Offer these names where one writes."""
        raise NotImplementedError

    def finish(self, said: str) -> None:
        """Say that the step is over."""
        self.post_message(self.Done(said))

    async def offer_names(self) -> None:
        """Offer the people and tags that were mentioned before."""
        try:
            people = await self.background.run(self.practice.people)
            tags = await self.background.run(self.practice.tags)
        except CoachError:
            return  # names are a convenience
        self.offer(people, tags)

    def note_change(self) -> None:
        """Let the draft follow what is written, soon."""
        if not self._opening and self._autosave.unwritten:
            self._left_anyway = False
            self._autosave.changed()

    @work(group="keep")
    async def skip(self) -> None:
        """Keep nothing, and go on; the step is in hand."""
        await self._autosave.discard()
        self.over = True
        self.post_message(self.Done("Skipped.", passed=True))

    @work(group="keep")
    async def keep_by(self, keep: Callable[[], str]) -> None:
        """Keep what is written by this call on the disk's thread; the step is in hand.

        It gives what to say. If it fails, the words stay and it is said where.
        """
        try:
            said = await self.background.run(keep)
        except CoachError as error:
            self.give_back()
            where = await self.secure(self.written)
            self.say(f"Not kept. {error.message} {where or error.hint}")
            return
        await self._autosave.discard()
        self.over = True
        self.finish(said)

    async def secure(self, text: str) -> str:
        """Put words where they survive; gives where, or nothing if there is no such place."""
        if await self._autosave.flush() and self._autosave.draft:
            return f"Your words are in the draft {self._autosave.draft.path}"
        try:
            path = await self.background.run(self.practice.drafts.keep, self.key, text.encode())
        except CoachError:
            return ""
        return f"Your words are in {path}"

    async def leave(self) -> bool:
        """Write the draft; where no place is left for it, say so once before words are lost."""
        if self.over:
            return True
        text = self.written
        self._leaving = True
        if await self._autosave.flush() or self._left_anyway or await self.secure(text):
            await self._autosave.hand_over(text)
            return True
        self._leaving, self._left_anyway = False, True
        self.say("No draft can be written. Copy your words, or leave again to lose them.")
        return False

    def write_at_once(self) -> None:
        """Put what is written into the draft, from the event loop itself."""
        self._leaving = True
        self._autosave.write_at_once()
