"""A line of a form to write in."""

from coach.tui.widgets.answer_area import AnswerArea


class Field(AnswerArea):
    """Room for a sentence; the form around it takes Enter."""

    DEFAULT_CSS = """
    Field {
        height: auto;
        min-height: 1;
        max-height: 4;
    }
    """
