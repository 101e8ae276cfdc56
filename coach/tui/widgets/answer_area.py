"""Where a person writes."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, ClassVar, SupportsIndex

from rich.text import Text
from textual.document._document import Document, EditResult, Location
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from coach.domain.text import begun_mention, mentions, shown

TINTED = 5_000
"""Characters of the longest paragraph that is tinted while a person types: 3 ms a key."""
_LINE_END = re.compile("\r\n|\r|\n")


class _Typed(str):
    """A text whose lines end at line ends only, not at form feeds or other separators too."""

    __slots__ = ()

    def splitlines(self, keepends: SupportsIndex = False) -> list[str]:
        lines = _LINE_END.split(self)
        return lines if lines[-1] else lines[:-1]


class _Document(Document):
    """Textual's document, which would otherwise turn such separators into line ends."""

    def __init__(self, text: str) -> None:
        super().__init__(_Typed(text))

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        return super().replace_range(start, end, _Typed(text))


@lru_cache(256)
def _mentions(line: str) -> tuple[tuple[int, int, str], ...]:
    """Return where the mentions of a line are; a paragraph is asked once for each of its rows."""
    return tuple(mentions(line))


class AnswerArea(TextArea):
    """A text area that keeps what is typed or pasted as it is."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"answer-area--person", "answer-area--tag"}
    DEFAULT_CSS = """
    AnswerArea {
        & > .answer-area--person { color: $text-secondary; }
        & > .answer-area--tag { color: $text-accent; }
        & > .text-area--placeholder { color: $text-muted; }

        height: 1fr;
        min-height: 3;

        /* With a scrollbar that comes and goes, undoing a paste ends Textual 8 (its #6686). */
        overflow-y: scroll;
    }
    """

    class NamesWanted(Message):
        """A mention was begun: the names there are have not been offered yet."""

    counts = True
    """Whether its border says how many words there are."""
    _styled: object = None
    """The theme that has the colors of now."""
    _offers: Mapping[str, Sequence[str]] = MappingProxyType({})

    def __init__(self, **options: Any) -> None:
        """Leave the line with the cursor in its colors: names are tinted there, too."""
        super().__init__(highlight_cursor_line=False, **options)

    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document("", language)
        self.document = _Document(text)
        self.wrapped_document = WrappedDocument(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._rewrap_and_refresh_virtual_size()

    def on_blur(self) -> None:
        """Say nothing of a text that the person has left."""
        self.border_subtitle = ""

    def _size_updated(self, *args: Any, **options: Any) -> bool:
        """Wrap at the new width, also where Textual 8 sends no event of it.

        A widget whose place is asked for before its first layout gets none.
        """
        is_new = super()._size_updated(*args, **options)
        if is_new and self.wrapped_document._width != self.wrap_width:
            self.call_next(self._rewrap_and_refresh_virtual_size)
        return is_new

    def offer(self, people: Sequence[tuple[str, int]], tags: Sequence[tuple[str, int]]) -> None:
        """Offer these while a mention is typed, the first that fits; right takes it."""
        self._offers = {"@": [name for name, _ in people], "#": [name for name, _ in tags]}
        self.update_suggestion()

    def update_suggestion(self) -> None:
        """Offer the rest of a name, where nothing follows the cursor."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        self.suggestion = ""
        if column == len(line) and (typed := begun_mention(line)):
            sign, letters = typed
            if not self._offers:
                self._offers = {sign: ()}  # asked for once
                self.post_message(self.NamesWanted())
            names = (name for name in self._offers.get(sign, ()) if name.startswith(letters))
            self.suggestion = next((name[len(letters) :] for name in names), "")

    @property
    def value(self) -> str:
        """What is written."""
        return self.text

    def begin_with(self, value: str) -> None:
        """Start with this text, the cursor behind it."""
        self.load_text(value)
        self.move_cursor(self.document.end)

    def load_text(self, text: str) -> None:
        """Begin with this text; undo does not take it back."""
        super().load_text(_LINE_END.sub("\n", text))

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn: people and tags tinted, what steers a terminal made visible."""
        line = self.document.get_line(line_index)
        text = Text(shown(line), end="", no_wrap=True)
        for begin, end, sign in _mentions(line) if len(line) <= TINTED else ():
            name = "answer-area--person" if sign == "@" else "answer-area--tag"
            text.stylize(self.get_component_rich_style(name, partial=True), begin, end)
        return text

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines as they are drawn; none while it is being taken away.

        Textual 8 may draw it once more after its styles are gone (its #6528).
        """
        if not self.is_running:
            return [Strip.blank(crop.width)] * crop.height
        if self._styled is self._theme:
            return super(TextArea, self).render_lines(crop)
        self._styled = self._theme
        return super().render_lines(crop)

    def notify_style_update(self) -> None:
        """Look up its colors when it is drawn next; Textual 8 would look them up at every key."""
        super().notify_style_update()
        self._styled = None

    def rewrite(self, text: str) -> None:
        """Make this the text, in a way that undo can take back."""
        self.replace(text, (0, 0), self.document.end)
        self.move_cursor(self.document.end)
