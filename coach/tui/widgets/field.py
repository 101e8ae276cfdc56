"""A line of a form to write in."""

from coach.tui.widgets.answer_area import AnswerArea


class Field(AnswerArea):
    """Room for a sentence; the form around it takes Enter, and up and down at its ends."""

    DEFAULT_CSS = """
    Field {
        height: auto;
        min-height: 1;
        max-height: 4;
    }
    """

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave up at the first line and down at the last one to the form."""
        if action == "cursor_up":
            return not self.cursor_at_first_line
        if action == "cursor_down":
            return not self.cursor_at_last_line
        return True
