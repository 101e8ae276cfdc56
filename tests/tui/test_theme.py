"""The themes: legible by computation, and the right one in force."""

import re
from itertools import product
from pathlib import Path

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual._text_area_theme import TextAreaTheme
from textual.color import Color
from textual.command import CommandPalette
from textual.filter import ANSIToTruecolor
from textual.theme import BUILTIN_THEMES, Theme
from textual.widgets import TextArea

from coach.config import AUTO, Config
from coach.domain.text import shown
from coach.practice import Practice
from coach.tui import theme
from coach.tui.app import CoachApp
from coach.tui.content import TINTS, chip, tinted
from coach.tui.screens.choice import ChoiceScreen
from coach.tui.screens.help import HelpScreen
from coach.tui.widgets.chip import Chip
from tests.tui.conftest import Opened, sizes

OURS = tuple(theme.OURS.values())
GROUNDS = ("background", "surface", "panel")
TEXTS = ("foreground", *(f"text-{n}" for n in ("muted", "accent", "secondary", "success", "error")))
MARKS = ("accent", "secondary", "border", "border-blurred", "text-disabled")
FOLDER = Path(theme.__file__).parent
KNOWN = {**BUILTIN_THEMES, **{own.name: own for own in OURS}}


def colors_of(own: Theme) -> dict[str, Color]:
    """Every variable of a theme that is one color."""
    values = {**own.to_color_system().generate(), **own.variables}
    return {name: Color.parse(value) for name, value in values.items() if value[0] == "#"}


def luminance(color: Color) -> float:
    """Relative luminance, as WCAG 2 has it."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colors, 1 to 21."""
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def gray(color: Color) -> Color:
    """A color as it is without color."""
    shade = round(color.brightness * 255)
    return Color(shade, shade, shade)


def of_256(color: Color) -> Color:
    """A color as a terminal of 256 colors shows it."""
    shown = RichColor.from_rgb(*color.rgb).downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
    return Color(*shown)


@pytest.mark.parametrize("own", OURS, ids=lambda own: own.name)
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_text_and_every_mark_stands_out_from_what_it_is_on(own: Theme, ground: str) -> None:
    colors = colors_of(own)
    for names, least in ((TEXTS, 4.5), (MARKS, 3)):
        too_faint = {
            name: round(ratio, 2)
            for name in names
            if (ratio := contrast(colors[name], colors[ground])) < least
        }
        assert too_faint == {}


@pytest.mark.parametrize("own", OURS, ids=lambda own: own.name)
@pytest.mark.parametrize("seen", [gray, of_256], ids=["without color", "256 colors"])
def test_text_is_legible_without_color_and_with_few(own: Theme, seen: object) -> None:
    colors = {name: seen(color) for name, color in colors_of(own).items()}  # type: ignore[operator]
    for name, ground in product(TEXTS, ("background", "surface")):
        assert contrast(colors[name], colors[ground]) >= 4.5, name


def test_no_sheet_names_a_color_of_its_own() -> None:
    """A color that is not a variable would not change with the theme."""
    sheets = [path.read_text() for path in FOLDER.rglob("*.tcss")]
    sheets += [path.read_text() for path in FOLDER.rglob("*.py") if path.stem != "theme"]
    named = re.compile(r"#[0-9A-Fa-f]{6}\b|rgb\(|\b(?:black|white|red|green|blue|yellow)\b\s*[;\"]")
    assert [found.group() for sheet in sheets for found in named.finditer(sheet)] == []


@pytest.mark.parametrize(
    ("wanted", "remembered", "environ", "few", "name"),
    [
        (AUTO, "", {}, False, "coach-dark"),
        (AUTO, "", {"COLORFGBG": "0;15"}, False, "coach-light"),
        (AUTO, "", {"COLORFGBG": "0;default;15"}, False, "coach-light"),
        (AUTO, "", {"COLORFGBG": "15;0"}, False, "coach-dark"),
        (AUTO, "", {"COLORFGBG": "15;default"}, False, "coach-dark"),
        (AUTO, "nord", {"COLORFGBG": "0;15"}, False, "nord"),
        (AUTO, "gone", {"COLORFGBG": "0;15"}, False, "coach-light"),
        ("coach-light", "nord", {"COLORFGBG": "15;0"}, False, "coach-light"),
        ("unknown", "nord", {}, False, "coach-dark"),
        (AUTO, "", {"COLORFGBG": "0;15"}, True, "ansi-light"),
        ("coach-dark", "", {}, True, "ansi-dark"),
        ("nord", "", {}, True, "nord"),
        ("ansi-light", "", {"NO_COLOR": "1"}, False, "coach-dark"),
        (AUTO, "", {"NO_COLOR": "1", "COLORFGBG": "0;15"}, True, "coach-light"),
    ],
)
def test_the_theme_in_force(
    wanted: str, remembered: str, environ: dict[str, str], few: bool, name: str
) -> None:
    assert theme.in_force(wanted, remembered, KNOWN, environ, few_colors=few) == name


async def test_the_app_begins_with_the_theme_that_is_remembered(practice: Practice) -> None:
    practice.work.remember_theme("coach-light")
    app = CoachApp(practice)
    async with app.run_test():
        assert app.theme == "coach-light"
        assert app.screen.styles.background.hex == theme.LIGHT.background
        assert app.has_pseudo_class("light")


async def test_the_setting_stands_above_what_is_remembered(practice: Practice) -> None:
    practice.work.remember_theme("coach-light")
    set_to_nord = Practice(practice.places, Config(theme="nord"), practice.clock)
    app = CoachApp(set_to_nord)
    async with app.run_test():
        assert app.theme == "nord"


async def test_a_theme_of_the_terminals_own_colors_is_drawn_in_them(practice: Practice) -> None:
    own = Practice(practice.places, Config(theme="ansi-light"), practice.clock)
    app = CoachApp(own)
    async with app.run_test():
        assert not any(isinstance(each, ANSIToTruecolor) for each in app.get_line_filters())
        assert app.screen.styles.background.ansi == -1
        marks = app.get_css_variables()
        assert {marks[name] for name in MARKS} == {"ansi_magenta", "ansi_cyan", "ansi_default"}


def test_a_terminal_of_16_colors_gets_its_own(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLORTERM")
    monkeypatch.setenv("TERM", "xterm-16color")
    assert CoachApp(practice).theme == "ansi-dark"


@pytest.mark.parametrize("name", sizes("nord", *sorted(BUILTIN_THEMES.keys() - {"nord"})))
async def test_every_theme_of_textual_can_be_used(practice: Practice, name: str) -> None:
    app = CoachApp(practice)
    async with app.run_test() as pilot:
        app.theme = name
        await pilot.pause()
        assert app.screen_stack
    assert app._exception is None


async def test_a_theme_is_shown_while_it_is_marked_and_remembered_once_chosen(
    opened: Opened, practice: Practice
) -> None:
    async with opened() as user:
        await user.press("ctrl+p")
        await user.on(CommandPalette)
        await user.type("theme")
        await user.until(lambda: "Choose how the app looks" in user.screen_text())
        await user.press("enter")
        await user.on(ChoiceScreen)
        assert user.app.theme == "coach-dark"
        await user.press("down")
        await user.until(lambda: user.app.theme == "coach-light")
        await user.press("escape")
        await user.until(lambda: user.app.theme == "coach-dark")
        assert practice.work.theme == ""
        await user.app.run_action("theme")
        await user.on(ChoiceScreen)
        await user.press("down", "enter")
        await user.until(lambda: practice.work.theme == "coach-light")
        assert user.app.theme == "coach-light"


async def test_a_theme_that_cannot_be_remembered_is_used_and_said(
    opened: Opened, practice: Practice
) -> None:
    practice.places.state.parent.mkdir(parents=True, exist_ok=True)
    practice.places.state.write_text("a file where the folder should be")
    async with opened() as user:
        await user.app.run_action("theme")
        await user.on(ChoiceScreen)
        await user.press("down", "enter")
        await user.until(lambda: user.status.startswith("Can't remember that:"))
        assert user.app.theme == "coach-light"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("@bill's oil #trust", {"@bill": TINTS["@"], "#trust": TINTS["#"]}),
        ("me@x.de #1", {}),
        ("\x1b[31m@anna", {}),
        ("\x07 @anna", {"@anna": TINTS["@"]}),
    ],
)
def test_people_and_tags_are_tinted_and_what_steers_a_terminal_is_made_visible(
    text: str, marked: dict[str, str]
) -> None:
    content = tinted(text)
    assert content.plain == shown(text)
    assert {content.plain[s.start : s.end]: s.style for s in content.spans} == marked


def test_the_chip_says_what_its_key_does() -> None:
    content = chip("Enter", "Start today's session", "about 10 minutes")
    assert content.plain == " Enter   Start today's session  about 10 minutes"
    assert "reverse" in str(content.spans[0].style)


async def test_a_chip_can_be_clicked(opened: Opened) -> None:
    async with opened() as user:
        chip = Chip()
        chip.show("?", "Help", presses="question_mark")
        await user.app.screen.mount(chip, before=1)
        await user.pilot.pause()
        await user.pilot.click(Chip, offset=(1, 0))
        await user.on(HelpScreen)


async def test_the_letter_under_the_cursor_is_legible(opened: Opened) -> None:
    async with opened() as user:
        await user.begin()
        user.area.cursor_blink = False
        for own in OURS:
            user.app.theme = own.name
            await user.pilot.pause()
            user.screen_text()  # once drawn, it has its colors
            letter, style, _ = next(iter(user.area.render_line(0)))
            assert letter == "A" and style and style.color and style.bgcolor
            under, cursor = map(Color.from_rich_color, (style.color, style.bgcolor))
            assert contrast(under, cursor) >= 4.5, own.name


async def test_the_writing_area_looks_its_colors_up_when_they_change_and_not_at_every_key(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = list[TextAreaTheme]()
    look = TextAreaTheme.apply_css

    def looks(theme: TextAreaTheme, area: TextArea) -> None:
        looked.append(theme)
        look(theme, area)

    monkeypatch.setattr(TextAreaTheme, "apply_css", looks)
    async with opened() as user:
        await user.begin()
        await user.type("Nobody asked")
        assert "Nobody asked" in user.screen_text()
        before = len(looked)
        await user.type(", and I went home.")
        assert "I went home" in user.screen_text()
        assert len(looked) == before > 0
        user.app.theme = "coach-light"
        await user.pilot.pause()
        assert "I went home" in user.screen_text()
        assert looked[before:]
        assert looked[-1].base_style == user.area.rich_style
        before = len(looked)
        user.app.set_focus(None)
        await user.pilot.pause()
        assert "I went home" in user.screen_text()
        assert looked[before:]


async def test_people_and_tags_are_tinted_while_one_types(opened: Opened) -> None:
    async with opened() as user:
        await user.begin()
        await user.type("I told @bill. #oil")
        colors = {text: style.color for text, style, _ in user.area.render_line(0) if style}
        assert {"@bill", "#oil"} < {*colors}
        assert len({colors["@bill"], colors["#oil"], colors["I told "]}) == 3
        user.area.rewrite("@bill " * 1000)
        assert user.area.get_line(0).spans == []
