"""Writing what a person types to its draft, soon after the last key and often while typing."""

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer

from coach.errors import CoachError
from coach.practice import OpenDraft
from coach.tui.background import Background

AFTER_LAST_KEY = 0.3
"""Seconds."""
WHILE_TYPING = 2.0
"""Seconds; no word waits longer than this."""


class Autosave:
    """Keeps one draft equal to one text, without the event loop ever waiting for it."""

    def __init__(
        self,
        pump: MessagePump,
        background: Background,
        text: Callable[[], str],
        tell: Callable[[str], None],
    ) -> None:
        """`text` gives what is typed now; `tell` is told `draft kept`, or what went wrong."""
        self._pump = pump
        self._background = background
        self._text = text
        self._tell = tell
        self._draft: OpenDraft | None = None
        self._written = ""
        self._under_way = 0
        """Writes that the disk has not confirmed yet."""
        self._soon: Timer | None = None
        self._at_latest: Timer | None = None

    @property
    def draft(self) -> OpenDraft | None:
        """The draft that is written to."""
        return self._draft

    @property
    def unwritten(self) -> bool:
        """Whether what is typed is neither in the draft nor what the writing began with."""
        return self._text().rstrip() != self._written.rstrip()

    def begin(self, draft: OpenDraft | None, known: str) -> None:
        """Write to this draft from now on, as soon as the text is another than `known`."""
        self._draft, self._written = draft, known
        if self.unwritten:
            self.changed()

    def changed(self) -> None:
        """Note that a key was typed."""
        if self._soon:
            self._soon.stop()
        self._soon = self._pump.set_timer(AFTER_LAST_KEY, self._flush_and_say)
        if not self._at_latest:
            self._at_latest = self._pump.set_timer(WHILE_TYPING, self._flush_and_say)

    async def _flush_and_say(self) -> None:
        if self.unwritten and await self.flush():
            self._tell("draft kept" if self._written.strip() else "")

    async def flush(self) -> bool:
        """Write now; gives whether the draft holds what is typed."""
        return await self._write(self._draft, self._text())

    async def hand_over(self, text: str) -> bool:
        """Write a last text to the draft and let other windows have it; gives whether it holds it.

        The draft is left at once: what is typed from now on is for the next one.
        """
        draft, self._draft = self._draft, None
        written = await self._write(draft, text)
        self._written = ""
        if draft:
            await self._background.run(draft.close)
        return written

    async def discard(self) -> None:
        """Take the draft away: what it said is kept."""
        await self.hand_over("")

    def write_at_once(self) -> None:
        """Write from the event loop itself: the program is about to end."""
        if self._draft and self.unwritten:
            self._draft.write(self._text())

    async def _write(self, draft: OpenDraft | None, text: str) -> bool:
        for timer in (self._soon, self._at_latest):
            if timer:
                timer.stop()
        self._soon = self._at_latest = None
        if text.rstrip() == self._written.rstrip():
            if self._under_way:
                await self._background.run(lambda: None)  # it is not there before that
            return True
        if draft is None:
            return False
        before, self._written = self._written, text  # what comes meanwhile is written after it
        self._under_way += 1
        try:
            await self._background.run(draft.write, text)
        except CoachError as error:
            self._written = before
            self._tell(f"{error.message} {error.hint}")
            return False
        finally:
            self._under_way -= 1
        return True
