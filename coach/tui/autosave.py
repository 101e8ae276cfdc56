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
        self._soon: Timer | None = None
        self._at_latest: Timer | None = None

    @property
    def unwritten(self) -> bool:
        """Whether something is typed that no file holds."""
        return self._text().rstrip() != self._written.rstrip()

    def begin(self, draft: OpenDraft | None, written: str) -> None:
        """Write to this draft from now on; it holds `written`."""
        self._draft, self._written = draft, written
        if self.unwritten:
            self.changed()

    def changed(self) -> None:
        """Note that a key was typed."""
        if self._soon:
            self._soon.stop()
        self._soon = self._pump.set_timer(AFTER_LAST_KEY, self.flush)
        if not self._at_latest:
            self._at_latest = self._pump.set_timer(WHILE_TYPING, self.flush)

    async def flush(self) -> bool:
        """Write now; gives whether the draft holds what is typed."""
        self._stop_timers()
        text = self._text()
        if not self.unwritten:
            return True
        if self._draft is None:
            return False
        try:
            await self._background.run(self._draft.write, text)
        except CoachError as error:
            self._tell(f"{error.message} {error.hint}")
            return False
        self._written = text
        self._tell("draft kept" if text.strip() else "")
        return True

    async def discard(self) -> None:
        """Take the draft away: what it said is kept."""
        self._stop_timers()
        draft, self._draft = self._draft, None
        self._written = self._text()
        if draft:
            try:
                await self._background.run(draft.write, "")
            except CoachError as error:
                self._tell(error.message)
            await self._background.run(draft.close)

    async def end(self) -> bool:
        """Write a last time and let other windows have the draft."""
        written = await self.flush()
        draft, self._draft = self._draft, None
        if draft:
            await self._background.run(draft.close)
        return written

    def write_at_once(self) -> None:
        """Write from the event loop itself: the program is about to end."""
        if self._draft and self.unwritten:
            self._draft.write(self._text())

    def _stop_timers(self) -> None:
        for timer in (self._soon, self._at_latest):
            if timer:
                timer.stop()
        self._soon = self._at_latest = None
