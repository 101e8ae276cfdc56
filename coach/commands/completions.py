"""`coach completions`: what your shell completes, made from the parsers of all commands."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterable, Iterator

from coach.commands.help import topic_texts
from coach.commands.output import here
from coach.commands.parsers import COMMANDS, whole_parser
from coach.commands.playbook import ADD, MARK, PARTNER
from coach.domain.playbook import PAGES
from coach.domain.promises import RETURNED

SHELLS = ("bash", "zsh", "fish")
EXAMPLES = """\
It completes commands, options, questions, tracks and pages, your own packs'
too. Run it again after you add a pack.

examples:
  eval "$(coach completions bash)"                      in ~/.bashrc
  coach completions zsh > ~/.zfunc/_coach               a folder of your fpath
  coach completions fish > ~/.config/fish/completions/coach.fish
"""

_FILES = {"file", "files", "output", "backup"}
_FOLDERS = {"folder"}


def configure(parser: ArgumentParser) -> None:
    """Declare the argument."""
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help=", ".join(SHELLS))


def run(args: Namespace) -> int:
    """Print the script."""
    import shtab  # only this command needs it

    library = here().library
    questions = [prompt.id for prompt in library.prompts if not prompt.retired]
    known: dict[str, Iterable[str]] = {
        "prompt": questions,
        "track": library.track_by_id,
        "page": PAGES,
        "back": RETURNED,
        "expect": RETURNED,
    }
    first_words = {
        "coach answer": questions,
        "coach playbook": [ADD, MARK, PARTNER, *PAGES],
        "coach help": [*COMMANDS, *topic_texts()],
    }
    parser = whole_parser()
    for command in _all(parser):
        for action in command._actions:
            if command.prog in first_words and not action.option_strings:
                action.choices = first_words[command.prog]
            elif action.dest in known and not action.choices:
                action.choices = list(known[action.dest])
            elif action.dest in _FILES | _FOLDERS:
                action.complete = shtab.FILE if action.dest in _FILES else shtab.DIRECTORY  # type: ignore[attr-defined]
            elif action.metavar == "ID":
                action.choices = None
    script = shtab.complete(parser, args.shell)
    print(script.replace('"(*)::', '"*:'))  # or zsh completes only the first of several words
    return 0


def _all(parser: ArgumentParser) -> Iterator[ArgumentParser]:
    """Yield the parser and those of all its subcommands."""
    yield parser
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for command in dict.fromkeys(action.choices.values()):
                yield from _all(command)
