"""What `coach` does, and its commands: its help, printed without a parser of the command line."""

from coach.commands.streams import columns
from coach.domain.text import wrapped

COMMANDS = {
    "today": "what comes next, and why; your open promises",
    "session": "one session in plain lines, for screen readers",
    "answer": "save an answer to a question",
    "note": "save a thought at once",
    "promise": "your promises: make one, review it, list them",
    "history": "past answers, notes and reviewed promises",
    "people": "who you mention with @, how often, and when last",
    "tags": "your #tags, how often, and when last",
    "edit": "change an answer, a note or a promise",
    "delete": "delete an entry, or restore it",
    "deleted": "what is deleted, and how to restore it",
    "erase": "remove an entry for good",
    "progress": "your weeks, your promises, and what you've covered",
    "playbook": "the pages you keep, in your own words",
    "card": "what to say when someone asks",
    "plan": "your plan, and your place in the course",
    "pause": "take weeks off, or resume them",
    "prompts": "the questions: list, show, check, new",
    "export": "write what you saved: to read, to print, to keep elsewhere",
    "import": "import an export, or merge another machine's journal",
    "sync": "keep one journal on several machines, through a folder",
    "backup": "make a verified copy of the journal",
    "restore": "restore a backup, or only what is missing",
    "doctor": "what is wrong, if anything, and how to fix it",
    "schedule": "set a reminder time",
    "remind": "send a reminder if one is due (run by cron)",
    "nudge": "the line that shows reminders in a new shell",
    "where": "where everything is",
    "config": "your settings and keys, in your editor",
    "completions": "completions for your shell",
    "help": "help on a command, or on a topic",
}
"""Every command and what it does; `coach.commands.<name>` holds it."""

_OVERVIEW = """\
usage: coach [--version] [--help] [COMMAND …]
With a screen reader: set COACH_PLAIN=1, or run coach session.

A practice coach for people who serve others for a living: ten minutes, two or
three times a week. Without a command it opens the app.

commands:
{commands}

options:
  -h, --help     show this help message and exit
  -V, --version  show program's version number and exit

examples:
  coach                                  open the app
  coach answer give-free.for-free "…"    answer a question from the shell
  coach note "@bill asked again"         save a thought between two customers
  coach export -o journal.md             everything you wrote, to read or print

New here? coach help start. For more: coach COMMAND --help.
Nothing you write leaves this machine.
"""


def overview() -> str:
    """Return the help of `coach`, folded where the terminal is narrower than it is written for."""
    width = max(map(len, COMMANDS)) + 2
    commands = "\n".join(f"  {name:<{width}}{does}" for name, does in COMMANDS.items())
    return wrapped(_OVERVIEW.format(commands=commands), columns())
