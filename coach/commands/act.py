"""`coach act`: small promises, what came of them, and what came back."""

import re
from argparse import SUPPRESS, ArgumentParser, Namespace
from datetime import date
from functools import partial
from typing import Any

from coach.commands.filters import check_track
from coach.commands.output import add_json, count, fold, print_json, say
from coach.commands.reading import reading
from coach.domain.acts import (
    OUTCOMES,
    WHAT_CAME_BACK,
    back_in_words,
    minutes_in_words,
    missing,
    obstacle_sentence,
    open_acts,
    sentence,
    stuck,
    told_acts,
)
from coach.domain.dates import asked_on, long_date, parse_due
from coach.domain.model import Act
from coach.domain.records import ACTS
from coach.errors import CoachError, UsageError
from coach.practice import Practice
from coach.practice.derived import refresh

EXAMPLES = """\
Without ID an outcome is that of the open promise due first. Outcomes are final;
“not yet” is a good one. --back takes one or more of: nothing thanks question
shared paid learnt other.

examples:
  coach act add --if "Bill calls on Monday" --then "check his invoice first"
  coach act add --if "…" --then "…" --obstacle "a queue" --if-so "call at five"
  coach act kept --did "Two lines" --they "He laughed" --back thanks paid
  coach act moved                    the moment never came; asked a week later
  coach act again 01a20b8e95f1 --due fri
"""

_ID_LIKE = re.compile(r"[0-9a-f]{4,32}", re.IGNORECASE)

_SAID = {
    "kept": "Kept.",
    "partly": "Partly kept. That counts too.",
    "not-yet": "Not yet is fine. Once more, or smaller: coach act again {id}",
    "let-go": "Let go.",
}
_HELP = {
    "kept": "it is kept",
    "partly": "it is partly kept",
    "not-yet": "not yet, which is fine",
    "let-go": "you let it go",
}


def configure(parser: ArgumentParser) -> None:
    """Declare the actions."""
    actions = parser.add_subparsers(metavar="ACTION", dest="action")
    add_json(parser)
    listing = actions.add_parser("list", help="every promise, the open ones first")
    add_json(listing, default=SUPPRESS)  # or it would undo what stands before “list”
    add = actions.add_parser("add", help="a new promise; its id is printed")
    _add_plan(add)
    for status in OUTCOMES:
        outcome = actions.add_parser(status, help=_HELP[status])
        _add_id(outcome, "the open promise due first")
        outcome.add_argument("--did", metavar="TEXT", default="", help="what you did")
        outcome.add_argument("--they", metavar="TEXT", default="", help="what they said or did")
        outcome.add_argument(
            "--back",
            metavar="WHAT",
            nargs="+",
            action="extend",
            default=[],
            help="what came back: " + ", ".join(WHAT_CAME_BACK),
        )
        minutes = partial(count, most=100_000, least=0)
        outcome.add_argument("--minutes", type=minutes, metavar="N", help="how long it took")
    moved = actions.add_parser("moved", help="the moment never came; asked a week later")
    _add_id(moved, "the open promise due first")
    again = actions.add_parser("again", help="the same once more, as a new promise")
    _add_id(again, "the one you spoke of last")
    _add_plan(again)


def _add_id(parser: ArgumentParser, without: str) -> None:
    parser.add_argument(
        "id", nargs="?", metavar="ID", help=f"its id, or the beginning; without it {without}"
    )


def _add_plan(parser: ArgumentParser) -> None:
    parser.add_argument("--if", dest="cue", metavar="CUE", help="a person, a day or an event")
    parser.add_argument("--then", dest="act", metavar="ACT", help="a small act one could see")
    parser.add_argument("--obstacle", metavar="TEXT", help="what could get in the way")
    parser.add_argument("--if-so", dest="if_obstacle", metavar="ACT", help="what you do if it does")
    parser.add_argument(
        "--due", metavar="D", help="when to ask: 2026-11-27, 2026-W48, tomorrow, fri, 3d, 1w"
    )
    parser.add_argument("--track", metavar="T", help="what it practises, such as give-free")


def run(args: Namespace) -> int:
    """Do the action, `list` if none is named."""
    if args.action in (None, "list"):
        _list(as_json=args.json)
        return 0
    practice = Practice.here()
    if args.action == "add":
        plan = {"cue": "", "act": "", **_plan(args, practice)}
        _promised(practice, practice.promise(**plan))
    elif args.action == "again":
        before = practice.find_act(args.id) if args.id else _spoken_of_last(practice)
        _promised(practice, practice.again(before.id, **_plan(args, practice)))
    elif args.action == "moved":
        _moved(practice, args.id)
    else:
        _say_outcome(practice, args)
    practice.drop_kept_drafts()
    refresh(practice)
    return 0


def _plan(args: Namespace, practice: Practice) -> dict[str, Any]:
    """What the options say of a promise."""
    texts = {name: getattr(args, name) for name in ("cue", "act", "obstacle", "if_obstacle")}
    plan: dict[str, Any] = {name: text for name, text in texts.items() if text is not None}
    if args.due is not None:
        plan["due"] = parse_due(args.due, practice.day())
    if args.track is not None:
        plan["track"] = check_track(practice, args.track)
    return plan


def _promised(practice: Practice, act: Act) -> None:
    print(act.id)
    say(fold(sentence(act)))
    if obstacle := obstacle_sentence(act):
        say(fold(obstacle))
    say(_asked_on(act, practice))
    if lacks := missing(act.cue, act.act):
        say(f"{lacks} To change it: coach edit {act.id[:12]}")


def _say_outcome(practice: Practice, args: Namespace) -> None:
    if args.id is None and args.back and _ID_LIKE.fullmatch(args.back[-1]):
        args.id = args.back.pop()  # the id, where it stands last
    if not set(args.back) <= set(WHAT_CAME_BACK):
        raise UsageError("What came back is not understood.", f"Use {', '.join(WHAT_CAME_BACK)}.")
    act = practice.find_act(args.id)
    practice.say_outcome(
        act.id,
        args.action,
        did=args.did,
        they=args.they,
        back=args.back,
        minutes=args.minutes,
    )
    say(_SAID[args.action].format(id=act.id[:12]))


def _moved(practice: Practice, short_id: str | None) -> None:
    act = practice.moment_never_came(practice.find_act(short_id).id)
    say(_asked_on(act, practice))
    if stuck(act):
        short = act.id[:12]
        say(f"Smaller, or another cue: coach edit {short}. Or coach act let-go {short}.")


def _asked_on(act: Act, practice: Practice) -> str:
    return f"I ask {asked_on(date.fromisoformat(act.due), practice.day())}."


def _spoken_of_last(practice: Practice) -> Act:
    told = told_acts(practice.acts())
    if not told:
        raise CoachError("No promise has an outcome yet.", "coach act list shows them.")
    return told[-1]


def _list(*, as_json: bool) -> None:
    with reading() as practice:
        acts = sorted(practice.acts(), key=lambda act: act.id)
        if as_json:
            print_json([ACTS.record(act) for act in acts])
            return
        if not acts:
            say("No promise yet. coach act add makes one.")
        for heading, found in (("Open", open_acts(acts)), ("Past", told_acts(acts))):
            if found:
                print(f"{heading}\n")
                print("\n".join(map(_readable, found)))


def _readable(act: Act) -> str:
    if act.said is None:
        when = f"due {long_date(date.fromisoformat(act.due))}"
    else:
        when = f"{OUTCOMES[act.status]}, {long_date(date.fromisoformat(act.said))}"
    parts = [fold(sentence(act), "  ")]
    if obstacle := obstacle_sentence(act):
        parts.append(fold(obstacle, "  "))
    parts.append(f"    {when} · {act.id[:12]}")
    parts += [
        fold(f"{label}: {text}", "    ")
        for label, text in (
            ("I did", act.did),
            ("They", act.they),
            ("Came back", back_in_words(act)),
            ("It took", minutes_in_words(act.minutes) if act.minutes is not None else ""),
        )
        if text
    ]
    return "\n".join([*parts, ""])
