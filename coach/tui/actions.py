"""Every action of the app, declared once.

Keys, footer, palette and help derive from these. `[keys]` in the config changes an action's
keys by its id.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding

if TYPE_CHECKING:
    from textual.dom import DOMNode


@dataclass(frozen=True)
class Action:
    """Something a person can do: its id names the action method, `label` is for the footer."""

    id: str
    keys: str
    label: str
    help: str
    footer: bool = True
    does: str = ""
    """The action as Textual calls it, where it is not the id's own method of the same node."""
    priority: bool = False
    """Whether its key comes before a focused text field; only keys that never type may."""

    @property
    def binding(self) -> Binding:
        """The action as Textual binds it."""
        return Binding(
            self.keys,
            self.does or self.id,
            self.label,
            show=self.footer,
            priority=self.priority,
            tooltip=self.help,
            id=self.id,
        )


HELP = Action("help", "f1,question_mark", "Help", "Show the keys of this screen.", does="app.help")
HELP_WHILE_TYPING = Action(
    "help_while_typing", "f1", "Help", "Show the keys of this screen.", does="app.help"
)
QUIT = Action("quit", "q", "Quit", "Leave. What you wrote stays.", does="app.quit")
QUIT_ANYWHERE = Action(
    "quit_anywhere",
    "ctrl+q",
    "Quit",
    "Leave, from anywhere. What you wrote stays.",
    footer=False,
    does="app.quit",
    priority=True,
)
PALETTE = Action(
    "command_palette",
    "ctrl+p",
    "Every action",
    "Find any action of this screen by its name.",
    footer=False,
    does="app.command_palette",
)
LEAVE = Action(
    "leave", "escape", "Back", "Go back. What you wrote stays as a draft.", does="screen.leave"
)
CLOSE = Action("close", "escape,q,enter", "Close", "Close this.")

BEGIN = Action(
    "begin",
    "enter",
    "Begin",
    "Begin the sitting, or go on where you left it.",
    does="app.begin",
    priority=True,
)

CHOOSE = Action("choose", "enter", "Choose", "Take the one that is marked.")

KEEP = Action("keep", "ctrl+s", "Keep", "Keep the answer and go on. On nothing, skip.")
EDITOR = Action("editor", "f2", "Editor", "Write in your own editor ($VISUAL or $EDITOR).")
ANOTHER = Action(
    "another", "f3", "Another", "Ask another question; the second time, choose a track."
)
EXAMPLE = Action("example", "f4", "Example", "Show or hide an answer from another trade.")
WHY = Action("why", "f5", "Why", "Show or hide why the question is asked.")


def bindings(actions: Iterable[Action]) -> list[Binding]:
    """The actions as Textual binds them."""
    return [action.binding for action in actions]


def in_force(nodes: Iterable["DOMNode"]) -> Iterator[tuple["DOMNode", Action]]:
    """The actions of these nodes, innermost first, each once and with the node that does it."""
    seen: set[str] = set()
    for node in nodes:
        for action in getattr(node, "ACTIONS", ()):
            if action.label not in seen:
                seen.add(action.label)
                yield node, action
