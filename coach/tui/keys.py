"""Every key of the app, declared once.

Footer, help and palette derive from these bindings: `description` is the label, `tooltip` the
sentence of the help. The keys themselves stand in `coach.keymap`; `[keys]` in the settings changes
them by id.
"""

from textual.binding import Binding

from coach.keymap import KEYS


def _key(
    id: str, label: str, tooltip: str, action: str = "", *, footer: bool = True, first: bool = False
) -> Binding:
    """Return a binding with its keys of `coach.keymap`; its action is its id where none is named.

    `first`: before a focused text field sees the key; only keys that never type may.
    """
    return Binding(KEYS[id], action or id, label, footer, tooltip=tooltip, id=id, priority=first)


def _first(id: str, label: str, tooltip: str, action: str = "") -> Binding:
    """Return a key that comes first, and that the footer needn't show: it or a chip says it."""
    return _key(id, label, tooltip, action, footer=False, first=True)


# Every main screen


def _tab(id: str, label: str, tooltip: str) -> Binding:
    """Return the key of a main screen; the top bar shows it, so the footer needn't."""
    return _key(id, label, tooltip, f"app.show_screen('{id}')", footer=False)


TODAY = _tab("today", "Today", "See what's next, and why.")
JOURNAL = _tab("journal", "Journal", "Read what you wrote.")
PROGRESS = _tab("progress", "Progress", "See your weeks, and how far you've come.")
PLAYBOOK = _tab("playbook", "Playbook", "Read the pages you keep.")
QUESTIONS = _tab("questions", "Questions", "See every question.")
CARD = _key("card", "Card", "See what to say when someone asks.", "app.card")
NOTE = _key("note", "Note", "Write down a thought.", "app.note", first=True)
HELP = _key("help", "Help", "Show the keys of this screen.", "app.help")
QUIT = _key("quit", "Quit", "Quit. What you wrote stays.", "app.quit")
MAIN_SCREENS = (TODAY, JOURNAL, PROGRESS, PLAYBOOK, QUESTIONS)
MAIN_SCREEN = (HELP, NOTE, CARD, QUIT, *MAIN_SCREENS)

# Everywhere
CARD_ANYWHERE = _first(
    "card_anywhere", "Card", "See what to say when someone asks, while you write, too.", "app.card"
)
QUIT_ANYWHERE = _first(
    "quit_anywhere", "Quit", "Quit from anywhere. What you wrote stays.", "app.quit"
)
PALETTE = _first(
    "command_palette",
    "Commands",
    "Find a command of this screen by its name.",
    "app.command_palette",
)

# Today and Questions. They come before the list that has the focus, so that what is typed right
# after them waits for the session.
BEGIN = _first("begin", "Start", "Start your session, or continue where you left it.", "app.begin")
REVIEW = _key("review", "Review promise", "Say how your promise went, before its day.", first=True)
AWAY = _key("away", "Time off", "Mark the weeks you were away as time off.")
WALK = _first("walk", "All four", "Walk through the four questions, in about twenty minutes.")
TODAY_KEYS = (BEGIN, WALK, REVIEW, AWAY)
READ_QUESTION = _key("read_question", "Read", "Read the question by itself.", "read")
ANSWER_NOW = _first("answer_now", "Answer", "Answer the marked question now.")
QUESTION_KEYS = (ANSWER_NOW, WALK, READ_QUESTION)

# Progress. A chip says how to read the promises, so the footer needn't.
PLAN = _key("plan", "Plan", "Change your plan, or your place in the course.")
PROMISES = _key(
    "promises", "Promises", "Read your promises and how they went, or edit one.", footer=False
)
TIME_OFF = _key("time_off", "Time off", "Mark a week as time off, or take that back.")
PROGRESS_KEYS = (PLAN, PROMISES, TIME_OFF)

# Playbook. Enter comes before the list that has the focus.
OPEN = _key("open", "Open", "Open the page, or what a row came from.", first=True)
PAGES = _key("pages", "Pages", "Go back to the pages.")
NEW_LINE = _key("new_line", "Add a line", "Add a line to this page.")
EVIDENCE = _key(
    "evidence", "Mark evidence", "Say what it is: their words, a number, or my own claim."
)
EARLIER = _key("earlier", "Earlier", "Show or hide the page's earlier lines.", footer=False)

# Journal
READ = _key("read", "Read", "Read the entry by itself.")
SEARCH = _key("search", "Search", "Search everything as you type.")
FILTER = _key("filter", "Filter", "Show one track, person, tag or question.")
EDIT = _key("edit", "Edit", "Edit the entry. The earlier version stays.", first=True)
DELETE = _key("delete", "Delete", "Delete the entry. Undo restores it.", footer=False)
UNDO = _key("undo", "Undo", "Restore the last deleted, or the marked one.", footer=False)
COPY = _key("copy", "Copy", "Copy the entry's text.", footer=False)
TRACK = _key("track", "Track", "Show one track.", footer=False)
PERSON = _key("person", "Person", "Show everything that mentions a person.", footer=False)
TAG = _key("tag", "Tag", "Show everything with a #tag.", footer=False)
GROUP = _key("group", "This question", "Show all answers to this question together.", footer=False)
ON_THIS_DAY = _key("on_this_day", "On this day", "Show this day in earlier years.", footer=False)
DELETED = _key("deleted", "Deleted", "Show what you deleted, to restore it.", footer=False)
EXPORT = _key("export", "Export", "Write what is shown to a file, to print or keep.", footer=False)
VERSIONS = _key("versions", "Versions", "Show the entry's earlier versions.", footer=False)
EVERYTHING = _key("everything", "Show all", "Clear the search and the filters.")
FILTERS = (PERSON, TAG, TRACK, GROUP, ON_THIS_DAY, DELETED)
PARTNER = _key("partner", "Partner", "Say that this person is a partner, or isn't anymore.")
JOURNAL_KEYS = (
    PARTNER, EVERYTHING, SEARCH, READ, FILTER, EDIT, DELETE, UNDO, COPY, VERSIONS, EXPORT,
    *FILTERS,
)  # fmt: skip

PLAYBOOK_KEYS = (
    OPEN, PAGES, NEW_LINE, EVIDENCE, PARTNER, EDIT, DELETE, UNDO, COPY, EARLIER, EXPORT,
)  # fmt: skip

# Reading
SCROLL_UP = _key("scroll_up", "Up", "Scroll up.", footer=False)
SCROLL_DOWN = _key("scroll_down", "Down", "Scroll down.", footer=False)
SCROLL = (SCROLL_UP, SCROLL_DOWN)

# Lists. They come first, so that a key to choose with finds the mark where it was moved.
UP = _first("up", "Up", "Move up.")
DOWN = _first("down", "Down", "Move down.")
PAGE_UP = _first("page_up", "Page up", "Move up a page.")
PAGE_DOWN = _first("page_down", "Page down", "Move down a page.")
FIRST = _first("first", "First", "Move to the first.")
LAST = _first("last", "Last", "Move to the last.")
LIST_KEYS = (UP, DOWN, PAGE_UP, PAGE_DOWN, FIRST, LAST)

# A step of a session, or one by itself
# The chip says how a step goes on, so the footer needn't.
SAVE = _first("save", "Save", "Save and go on; skip if it's empty.")
NEXT_FIELD = _first("next_field", "Next", "Go to the next field; save after the last one.")
GO_ON = _first("go_on", "Finish", "Take the plan shown, and finish here.")
MOVE_ON = _first("move_on", "Go on", "Go on with your session.")
FIELD_BEFORE = _key("field_before", "Up", "Go to the field before.", "go(-1)", footer=False)
FIELD_AFTER = _key("field_after", "Down", "Go to the field after.", "go(1)", footer=False)
LEAVE = _key("leave", "Leave", "Go back. What you wrote stays as a draft.", "screen.leave")
HELP_WHILE_TYPING = _key("help_while_typing", "Help", "Show the keys of this screen.", "app.help")
ANOTHER = _key(
    "another", "Another question", "Ask me another; the second time, choose a track.", first=True
)
REPEAT = _key("repeat", "Repeat", "Make the same promise again.")
ABOUT = _key(
    "about",
    "Read all",
    "Read in full what the question looks back on.",
    "show_aside('about')",
    first=True,
)
EXAMPLE = _key(
    "example", "Example", "Show or hide an answer from another trade.", "show_aside('example')"
)
HIDE_EXAMPLE = _key("hide_example", "Hide example", "Hide the example again.")
ADD_LINE = _key(
    "add_line", "Add to playbook", "Add a line from this answer to its page.", first=True
)
PRINT = _key("print", "Print playbook", "Write your playbook to a file, to print.", first=True)
REVIEW_TOO = _key(
    "review_too", "Review promise", "Review the other promise that's due.", first=True
)
REMIND = _key("remind", "Remind me", "Set a time to be reminded at.", first=True)
ONE_MORE = _key(
    "one_more", "One more question", "Ask me one more question about my answer.", first=True
)
TAKE_BACK = _key(
    "take_back", "Undo outcome", "Take back how your promise went, and review it again.", first=True
)
WHY = _key("why", "Why", "Show or hide why I ask this.", "show_aside('why')")
COMPARE = _key("compare", "Compare", "Read both answers on a screen of their own.")
EDITOR = _key("editor", "Editor", "Write in your own editor ($VISUAL or $EDITOR).")
STEP_SCREEN = (LEAVE, HELP_WHILE_TYPING)

# Choosing with one key, in a step
PICK = _first("pick", "Mark", "Mark it, or take the mark away.")
PICK_LEFT = _first("pick_left", "Left", "Move left.", "move_mark(-1)")
PICK_RIGHT = _first("pick_right", "Right", "Move right.", "move_mark(1)")
CHOICE_KEYS = (PICK, PICK_LEFT, PICK_RIGHT)

# A promise read back
PROMISE_IT = _key("promise_it", "Promise it", "Make this promise.", footer=False)
CHANGE_IT = _key("change_it", "Change it", "Go back and change the promise.")
SOONER = _key("sooner", "Sooner", "Ask me a day sooner.", "move_due(-1)", footer=False)
LATER = _key("later", "Later", "Ask me a day later.", "move_due(1)", footer=False)
READ_BACK_KEYS = (PROMISE_IT, CHANGE_IT, SOONER, LATER)

# Dialogs
CHOOSE = _key("choose", "Choose", "Choose the marked one.", first=True)
BACK = _key("back", "Back", "Go back.", "dismiss")
CLOSE = _key("close", "Close", "Close this.", "dismiss")
CLOSE_CARD = _key("close_card", "Back", "Go back.", "dismiss")
COPY_LINE = _key("copy_line", "Copy", "Copy the marked line.", first=True)

LAST_IN_FOOTER = (HIDE_EXAMPLE, LEAVE, BACK, CARD, NOTE, HELP, HELP_WHILE_TYPING, QUIT)
"""Those that stand last in the footer, since they are the same nearly everywhere."""
ALWAYS_IN_FOOTER = (ABOUT, TAKE_BACK, HIDE_EXAMPLE, LEAVE, BACK, HELP, HELP_WHILE_TYPING)
"""Those that leave the footer last, where it is narrow."""
ON_THE_KEYBOARD = {
    "⏎": "Enter", "esc": "Esc", "space": "Space", "pgup": "PgUp", "pgdn": "PgDn",
    "home": "Home", "end": "End", **{f"f{n}": f"F{n}" for n in range(1, 25)},
}  # fmt: skip
"""What Textual calls a key, and what stands on it."""
EVERY = tuple(binding for binding in list(globals().values()) if isinstance(binding, Binding))
IDS = frozenset(KEYS)
"""The ids that the settings may name."""

HERE, SCREENS, MOVE = "On this screen", "Screens", "Move around"
_GROUPS: dict[str, tuple[Binding, ...]] = {
    "Find": (SEARCH, FILTER, EVERYTHING, *FILTERS),
    "Change": (NEW_LINE, EDIT, DELETE, UNDO, EVIDENCE, PARTNER, VERSIONS, EARLIER, COPY, EXPORT),
    SCREENS: MAIN_SCREENS,
    "Anywhere": (
        NOTE, CARD, CARD_ANYWHERE, PALETTE, HELP, HELP_WHILE_TYPING, LEAVE, BACK, CLOSE,
        CLOSE_CARD, QUIT, QUIT_ANYWHERE,
    ),
    MOVE: (*SCROLL, *LIST_KEYS, FIELD_BEFORE, FIELD_AFTER, PICK_LEFT, PICK_RIGHT),
}  # fmt: skip
GROUPS = (HERE, *_GROUPS)
"""What keys are for, in the order of the help and the palette."""
_GROUP_OF = {binding.id: name for name, bindings in _GROUPS.items() for binding in bindings}


def group_of(binding: Binding) -> str:
    """Return what a key is for."""
    return _GROUP_OF.get(binding.id, HERE)
