"""The two themes of our own, and the one in force.

They set Textual's own variables and add none, so every theme of Textual fits the app as well.
Styles name colors by what they are for:

* text stands on `$background`, `$surface` (a card, a dialog) or `$panel` (the marked row);
* `$foreground` is text, `$text-muted` what goes with it;
* `$text-accent` is a heading, a key, a tag or what is current, `$text-secondary` a person or a
  promise, `$text-success` what was kept, `$text-error` what went wrong;
* `$accent` and `$secondary` are edges; `$border` frames the field that has the light,
  `$border-blurred` one that hasn't, and `$text-disabled` draws a mark that is still to come.

`reverse $text-accent` makes a chip.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

from coach.config import AUTO


def _theme(
    name: str, grounds: tuple[str, str, str], text: Mapping[str, str], marks: str, *, dark: bool
) -> Theme:
    """Return a theme of what text stands on, the colors of text, and that of quiet marks."""
    background, surface, panel = grounds
    plain, accent, people = text["plain"], text["accent"], text["people"]
    uses = (
        (plain, "text block-cursor-foreground"),
        (text["muted"], "text-muted footer-foreground"),
        (marks, "text-disabled border-blurred"),
        (accent, "text-primary text-accent text-warning border footer-key-foreground"),
        (people, "text-secondary"),
        (text["success"], "text-success"),
        (text["error"], "text-error"),
        (surface, "block-hover-background footer-background"),
        (panel, "block-cursor-background block-cursor-blurred-background"),
        (panel, "input-selection-background"),
    )
    return Theme(
        name,
        primary=accent,
        secondary=people,
        accent=accent,
        warning=accent,
        success=text["success"],
        error=text["error"],
        foreground=plain,
        background=background,
        surface=surface,
        panel=panel,
        dark=dark,
        variables={name: color for color, names in uses for name in names.split()},
    )


DARK = _theme(
    "coach-dark",
    ("#191817", "#24211E", "#302C28"),
    {
        "plain": "#E9E3D8", "muted": "#B3AA9C", "accent": "#E3A857",
        "people": "#7FB5A8", "success": "#8FB573", "error": "#E58B7E",
    },
    "#7D756A",
    dark=True,
)  # fmt: skip
LIGHT = _theme(
    "coach-light",
    ("#FBF8F2", "#F3EEE4", "#E9E2D3"),
    {
        "plain": "#2C2925", "muted": "#5F584E", "accent": "#9C4421",
        "people": "#1F5C55", "success": "#3A6427", "error": "#9B2C25",
    },
    "#7C7263",
    dark=False,
)  # fmt: skip
OURS = {DARK.name: DARK, LIGHT.name: LIGHT}
DOES = {
    AUTO: "Dark or light, as your terminal says.",
    DARK.name: "Ink, and paper by lamplight.",
    LIGHT.name: "Paper by day.",
}
"""What is said of a theme where it is chosen."""
FEW_COLORS = {DARK.name: "ansi-dark", LIGHT.name: "ansi-light"}
"""What stands in for ours on a terminal of 16 colors, where accents would fade into the paper."""

_MARKS = {"border-blurred": "ansi_default", "text-disabled": "ansi_default"}
TERMINAL = tuple(
    replace(own, variables={**own.variables, **_MARKS, "border": own.accent or "ansi_default"})
    for own in map(BUILTIN_THEMES.__getitem__, FEW_COLORS.values())
)
"""Textual's themes in a terminal's own colors, with frames and marks that stand out from it."""


def in_force(
    wanted: str,
    remembered: str,
    known: Collection[str],
    environ: Mapping[str, str],
    *,
    few_colors: bool,
) -> str:
    """Return the name of the theme to use.

    `wanted` is the setting: unless it is `auto` it stands above what was `remembered`, the name
    chosen in the app, if any. `known` holds the themes there are, `few_colors` whether the
    terminal has but 16.
    """
    name = remembered if wanted == AUTO else wanted
    if name not in known:
        # Some terminals set it to the numbers of their colors, such as `0;15` or `0;default;15`.
        background = environ.get("COLORFGBG", "").rpartition(";")[2]
        name = LIGHT.name if background in ("7", *map(str, range(9, 16))) else DARK.name
    if environ.get("NO_COLOR") and name.startswith("ansi"):
        return DARK.name  # without color an ansi theme has two shades left
    return FEW_COLORS.get(name, name) if few_colors and not environ.get("NO_COLOR") else name
