"""`coach prompts`: the library, and a person's own packs."""

import shlex
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections import Counter
from pathlib import Path

from coach import library, paths
from coach.commands import new_pack
from coach.commands.output import add_json, fold, name_problems, print_json, say
from coach.commands.reading import reading
from coach.domain.model import Prompt
from coach.practice import Practice

EXAMPLES = """\
A new FILE by a bare name goes into the prompts folder (see coach where), whose
files are loaded; without FILE all of them are checked.

examples:
  coach prompts list
  coach prompts show filter.ideal-customer
  coach prompts new my-shop
  coach prompts check
  coach prompts check ~/my-shop.toml
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
    check.add_argument("files", nargs="*", metavar="FILE", type=Path)
    new = actions.add_parser("new", help="begin a pack of your own from a model")
    new.add_argument("file", metavar="FILE")


def run(args: Namespace) -> int:
    """Do the action, `list` if none is named."""
    if args.action == "check":
        return _check(args.files)
    if args.action == "new":
        return _new(args.file)
    with reading() as practice:
        if args.action == "show":
            _show(practice.prompt(args.prompt), practice)
        elif args.json:
            _list_json(practice)
        else:
            _list(practice)
    return 0


def _check(named: list[Path]) -> int:
    """Check these files, or all of the person's own, and say of each what it is."""
    folder, place = paths.places().prompts, library.place_of
    inside = not named or any(_is_in(folder, path) for path in named)
    own = library.own_files(folder) if inside else []  # they must not clash with each other
    asked = {place(path) for path in named or own}
    if not asked:
        say(f"There are no packs of your own in {folder}.\n  coach prompts new my-shop begins one.")
    code = 0
    for path, pack in library.read_own({place(path): path for path in [*own, *named]}.values()):
        if place(path) not in asked:
            continue
        if isinstance(pack, library.Pack):
            count = f"{len(pack.prompts)} question{'s' * (len(pack.prompts) != 1)}"
            print(f"{path}: {count} in the track “{pack.track.id}”.")
        else:
            say(f"coach: {pack.message}\n  {pack.hint}")
            code = 1
    return code


def _new(name: str) -> int:
    """Begin a pack from the model, and say what to do with it."""
    folder = paths.places().prompts
    path = new_pack.write(name, folder, library.load(folder).track_by_id)
    print(path)
    if _is_in(folder, path):
        say("Edit it, then run: coach prompts check")
    else:
        say(f"Edit it, then run: coach prompts check {shlex.quote(str(path))}")
        say(f"It is asked from once it is in {folder}")
    return 0


def _is_in(folder: Path, path: Path) -> bool:
    return library.place_of(path).parent == library.place_of(folder / path.name).parent


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
