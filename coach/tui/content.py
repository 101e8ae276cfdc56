"""Texts as the app shows them: what steers a terminal made visible, people and tags tinted."""

from textual.content import Content, Span

from coach.domain.text import mentions, shown

MUTED = "$text-muted"
HEADING = "bold $text-accent"
QUIET = "bold $text-muted"
"""The heading of what was said before: the light is on what is asked now."""
PEOPLE = "bold $text-secondary"
"""The heading of what is about a person or a promise."""
LOOKS = {
    "strong": "bold",
    "quiet": "$text-muted",
    "mark": "$accent",
    "past": "$text-disabled",
    "good": "$text-success",
}
"""The style of each look of a chart."""
TINTS = {"@": "$text-secondary", "#": "$text-accent"}
"""How a person and a tag are tinted, by their sign."""


def tinted(text: str, style: str = "") -> Content:
    """Return a person's words with every @person and #tag in them tinted, over `style`."""
    spans = [Span(begin, end, TINTS[sign]) for begin, end, sign in mentions(text)]
    content = Content(shown(text), spans)
    return content.stylize_before(style) if style else content


def chip(key: str, label: str, aside: str = "", *, quiet: bool = False) -> Content:
    """Return the primary action: its key in reverse, what it does in bold, an aside after it.

    A `quiet` one is offered and no more.
    """
    parts: list[str | tuple[str, str]] = [
        (f" {key} ", "bold $text-accent on $panel" if quiet else "bold reverse $text-accent"),
        "  ",
        (label, "" if quiet else "bold"),
    ]
    if aside:
        parts += ["  ", (aside, MUTED)]
    return Content.assemble(*parts)


def chips(*names: str, aside: str = "") -> Content:
    """Return names side by side, each on a ground of its own, such as the filters in force."""
    parts = [tinted(f" {name} ", "on $panel") for name in names]
    return Content(" ").join([*parts, Content.styled(shown(aside), MUTED)] if aside else parts)
