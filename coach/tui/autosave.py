"""Writing what a person types to its draft, soon after the last key and often while typing."""

import contextlib
from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer

from coach.errors import CoachError, JournalError
from coach.practice import Drafts, OpenDraft
from coach.practice.drafting import NOTE
from coach.practice.steps.step import Step
from coach.tui.disk import Disk
from coach.tui.widgets.status_line import DRAFT_SAVED, StatusLine

AFTER_LAST_KEY = 0.3
"""Seconds."""
WHILE_TYPING = 2.0
"""Seconds; no word waits longer than this."""
NO_DRAFT = "No draft can be written. Copy your words, or leave again to lose them."


class Autosave:
    """Keeps a step's draft equal to what is typed, without the event loop ever waiting for it."""

    def __init__(
        self, pump: MessagePump, disk: Disk, status: StatusLine, step: Step, text: Callable[[], str]
    ) -> None:
        """Start without a draft; `text` returns what is typed now, `pump` runs the timers."""
        self._pump = pump
        self._disk = disk
        self._status = status
        self._step = step
        self._text = text
        self.draft: OpenDraft | None = None
        """The draft that is written to."""
        self._written = ""
        self._under_way = 0
        """Writes that the disk has not confirmed yet."""
        self._left_anyway = False
        self._soon: Timer | None = None
        self._at_latest: Timer | None = None

    def begin(self, draft: OpenDraft | None) -> None:
        """Write to this draft from now on, as soon as the text is another than it is now."""
        self.draft, self._written = draft, self._text()

    def changed(self) -> None:
        """Note that a key was typed."""
        if not self._unwritten:
            return
        self._left_anyway = False
        if self._soon:
            self._soon.stop()
        self._soon = self._pump.set_timer(AFTER_LAST_KEY, self.flush_and_say)
        if not self._at_latest:
            self._at_latest = self._pump.set_timer(WHILE_TYPING, self.flush_and_say)

    async def flush(self) -> bool:
        """Write now; return whether the draft holds what is typed."""
        return await self._write(self.draft, self._text())

    async def flush_and_say(self) -> bool:
        """Write now and, if anything was unwritten, say so; return whether the draft holds it."""
        unwritten = self._unwritten
        written = await self.flush()
        if unwritten and written:
            self._status.note(DRAFT_SAVED if self._written.strip() else "")
        return written

    async def hand_over(self, text: str) -> bool:
        """Write a last text to the draft and let other windows have it.

        Return whether the draft holds it. What is typed from now on is not for this draft.
        """
        draft, self.draft = self.draft, None
        written = await self._write(draft, text)
        self._written = ""
        if draft:
            await self._disk.run(draft.close)
        return written

    async def discard(self) -> None:
        """Take the draft away: what it said is saved."""
        await self.hand_over("")

    async def leave(self) -> bool:
        """Leave the words behind as a draft; where that can't be, say so once before they're lost.

        Return whether the step can be left.
        """
        if not self._step.draft_key:
            return True
        text = self._text()
        if await self.flush() or self._left_anyway or await self._is_set_aside(text):
            await self.hand_over(text)
            return True
        self._left_anyway = True
        self._status.show(NO_DRAFT, asks=True)
        return False

    async def left_as_draft(self, error: CoachError) -> CoachError:
        """Return the error of a save that says where the words are."""
        await self.flush()
        key, work = self._step.draft_key, self._step.practice.work
        if not key or not isinstance(error, JournalError):
            return error
        return await self._disk.run(work.left_as_draft, error, key, self._text())

    def write_at_once(self) -> None:
        """Write from the event loop itself: the program is about to end."""
        if self._step.draft_key and (self._unwritten or self._under_way):
            draft = None if self._under_way else self.draft  # two must not write to one
            self._step.practice.drafts.last_resort(self._step.draft_key, self._text(), draft)

    @property
    def _unwritten(self) -> bool:
        return self._text().rstrip() != self._written.rstrip()

    async def _is_set_aside(self, text: str) -> bool:
        drafts, key = self._step.practice.drafts, self._step.draft_key
        return await self._disk.run(drafts.last_resort, key, text) is not None

    async def _write(self, draft: OpenDraft | None, text: str) -> bool:
        for timer in (self._soon, self._at_latest):
            if timer:
                timer.stop()
        self._soon = self._at_latest = None
        if text.rstrip() == self._written.rstrip():
            if self._under_way:
                await self._disk.run(lambda: None)  # it is not there before that
            return True
        if draft is None:
            return False
        before, self._written = self._written, text  # what comes meanwhile is written after it
        self._under_way += 1
        try:
            await self._disk.run(draft.write, text)
        except CoachError as error:
            self._written = before
            self._status.show(str(error))
            return False
        finally:
            self._under_way -= 1
        return True


class Ahead:
    """Puts what is typed too early on disk, as the draft of a note, until its step has it."""

    def __init__(
        self, pump: MessagePump, disk: Disk, drafts: Drafts, words: Callable[[], str]
    ) -> None:
        """Start without a draft; `words` returns what waits now."""
        self._pump = pump
        self._disk = disk
        self._drafts = drafts
        self._words = words
        self._draft: OpenDraft | None = None
        self._soon: Timer | None = None

    def changed(self) -> None:
        """Note that something was typed."""
        if not self._soon:
            self._soon = self._pump.set_timer(AFTER_LAST_KEY, self._write)

    async def arrived(self) -> None:
        """Take the draft away: the words are in that of their step."""
        await self._disk.run(self._drop)

    def leave(self) -> None:
        """Leave what waits as the draft of a note, at once."""
        self._drafts.last_resort(NOTE, self._words().strip(), self._draft)
        if self._draft:
            self._draft.close()

    async def _write(self) -> None:
        self._soon = None
        with contextlib.suppress(CoachError):
            await self._disk.run(self._put, self._words())

    def _put(self, words: str) -> None:
        if words.strip():
            self._draft = self._draft or self._drafts.open_new(NOTE)
            self._draft.write(words)

    def _drop(self) -> None:
        draft, self._draft = self._draft, None
        if draft:
            with contextlib.suppress(CoachError):
                draft.write("")
            draft.close()
