"""What stands in columns and rows: names to choose from, and a text in a list."""

import pytest
from textual.app import App
from textual.containers import Container
from textual.content import Content
from textual.style import Style
from textual.visual import RenderOptions
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from coach.tui.session.fields import columns_of, widths
from coach.tui.widgets.options import Block, Heading, Options
from coach.tui.widgets.scroll import Scroll


@pytest.mark.parametrize(
    ("sizes", "columns", "expected"),
    [
        ([8, 10, 17], 3, [10, 12, 17]),
        ([8, 10, 17, 10, 25], 4, [10, 12, 19, 10]),
        ([8, 10, 17, 10, 25, 30], 4, [27, 32, 19, 10]),
        ([8, 10, 17], 1, [17]),
    ],
)
def test_names_stand_below_each_other_and_one_alone_makes_no_column_wider(
    sizes: list[int], columns: int, expected: list[int]
) -> None:
    assert widths(sizes, columns) == expected


@pytest.mark.parametrize(
    ("sizes", "room", "columns"),
    [
        ([7, 9, 16, 9, 25], 72, 3),  # not four, and one below them
        ([7, 9, 16, 9, 25], 34, 2),
        ([18, 18, 15, 33], 72, 2),
        ([18, 18, 15, 33], 30, 1),
        ([9, 9, 9], 40, 3),
    ],
)
def test_names_fill_their_rows_alike(sizes: list[int], room: int, columns: int) -> None:
    assert columns_of(sizes, room) == columns


def test_the_mark_leaves_the_blank_line_below_a_text_out() -> None:
    block, widget = Block(Content("one\ntwo\n")), Widget()
    options = RenderOptions(lambda style: Style(), widget.styles)
    assert block.get_height(widget.styles, 20) == 3
    lines = block.render_strips(20, None, Style(bold=True), options)
    assert [line.text.rstrip() for line in lines] == ["▌ one", "▌ two"]


async def test_a_list_shows_no_end_of_a_row_on_top_and_nothing_alone_below() -> None:
    rows = [Option(Block(Content(f"row {n}\nmore\n"))) for n in range(4)]
    rows.insert(2, Option(Heading("heading"), disabled=True))

    def in_sight() -> list[str]:
        lines = (options.render_line(y).text.strip() for y in range(options.size.height))
        return [line.strip("▌ ─") for line in lines]

    async with App[None]().run_test(size=(20, 12)) as pilot:
        options = Options(*rows)
        options.styles.height = 8
        await pilot.app.mount(options)
        options.action_first()
        await pilot.pause()
        assert in_sight() == ["row 0", "more", "", "row 1", "more", "", "", ""]
        options.styles.height = 10
        await pilot.pause()
        assert in_sight()[6:] == ["", "heading", "row 2", "more"]
        options.styles.height = 9
        await pilot.pause()
        assert in_sight()[6:] == ["", "", ""]
        options.styles.height = 8
        await pilot.pause()
        options.scroll_to(y=4, animate=False)
        await pilot.pause()
        assert in_sight() == ["", "heading", "row 2", "more", "", "row 3", "more", ""]


async def test_a_row_that_would_be_cut_in_two_waits_until_one_scrolls() -> None:
    rows = [Static(name) for name in ("one", "two", "three")]
    for row in rows:
        row.styles.height = 3
    table = Container(*rows, classes="rows")
    table.styles.height = "auto"

    async with App[None]().run_test(size=(20, 8)) as pilot:
        page = Scroll(table)
        await pilot.app.mount(page)
        await pilot.pause()
        page.say_more()
        assert [row.has_class("-waits") for row in rows] == [False, False, True]
        page.scroll_end(animate=False, immediate=True)
        assert not any(row.has_class("-waits") for row in rows)
