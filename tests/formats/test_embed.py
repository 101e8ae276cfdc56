"""A person's words in a Markdown document: nothing in them passes for ours or swallows the rest."""

import re
from collections.abc import Callable, Iterable, Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coach.domain.model import Answer
from coach.formats import embed, markdown
from tests.strange import few

Answered = Callable[..., Answer]

FRAGMENTS = [
    "# Big #one", "###### Small", "   ## In", "Title\n---", "Two\nlines\n===", "---", "===", "***",
    "```", "~~~~ sh", "````", "`", "<!--", "-->", "<script>", "</script>", "<pre>", "<style>",
    "<textarea>", "<?php", "?>", "<![CDATA[", "]]>", "<!X", "<div>", "<b>", "</h1>",
    "<h1>fake</h1>", "a <h2>fake</h2> `<i>` b", "<https://x.example>", "<a\nhref='x'>",
    "[here]: /url", "[here]:", "see [here] and ![x <b>](y)", "[here]: /url\n'title",
    "| a | b |\n|---|---|\n| <b> | d |", "plain words", "    indented", "\tindented", "",
    "1 < 2 & 3 > 2", "\\", "\\<b> \\\\<b>", "*a", "**", "$$", "[^1]: note", "x #", "\f", "\u0000",
    "\r", "\ufeff# x", "&lt;h1&gt;", "+", "-", "1.", "2) x",
]  # fmt: skip
CONTAINERS = [
    "", "", "", "- ", "  ", "> ", ">", "1. ", "   ", "- > ", "> - ", "* \t", "10) ", "    ",
]  # fmt: skip
LINES = st.builds("{}{}".format, st.sampled_from(CONTAINERS), st.sampled_from(FRAGMENTS))
TEXTS = st.lists(LINES, min_size=1, max_size=8).map("\n".join)

HOSTILE = [
    "- ```\n  open in a list", "> ~~~\n> open in a quote", "```\nopen", "``` \n# x\n~~~",
    "<!-- open", "<script>\nopen", "<pre>\n\n# x", "<style>", "<textarea>", "<![CDATA[\n\nx",
    "<?php\n\n# x", "<!X", "- <!-- open in a list", "> <script>", "# Ours?", "Ours?\n===",
    "> # Ours?", "- Ours?\n  ===", "1. > Ours?\n   > ---", "[Ours?]: /evil", "> [And?]: /evil",
    "| a |\n|---|\n| b", "---", "===", "    code", "words\n---", "<h1>Ours?</h1>",
    "a <h1>Ours?</h1> b", "- a\n- b", "a\\", "`open", "[open", "**open", "<name> asked",
    "<div>\n# Ours?", "<!--\n" * 200, "> " * 300 + "x", "- " * 300 + "x",
]  # fmt: skip


UNSEEN = {"lt", "gt", "here", "url", "href", "https"}
"""Words of entities, and of the targets of links and pictures."""


def seen(text: str) -> Iterator[tuple[str, str]]:
    """What a reader sees, block by block: headings of our levels by their tag, all else as text."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    heading = ""
    for token in tokens:
        assert token.type != "html_block"
        if token.type == "heading_open" and int(token.tag[1]) <= embed.LEVELS:
            heading = token.tag
        elif token.type == "inline":
            children = token.children or []
            assert not [child for child in children if child.type == "html_inline"]
            yield (
                heading or "text",
                "".join(c.content if not c.type.endswith("break") else " " for c in children),
            )
            heading = ""
        elif token.type in ("fence", "code_block"):
            yield "text", f"{token.info}\n{token.content}"


def sections(blocks: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Each heading with what is seen below it."""
    found: list[tuple[str, str, str]] = []
    for kind, text in blocks:
        if kind != "text":
            found.append((kind, text, ""))
        else:
            found[-1] = (*found[-1][:2], f"{found[-1][2]}\n{text}")
    return found


def check(answered: Answered, text: str) -> None:
    """Write the text as an answer, as what goes deeper, and as a note, and read all of it."""
    answer = answered("value.one", "2026-11-24", text=f"{text}\n\nlastword", ask="First?")
    deeper = answered("value.one", "2026-11-24", kind="deeper", of=answer.id, ask="And?", text=text)
    entries = [
        answer,
        deeper,
        answered("value.two", "2026-11-24", text=f"firstword\n\n{text}", ask="Second?"),
        answered(None, "2026-11-25", text=text, created="2026-11-25T18:05:00+01:00"),
        answered("value.two", "2026-12-01", text="Unharmed.", ask="Third?"),
    ]
    found = sections(seen(markdown.dumps(entries, {"value": "Know your value"})))
    assert [heading[:2] for heading in found] == [
        ("h1", "My practice"),
        ("h1", "Nov 23–29, 2026: Know your value"),
        ("h2", "Tuesday, November 24, 2026"),
        ("h3", "First?"),
        ("h3", "Second?"),
        ("h2", "Wednesday, November 25, 2026"),
        ("h3", "Note, 18:05"),
        ("h1", "Nov 30 – Dec 6, 2026: Know your value"),
        ("h2", "Tuesday, December 1, 2026"),
        ("h3", "Third?"),
    ]
    words = {*re.findall(r"[A-Za-z]{2,}", text)} - UNSEEN
    assert {word for word in words | {"lastword", "And?"} if word not in found[3][2]} == set()
    assert {word for word in words | {"firstword"} if word not in found[4][2]} == set()
    assert {word for word in words if word not in found[6][2]} == set()
    assert found[9][2] == "\nUnharmed."


@pytest.mark.parametrize("text", HOSTILE)
def test_a_reader_finds_our_headings_and_every_word_in_its_section(
    answered: Answered, text: str
) -> None:
    check(answered, text)


@few(15)
@given(text=TEXTS)
@example("[here]: /url\n---\n    # x")
@example("- [here]: /url\n  ---\n<pre>\n~~~\n<!--")
def test_no_piece_of_markdown_changes_what_stands_around_it(answered: Answered, text: str) -> None:
    check(answered, text)


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, *stressed*, `<b>`, 1 < 2, #tag, <https://x.example>, a & b",
        "- one\n- two\n\n  more\n---\nbody",
        "```py\n# comment\n<b>\n---\n```\nafter",
        "> said\n\n1. one\n2. two\n\n***\n\n    code",
        "#### Small\n\n| a | b |\n|---|---|\n| c | d |",
        "Zwölf. „Ja“ 🙂\n\n\ttab  \nend",
    ],
)
def test_harmless_words_stay_as_they_are(text: str) -> None:
    assert embed.block(text) == text


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("# Big", "#### Big"),
        ("   ### Set in", "   ###### Set in"),
        ("#### Small", "#### Small"),
        ("Title\n===", "#### Title"),
        ("C #\n---", "##### C \\#"),
        ("Two\n lines\n---\nbody", "##### Two lines\nbody"),
        ("> said\n> ===", "> #### said"),
        ("- # One\n- ## Two", "- #### One\n- ##### Two"),
    ],
)
def test_a_heading_moves_below_ours(text: str, below: str) -> None:
    assert embed.block(text) == below


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("```\nopen", "```\nopen\n```"),
        ("~~~~\n~~~\n# in", "~~~~\n~~~\n# in\n~~~~"),
        ("- ```\n  in\nafter", "- ```\n  in\n  ```\nafter"),
        ("1. > ```\n   > in\n\nafter", "1. > ```\n   > in\n   > ```\n\nafter"),
    ],
)
def test_a_fence_left_open_is_closed_where_it_ends(text: str, closed: str) -> None:
    assert embed.block(text) == closed


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<name> asked <b>twice</b>", "\\<name> asked \\<b>twice\\</b>"),
        ("<!-- a\nb", "\\<!-- a\nb"),
        ("- <pre>x</pre>", "- \\<pre>x\\</pre>"),
        ("[x]: /url", "\\[x]: /url"),
    ],
)
def test_what_a_reader_would_not_see_is_shown_as_it_was_typed(text: str, shown: str) -> None:
    assert embed.block(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("What\n does  <it> cost?", "What does \\<it> cost?"),
        ("Why C #", "Why C \\#"),
        ("# - x", "# - x"),
    ],
)
def test_a_line_of_ours_holds_any_words(text: str, shown: str) -> None:
    assert embed.inline(text) == shown
