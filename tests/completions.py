"""Write what bash, zsh and fish complete from the parsers of all commands: `make manual`."""

from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterable, Iterator
from pathlib import Path

import shtab

from coach.commands.completions import OWN_QUESTIONS, OWN_TRACKS, SHELLS, script_of
from coach.commands.help import topic_texts
from coach.commands.overview import COMMANDS
from coach.commands.playbook import ADD, MARK, PARTNER
from coach.domain.playbook import PAGES
from coach.domain.promises import RETURNED
from coach.packs.library import load
from tests.parsers import whole_parser

FILES = {"file", "files", "output", "backup"}
FOLDERS = {"folder"}


def completions(shell: str) -> str:
    """Return the script of a shell, with a word in the place of what is in a person's own packs."""
    library = load()
    questions = [prompt.id for prompt in library.prompts if not prompt.retired]
    questions.append(OWN_QUESTIONS)
    known: dict[str, Iterable[str]] = {
        "prompt": questions,
        "track": [*library.track_by_id, OWN_TRACKS],
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
            elif action.dest in FILES | FOLDERS:
                action.complete = shtab.FILE if action.dest in FILES else shtab.DIRECTORY  # type: ignore[attr-defined]
            elif action.metavar == "ID":
                action.choices = None
    script = shtab.complete(parser, shell)
    return script.replace('"(*)::', '"*:') + "\n"  # or zsh completes only the first of several


def _all(parser: ArgumentParser) -> Iterator[ArgumentParser]:
    """Yield the parser and those of all its subcommands."""
    yield parser
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for command in dict.fromkeys(action.choices.values()):
                yield from _all(command)


if __name__ == "__main__":
    for name in SHELLS:
        path: Path = script_of(name)
        path.write_text(completions(name), encoding="utf-8")
