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


# In every room
TO_TODAY = Action("today", "1", "Today", "What is next, and why.", does="app.room('today')")
TO_JOURNAL = Action("journal", "2", "Journal", "Read what you wrote.", does="app.room('journal')")
TO_PROGRESS = Action(
    "progress",
    "3",
    "Progress",
    "The weeks, and how far you have come.",
    does="app.room('progress')",
)
TO_PROMPTS = Action("prompts", "5", "Prompts", "Every question.", does="app.room('prompts')")
NOTE = Action("note", "n", "Note", "Keep a thought at once.", does="app.note", priority=True)
HELP = Action("help", "question_mark,f1", "Help", "Show the keys of this screen.", does="app.help")
QUIT = Action("quit", "q", "Quit", "Leave. What you wrote stays.", does="app.quit")
ROOM = (HELP, NOTE, QUIT, TO_TODAY, TO_JOURNAL, TO_PROGRESS, TO_PROMPTS)

# Everywhere
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

# Today and Prompts. They come before the list that has the focus, so that what is typed
# right after them waits for the sitting.
BEGIN = Action(
    "begin",
    "enter",
    "Begin",
    "Begin the sitting, or go on where you left it.",
    does="app.begin",
    priority=True,
)
REVIEW = Action(
    "review", "r", "Tell of it", "Say what came of your promise, before its day.", priority=True
)
AWAY = Action("away", "w", "I was away", "Take out the weeks in which you were away.", footer=False)
PLAN = Action("plan", "p", "Plan", "Change your plan, or where the course stands.")
PROMISES = Action(
    "promises", "a", "Promises", "Read a promise and what came of it, or put it otherwise."
)
WEEKS_OUT = Action("weeks_out", "w", "Weeks out", "Take a week out, or in again.")
READ_PROMPT = Action("read", "r", "Read", "Read the question by itself.", footer=False)
ANSWER_NOW = Action(
    "answer_now", "enter", "Answer it now", "Answer the marked question.", priority=True
)

# Journal
READ = Action("read", "enter,r", "Read", "Read the entry by itself.", footer=False)
SEARCH = Action("search", "slash", "Search", "Search everything as you type.")
EDIT = Action("edit", "e", "Edit", "Change the entry. What it said before is kept.", priority=True)
DELETE = Action("delete", "d", "Delete", "Delete the entry, at once.")
UNDO = Action("undo", "u", "Undo", "Bring back what you deleted last.", footer=False)
COPY = Action("copy", "c", "Copy", "Copy the entry's text.", footer=False)
TRACK = Action("track", "t", "Track", "Show one track.", footer=False)
PERSON = Action("person", "p", "Person", "A person's page: all that mentions them.", footer=False)
TAG = Action("tag", "number_sign", "Tag", "Show one #tag.", footer=False)
GROUP = Action("group", "g", "Group", "All answers to this question together.", footer=False)
ON_THIS_DAY = Action("on_this_day", "o", "On this day", "This day in earlier years.", footer=False)
VERSIONS = Action("versions", "v", "Before", "Show what the entry said before.", footer=False)
EVERYTHING = Action("everything", "escape", "All", "Take search and filters away.")
JOURNAL = (
    SEARCH, READ, EDIT, DELETE, UNDO, EVERYTHING, COPY,
    TRACK, PERSON, TAG, GROUP, ON_THIS_DAY, VERSIONS,
)  # fmt: skip

# Reading
SCROLL_UP = Action("scroll_up", "up,pageup", "Up", "Scroll up.", footer=False)
SCROLL_DOWN = Action("scroll_down", "down,pagedown,space", "Down", "Scroll down.", footer=False)

# Lists. They come first, so that a key to choose with finds the mark where it was moved.
UP = Action("up", "up,k", "Up", "One up.", footer=False, priority=True)
DOWN = Action("down", "down,j", "Down", "One down.", footer=False, priority=True)
PAGE_UP = Action("page_up", "pageup", "Page up", "A screen up.", footer=False, priority=True)
PAGE_DOWN = Action(
    "page_down", "pagedown,space", "Page down", "A screen down.", footer=False, priority=True
)
FIRST = Action("first", "home", "First", "To the first.", footer=False, priority=True)
LAST = Action("last", "end", "Last", "To the last.", footer=False, priority=True)

# While writing
KEEP = Action("keep", "ctrl+s", "Keep", "Keep it and go on. On nothing, skip.", priority=True)
NEXT_PART = Action(
    "next_part",
    "enter",
    "Next",
    "To the next line; after the last one, keep.",
    footer=False,
    priority=True,
)
LEAVE = Action(
    "leave", "escape", "Back", "Go back. What you wrote stays as a draft.", does="screen.leave"
)
ANOTHER = Action(
    "another", "f3", "Another", "Ask another question; the second time, choose a track."
)
EXAMPLE = Action("example", "f4", "Example", "Show or hide an answer from another trade.")
WHY = Action("why", "f5", "Why", "Show or hide why the question is asked.")
EDITOR = Action("editor", "f2", "Editor", "Write in your own editor ($VISUAL or $EDITOR).")
HELP_WHILE_TYPING = Action(
    "help_while_typing", "f1", "Help", "Show the keys of this screen.", does="app.help"
)

# Choosing with one key, in a step
PICK = Action("pick", "space", "Choose", "Choose it, or not any more.", footer=False, priority=True)
PICK_LEFT = Action("pick_left", "left", "Left", "To the one before.", footer=False, priority=True)
PICK_RIGHT = Action("pick_right", "right", "Right", "To the next one.", footer=False, priority=True)
PART_BEFORE = Action("part_before", "up", "Up", "To the line before.", footer=False)
PART_AFTER = Action("part_after", "down", "Down", "To the next line.", footer=False)

SAME_AGAIN = Action("same_again", "f3", "The same", "Promise the same once more.")

# A promise read back
PROMISE = Action("promise", "enter,ctrl+s", "Promise it", "Promise it, as it is read.")
CHANGE_IT = Action("change_it", "escape,backspace", "Change it", "Go back to the two blanks.")
SOONER = Action(
    "sooner", "left,minus", "A day sooner", "Be asked about it a day sooner.", footer=False
)
LATER = Action("later", "right,plus", "A day later", "Be asked about it a day later.", footer=False)

# Then and now
COMPARE = Action("compare", "f5", "Both", "Read both answers by themselves.")

# Close
ADD_LINE = Action(
    "add_line",
    "f4",
    "To my playbook",
    "Add a line from this answer to its page of your playbook.",
    priority=True,
)
GO_ON = Action("go_on", "enter", "Done", "Take what is offered, and back to Today.", priority=True)

# Dialogs
CHOOSE = Action("choose", "enter", "Choose", "Take the one that is marked.", priority=True)
CLOSE = Action("close", "escape,q,enter", "Close", "Close this.")


EVERY = [action for action in list(globals().values()) if isinstance(action, Action)]
"""All of them, for those who look one up by its id."""


def bindings(actions: Iterable[Action]) -> list[Binding]:
    """The actions as Textual binds them."""
    return [action.binding for action in actions]


def in_force(nodes: Iterable["DOMNode"]) -> Iterator[tuple["DOMNode", Action]]:
    """The actions of these nodes, innermost first, each once and with the node that does it."""
    seen: set[str] = set()
    taken: set[str] = set()
    for node in nodes:
        for action in getattr(node, "ACTIONS", ()):
            keys = set(action.keys.split(","))
            if action.label in seen or keys <= taken or not node.check_action(action.id, ()):
                continue
            seen.add(action.label)
            taken |= keys
            yield node, action
