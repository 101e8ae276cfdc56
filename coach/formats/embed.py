"""A person's words as part of a Markdown document: kept as they are, and harmless to the rest."""

import re
import textwrap
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, html_inline
from markdown_it.token import Token

from coach.domain.text import one_line

LEVELS = 3
"""Levels of headings that are the document's own; those in a person's words go below them."""

_MOST_PASSES = 20
_DEEPEST = 15
"""How deep lists and quotes may go; some readers drop what is deeper than 20, and what follows."""
_MARKUP = re.compile(r"[<\[`~]|^\s*[-#=+*>\d]", re.MULTILINE)
"""What HTML, definitions, fences, headings and lists have; most texts are only paragraphs."""
_TAG = re.compile(r"(?<!\\)<(?=[A-Za-z/!?])(?![A-Za-z][\w+.-]+:)")
"""What may begin raw HTML; `<https://…>` is a link."""
_CLOSING = re.compile("( )(#+)$")
"""What would end a heading and not be shown."""


def block(text: str) -> str:
    """Return the text so that it can stand between headings of ours.

    Its headings move below ours, and a fence left open is closed. HTML and definitions of links,
    which a reader would not see and which reach beyond the text, are shown as they were typed.
    All else stays as it is.
    """
    text = typed = re.sub("\r\n?", "\n", text).replace("\0", "\ufffd")
    if not _MARKUP.search(text):
        return text
    for _ in range(_MOST_PASSES):
        changed = _shown_as_typed(text)
        if changed == text:
            changed = _closed_and_below(text)
        if changed == text and all(t.level <= _DEEPEST for t in _reader().parse(text)):
            return text
        text = changed
    return textwrap.indent(typed, "    ")  # as code, which nothing leaves


def inline(text: str) -> str:
    """Return the text on one line, for a heading or within a paragraph of ours."""
    lines = [one_line(text)]
    for token in _reader().parseInline(lines[0]) if "<" in lines[0] else ():
        _escape_tags(lines, 0, token)
    return _CLOSING.sub(r"\1\\\2", lines[0])


@cache
def _reader() -> MarkdownIt:
    """Return a reader that notes where in its block each HTML tag begins."""

    def tag(state: StateInline, silent: bool) -> bool:
        start = state.pos
        found = html_inline(state, silent)
        if found and not silent:
            state.tokens[-1].meta["start"] = start
        return found

    reader = MarkdownIt("commonmark")
    reader.inline.ruler.at("html_inline", tag)
    return reader


def _shown_as_typed(text: str) -> str:
    """Return the text with HTML and definitions of links escaped, as far as they are seen now."""
    lines, found = text.split("\n"), dict[str, Any]()
    for token in _reader().parse(text, found):
        if token.type == "html_block" and token.map:
            for number in range(*token.map):
                lines[number] = _TAG.sub(r"\<", lines[number])
        elif token.type == "inline" and token.map:
            _escape_tags(lines, token.map[0], token)
    for definition in [*found.get("references", {}).values(), *found.get("duplicate_refs", ())]:
        number = definition["map"][0]
        lines[number] = lines[number].replace("[", r"\[", 1)
    return "\n".join(lines)


def _escape_tags(lines: list[str], first: int, token: Token) -> None:
    r"""Put a `\` before each tag of a paragraph or heading whose words begin in line `first`."""
    places = []
    rows = token.content.split("\n")
    for child in token.children or ():
        if "start" in child.meta:
            before = token.content[: child.meta["start"]].split("\n")
            row = len(before) - 1
            words = rows[row]
            margin = len(words) - len(words.lstrip())  # a container's margin may be written as tabs
            begins = lines[first + row].rfind(words.strip())
            places.append((first + row, begins + len(before[-1]) - margin))
    for number, place in reversed(places):
        lines[number] = f"{lines[number][:place]}\\{lines[number][place:]}"


def _closed_and_below(text: str) -> str:
    """Return the text with fences closed, and headings moved below ours."""
    lines: list[str | None] = [*text.split("\n")]
    tokens = _reader().parse(f"{text}\n")
    for number, token in enumerate(tokens):
        if token.type == "fence":
            _close(lines, token)
        elif token.type == "heading_open":
            _lower(lines, token, tokens[number + 1].content)
    return "\n".join(line for line in lines if line is not None)


def _close(lines: list[str | None], fence: Token) -> None:
    """Close a fence that the end of its list, quote or text closes, for all readers to see."""
    first, end = fence.map or (0, 0)
    if fence.content.count("\n") == end - first - 2:
        return
    opening = lines[first] or ""
    margin = re.sub(r"[^>\s]", " ", opening[: opening.index(fence.markup)])
    last = max(n for n in range(first, end) if (lines[n] or "").strip())
    lines[last] = f"{lines[last]}\n{margin}{fence.markup}"


def _lower(lines: list[str | None], heading: Token, title: str) -> None:
    """Move a heading below ours; one made by a line under it becomes one of a single line."""
    first, end = heading.map or (0, 0)
    level, line = int(heading.tag[1]), lines[first] or ""
    if heading.markup[0] != "#":
        rows = [row.strip() for row in title.split("\n")]
        margin = line.rstrip().removesuffix(rows[0])
        words = _CLOSING.sub(r"\1\\\2", " ".join(rows))
        lines[first:end] = [
            f"{margin}{'#' * (LEVELS + level)} {words}",
            *[None] * (end - first - 1),
        ]
    elif level <= LEVELS:
        lines[first] = re.sub("#+", "#" * (LEVELS + level), line, count=1)
