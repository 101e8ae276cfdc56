"""`coach prompts`: the library, and a person's own packs."""

import shlex
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from coach import paths
from coach.commands.output import add_json, dotted, fold, name_problems, print_json, reading, say
from coach.commands.streams import paged
from coach.domain.dates import short_date
from coach.domain.model import Prompt, Shows
from coach.domain.playbook import PAGES
from coach.domain.text import counted
from coach.errors import TomlError
from coach.practice import Practice, questions

ONE_OF_FOUR = "one of the four questions"

SHOWN: dict[Shows, str] = {
    "four-weeks-ago": "what you answered four weeks ago",
    "ledger": "what you gave, and what came back",
    "same-promise": "the promise you made again and again",
    "empty-page": "an empty page of your playbook",
}
"""What stands above the writing area, by what the question says that it shows."""

EXAMPLES = """\
The four questions that the coach is built around are marked in the list.
A new FILE by a bare name goes into the prompts folder (see coach where), whose
files are loaded; without FILE all of them are checked.

examples:
  coach prompts list
  coach prompts show filter.went-right
  coach prompts new my-shop
  coach prompts check
  coach prompts check ~/my-shop.toml
"""


def configure(parser: ArgumentParser) -> None:
    add_json(parser)
    actions = parser.add_subparsers(metavar="ACTION", dest="action")
    listing = actions.add_parser("list", help="every question, in course order")
    show = actions.add_parser("show", help="one question with its why and its example")
    show.add_argument("prompt", metavar="ID", help="its id, such as value.evidence")
    for action in (listing, show):
        add_json(action, default=SUPPRESS)  # keep --json when it stands before the action
    check = actions.add_parser("check", help="check packs of your own")
    check.add_argument("files", nargs="*", metavar="FILE", type=Path, help="else all of yours")
    new = actions.add_parser("new", help="begin a pack of your own from a model")
    new.add_argument("file", metavar="FILE", help="its name, or a path")


def run(args: Namespace) -> int:
    """Do the action, `list` if none is named."""
    if args.action == "check":
        return _check(args.files)
    if args.action == "new":
        return _new(args.file)
    with reading() as practice:
        if args.action == "show":
            prompt = practice.entries.prompt(args.prompt)
            if args.json:
                print_json(asdict(prompt))
            else:
                _show(prompt, practice)
            return 0
        name_problems(practice.library.problems)
        if args.json:
            _list_json(practice)
        else:
            with paged():
                _list(practice)
    return 0


def _check(named: list[Path]) -> int:
    folder = paths.places().prompts
    checked = questions.check(folder, named)
    if not checked:
        say(f"No packs of your own in {folder} yet.\n  To begin one: coach prompts new my-shop")
    for path, pack in checked:
        if isinstance(pack, TomlError):
            say(f"coach: {pack.message}\n  {pack.hint}")
        else:
            count = counted(len(pack.prompts), "question")
            print(f"{path}: {count} in the track “{pack.track.id}”.")
    return int(any(isinstance(pack, TomlError) for _, pack in checked))


def _new(name: str) -> int:
    folder = paths.places().prompts
    path = questions.begin(folder, name)
    print(path)
    if questions.is_in(folder, path):
        say("Edit it, then run: coach prompts check")
    else:
        say(f"Edit it, then run: coach prompts check {shlex.quote(str(path))}")
        say(f"Its questions come up once it is in {folder}")
    return 0


def _list(practice: Practice) -> None:
    for track in practice.library.tracks:
        print(fold(f"{track.title}  ({track.id})"))
        print(fold(track.about, "  "))
        for prompt in practice.library.of_track(track.id):
            mark = ONE_OF_FOUR if prompt.essay_question else ""
            head = dotted(prompt.id, mark, plain=practice.config.plain)
            print(f"\n{fold(head, '  ')}")
            print(fold(prompt.ask, "    "))
        print()


def _list_json(practice: Practice) -> None:
    last = practice.entries.last_answered()
    answers = Counter(a.prompt for a in practice.entries.visible() if a.kind == "answer")
    print_json(
        [
            {
                "id": prompt.id,
                "track": prompt.track,
                "ask": prompt.ask,
                "answers": answers[prompt.id],
                "last": last[prompt.id].isoformat() if prompt.id in last else None,
            }
            for prompt in practice.library.prompts
            if not prompt.retired
        ]
    )


def _show(prompt: Prompt, practice: Practice) -> None:
    track = practice.library.track_by_id[prompt.track]
    plain = practice.config.plain
    print(fold(dotted(prompt.id, track.title, plain=plain)))
    if named := dotted(prompt.short, ONE_OF_FOUR if prompt.essay_question else "", plain=plain):
        print(fold(named))
    print(f"\n{fold(prompt.ask)}")
    print(f"\nWhy\n{fold(prompt.why, '  ')}")
    if prompt.example:
        print(f"\n{prompt.example_title}\n{fold(prompt.example, '  ')}")
    if facts := list(_facts(prompt)):
        print("\n" + "\n".join(map(fold, facts)))
    if answers := practice.entries.answers_to(prompt.id):
        last = short_date(answers[-1].day, practice.day())
        print(fold(f"\n{counted(len(answers), 'answer')}, the last on {last}."))


def _facts(prompt: Prompt) -> Iterator[str]:
    if prompt.after:
        yield f"Asked once you have answered {' and '.join(prompt.after)}."
    if prompt.shows:
        yield f"Shows {SHOWN[prompt.shows]}."
    if prompt.cue:
        yield f"A promise could begin: If {prompt.cue}"
    if prompt.ask_them:
        yield "Somebody else knows the answer. You could ask them."
    if prompt.page:
        yield f"Belongs on a page of the playbook: {PAGES[prompt.page]}."
    if prompt.retired:
        yield "Retired: it isn't asked anymore."
