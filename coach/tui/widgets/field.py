"""A line of a form to write in."""

from textual import events
from textual.message import Message

from coach.tui.widgets.answer_area import AnswerArea


class Field(AnswerArea):
    """Room for a sentence; Enter goes on."""

    DEFAULT_CSS = """
    Field {
        height: auto;
        min-height: 1;
        max-height: 4;
    }
    """

    class Entered(Message):
        """Enter was pressed."""

        def __init__(self, field: "Field") -> None:
            super().__init__()
            self.field = field

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Entered(self))
        else:
            await super()._on_key(event)
