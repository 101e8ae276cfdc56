"""Write the manual page from the parsers of all commands: `make manual`.

    python -m tests.manual docs/coach.1

The same version gives the same bytes, on any day: the page is dated as the release is.
"""

import os
import re
import sys
from argparse import SUPPRESS, ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

from argparse_manpage.manpage import Manpage  # type: ignore[import-untyped]

from coach import __version__
from coach.domain.text import capitalized
from tests.parsers import whole_parser

ROOT = Path(__file__).parents[1]
DOES = "a practice coach for people who serve others for a living"
DESCRIPTION = """\
Ten minutes, two or three times a week: you answer one good question about
something that happened, promise one small action, and next time say what came
of it. Without a command coach opens its app; every command works in a plain
terminal, in a script and with a screen reader. Nothing you write leaves this
machine.
.PP
Data goes to stdout and messages to stderr. \\fB--json\\fR, where a command has it,
may stand before the command or after it. An \\fIID\\fR may be as short as it is
unique. \\fID\\fR is a day or days: 2026-11-24, 2026-W48, 2026-11, today, yesterday,
a weekday or a month (the last one), this week, last month, or 14d or 8w for so
long ago."""
SECTIONS = {
    "exit status": """\
0 if it was done, 1 if it could not be, 2 if it was called wrongly.""",
    "environment": """\
.TP
.B COACH_HOME
One folder for everything, instead of the user's folders.
.TP
.B COACH_PLAIN
1 to have coach open the session in plain lines, and no command print bars or symbols.
.TP
.B VISUAL\\fR, \\fBEDITOR
Your editor; else nano or vi.
.TP
.B PAGER
What shows long output on a terminal; else less.
.TP
.B NO_COLOR
If it is set, nothing is printed or drawn in color.""",
    "files": """\
\\fBcoach where\\fR prints where they are.
.TP
.I coach.json
What you wrote: a file that a text editor, or any TinyDB, can read.
.TP
.I config.toml
Your settings; \\fBcoach config\\fR opens it.
.TP
.I prompts/
Questions of your own, a TOML file a track.
.TP
.I backups/\\fR, \\fIdrafts/\\fR, \\fIstate/
Copies of the journal; texts not saved yet; what reminders remember.""",
    "see also": """\
\\fBcoach help\\fR with a topic: start, practice, journal, reminders, settings, security,
two-machines.""",
}


def manual() -> str:
    """Return the page."""
    os.environ["COLUMNS"] = "80"  # or the shape of the terminal would be in it
    parser = whole_parser()
    parser.usage = "coach [COMMAND [ARGUMENT …]]"
    parser.description = DESCRIPTION.replace("\\f", "\f")
    parser.epilog = None
    for command in _commands(parser):
        _describe(command)
    page = Manpage(parser, {"date": _released(), "version": __version__,
                            "manual_title": "User Commands", "description": DOES,
                            "project_name": "coach"}, "single-commands-section")  # fmt: skip
    for heading, content in SECTIONS.items():
        page.add_section(heading, "=", content.replace("-", r"\-"))
    return _polished(str(page))


def _commands(parser: ArgumentParser) -> Iterator[ArgumentParser]:
    """Yield the parsers of every command and of what is below it."""
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for command in action.choices.values():
                yield command
                yield from _commands(command)


def _describe(command: ArgumentParser) -> None:
    """Put what stands below a command's help into its section, its examples as they are."""
    if command._subparsers is not None:  # its options would stand below the last command of it
        for action in command._get_optional_actions():
            action.help = SUPPRESS
    about, _, examples = (command.epilog or "").partition("examples:\n")
    shown = f".PP\n.nf\n{examples.rstrip()}\n.fi" if examples else ""
    about = re.sub(r"^(?=[.'])", "\v", about.strip(), flags=re.MULTILINE)  # no request begins so
    about = re.sub(r"\n\n((?:\S.*\S {2,}\S.*\n?)+)", r"\n.PP\n.nf\n\1\n.fi", about)  # a table
    command.description = "\n".join(filter(None, [about, shown]))


def _polished(page: str) -> str:
    """Set each usage in bold on a line of its own, and a command's examples below its options."""
    page = (
        page.replace("\f", "\\f")
        .replace("\v", "\\&")
        .replace(".SH\nPOSITIONAL ARGUMENTS\n", ".SH COMMANDS\n")
    )
    page = re.sub(r"^(?:arguments|options):\n", "", page, flags=re.MULTILINE)
    page = re.sub(r"^(.+)\n+usage: (.+(?:\n +\S.*)*)\n", _headed, page, flags=re.MULTILINE)
    page = re.sub(r"\n{2,}", "\n", page)  # an empty line is no request in a manual page
    page = page.replace(".RE\n.RS 7\n", "")
    parts = re.split(r"^(?=\.S[SH] )", page, flags=re.MULTILINE)
    return "".join(_EXAMPLES.sub("", part) + "".join(_EXAMPLES.findall(part)) for part in parts)


_EXAMPLES = re.compile(r"^\.PP\n\.nf\n.*?^\.fi\n", re.MULTILINE | re.DOTALL)


def _headed(found: re.Match[str]) -> str:
    """Return how a command is called, and below it what it does."""
    usage = " ".join(word for word in found[2].split() if word != r"[\-h]")
    return f".B {usage}\n.PP\n{capitalized(found[1])}.\n"


def _released() -> str:
    """Return the day of the newest release, as the list of changes has it."""
    found = re.search(r"^## .*(\d{4}-\d\d-\d\d)$", _changes(), re.MULTILINE)
    return found[1] if found else ""


def _changes() -> str:
    return (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(manual(), encoding="utf-8")
