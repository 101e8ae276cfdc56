"""`coach prompts`: the library, and a check of a person's own packs."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from collections import Counter
from pathlib import Path

from coach import library
from coach.commands.output import add_json, fold, name_problems, print_json
from coach.commands.reading import reading
from coach.domain.model import Prompt
from coach.practice import Practice

EXAMPLES = """\
examples:
  coach prompts list
  coach prompts show filter.ideal-customer
  coach prompts check ~/my-track.toml
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the actions."""
    actions = parser.add_subparsers(metavar="ACTION", dest="action")
    listing = actions.add_parser("list", help="every question, in programme order")
    add_json(parser)
    add_json(listing, default=SUPPRESS)  # or it would undo what stands before “list”
    show = actions.add_parser("show", help="one question with its why and its example")
    show.add_argument("prompt", metavar="ID")
    check = actions.add_parser("check", help="check packs of your own")
    check.add_argument("files", nargs="+", metavar="FILE", type=Path)


def run(args: Namespace) -> int:
    """Do the action, `list` if none is named."""
    if args.action == "check":
        return _check(args.files)
    with reading() as practice:
        if args.action == "show":
            _show(practice.prompt(args.prompt), practice)
        elif args.json:
            _list_json(practice)
        else:
            _list(practice)
    return 0


def _check(paths: list[Path]) -> int:
    for path in paths:
        pack = library.read_own_pack(path)
        print(f"{path}: {len(pack.prompts)} questions in the track “{pack.track.id}”.")
    return 0


def _list(practice: Practice) -> None:
    name_problems(practice.library.problems)
    for track in practice.library.tracks:
        print(f"{track.title}  ({track.id})")
        print(fold(track.about, "  "))
        for prompt in practice.library.of_track(track.id):
            print(f"\n  {prompt.id}")
            print(fold(prompt.ask, "    "))
        print()


def _list_json(practice: Practice) -> None:
    last = practice.last_answered()
    answers = Counter(a.prompt for a in practice.kept() if a.kind == "answer")
    name_problems(practice.library.problems)
    print_json(
        [
            {
                "id": prompt.id,
                "track": prompt.track,
                "ask": prompt.ask,
                "answers": answers[prompt.id],
                "last": last.get(prompt.id),
            }
            for prompt in practice.library.prompts
            if not prompt.retired
        ]
    )


def _show(prompt: Prompt, practice: Practice) -> None:
    track = practice.library.track_by_id[prompt.track]
    print(f"{prompt.id} · {track.title}\n")
    print(fold(prompt.ask))
    print(f"\nWhy\n{fold(prompt.why, '  ')}")
    if prompt.example:
        print(f"\n{prompt.example_from}\n{fold(prompt.example, '  ')}")
    answers = practice.answers_to(prompt.id)
    if answers:
        print(f"\nAnswered {len(answers)}×, last on {answers[-1].day}.")
