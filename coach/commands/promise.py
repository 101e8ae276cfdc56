"""`coach promise`: small promises, their outcomes, and what came back."""

import re
from argparse import SUPPRESS, ArgumentParser, Namespace
from functools import partial
from typing import Any

from coach.commands.filters import check_track
from coach.commands.output import (
    add_json,
    after_save,
    count,
    dotted,
    fold,
    here,
    print_json,
    reading,
    say,
    short_id,
)
from coach.domain import promises as rules
from coach.domain.dates import parse_due, short_date
from coach.domain.model import Promise
from coach.domain.records import PROMISES
from coach.errors import UsageError
from coach.practice import Practice
from coach.practice.drafting import PROMISE_TEXTS

EXAMPLES = """\
Without ID, the open promise that is due first. “Not this time” is a good
outcome, too. --back takes one or more of: nothing thanks question shared paid
learned other; --expect takes one of them.

examples:
  coach promise add --if "Bill calls on Monday" --then "check his invoice first"
  coach promise add --if "…" --then "…" --obstacle "a queue" --fallback "wait"
  coach promise add --if "…" --then "…" --expect nothing
  coach promise kept --did "Two lines" --response "He laughed" --back thanks
  coach promise move               the moment never came; I'll ask in a week
  coach promise reopen             that outcome was a slip; I'll ask again
  coach promise again 01a20b8e95f1 --due fri
"""

_ID_LIKE = re.compile(r"[0-9a-f]{4,32}", re.IGNORECASE)
_HELP = {
    "kept": "you kept it",
    "partly": "you kept some of it",
    "not-this-time": "you didn't, and that's fine",
    "let-go": "you let it go",
}
_LAST = "the one you reviewed last"


def configure(parser: ArgumentParser) -> None:
    """Declare the subcommands."""
    commands = parser.add_subparsers(metavar="COMMAND", dest="command")
    add_json(parser)
    listing = commands.add_parser("list", help="every promise, the open ones first")
    add_json(listing, default=SUPPRESS)  # keep --json when it stands before the subcommand
    _add_wording(commands.add_parser("add", help="a new promise; prints its id"))
    for status in rules.OUTCOMES:
        outcome = commands.add_parser(status, help=_HELP[status])
        _add_id(outcome, "the open promise due first")
        outcome.add_argument("--did", metavar="TEXT", default="", help="what you did")
        outcome.add_argument("--response", metavar="TEXT", default="", help="what they said or did")
        outcome.add_argument(
            "--back",
            metavar="WHAT",
            nargs="+",
            action="extend",
            default=[],
            help=f"what came back: {', '.join(rules.RETURNED)}",
        )
        minutes = partial(count, most=rules.MOST_MINUTES, least=0)
        outcome.add_argument("--minutes", type=minutes, metavar="N", help="how long it took")
    move = commands.add_parser("move", help="the moment never came; I'll ask again in a week")
    _add_id(move, "the open promise due first")
    again = commands.add_parser("again", help="make it once more, as a new promise")
    _add_id(again, _LAST)
    _add_wording(again)
    reopen = commands.add_parser("reopen", help="take an outcome back; it's open again")
    _add_id(reopen, _LAST)


def _add_id(parser: ArgumentParser, without: str) -> None:
    parser.add_argument(
        "id", nargs="?", metavar="ID", help=f"its id, or the beginning; without it {without}"
    )


def _add_wording(parser: ArgumentParser) -> None:
    parser.add_argument("--if", dest="cue", metavar="CUE", help="a person, a day or an event")
    parser.add_argument(
        "--then", dest="action", metavar="ACTION", help="something small and visible"
    )
    parser.add_argument("--obstacle", metavar="TEXT", help="what could get in the way")
    parser.add_argument("--fallback", metavar="ACTION", help="what you'll do if it does")
    parser.add_argument(
        "--due", metavar="D", help="when to ask: 2026-11-27, 2026-W48, tomorrow, fri, 3d, 1w"
    )
    parser.add_argument(
        "--expect", metavar="WHAT", help=f"what you expect back: {', '.join(rules.EXPECTED)}"
    )
    parser.add_argument("--track", metavar="T", help="what it practices, such as give-free")


def run(args: Namespace) -> int:
    """Run the subcommand, `list` if none is named."""
    if args.command in (None, "list"):
        _list(as_json=args.json)
        return 0
    practice = here()
    if args.command == "add":
        wording = {"cue": "", "action": "", **_wording(args, practice)}
        _say_made(practice.promises.make(**wording), practice)
    elif args.command in ("again", "reopen"):
        promises = practice.promises
        before = promises.find(args.id) if args.id else promises.last_reviewed()
        if args.command == "again":
            _say_made(promises.again(before.id, **_wording(args, practice)), practice)
        else:
            say(_open_again(promises.reopen(before.id), practice))
    elif args.command == "move":
        _move(practice, args.id)
    else:
        _review(practice, args)
    after_save(practice)
    return 0


def _wording(args: Namespace, practice: Practice) -> dict[str, Any]:
    """Return what the options say of a promise."""
    given: dict[str, Any] = {name: getattr(args, name) for name in PROMISE_TEXTS}
    if args.due is not None:
        given["due"] = parse_due(args.due, practice.day())
    if args.expect is not None:
        if args.expect not in rules.EXPECTED:
            raise UsageError("--expect takes other words.", f"Use {', '.join(rules.EXPECTED)}.")
        given["expected"] = args.expect
    if args.track is not None:
        given["track"] = check_track(practice, args.track)
    return {name: value for name, value in given.items() if value is not None}


def _say_made(promise: Promise, practice: Practice) -> None:
    print(promise.id, flush=True)
    say(rules.sentence(promise))
    if obstacle := rules.obstacle_sentence(promise.obstacle, promise.fallback):
        say(obstacle)
    say(rules.will_ask(promise.due, practice.day()))
    if lacking := rules.lacking(promise.cue, promise.action):
        say(f"{lacking} To change it: coach edit {short_id(promise)}")


def _review(practice: Practice, args: Namespace) -> None:
    if args.id is None and args.back and _ID_LIKE.fullmatch(args.back[-1]):
        args.id = args.back.pop()  # the id, where it stands last
    if not set(args.back) <= set(rules.RETURNED):
        raise UsageError("--back takes other words.", f"Use {', '.join(rules.RETURNED)}.")
    reviewed = practice.promises.review(
        practice.promises.find(args.id).id,
        args.command,
        did=args.did,
        response=args.response,
        back=args.back,
        minutes=args.minutes,
    )
    say(rules.outcome_message(reviewed))
    if reviewed.status == "not-this-time":
        say(f"To make it once more, or smaller: coach promise again {short_id(reviewed)}")


def _open_again(promise: Promise, practice: Practice) -> str:
    asked = rules.will_ask(promise.due, practice.day())
    return f"Open again: “{rules.sentence(promise)}” {asked}"


def _move(practice: Practice, given_id: str | None) -> None:
    promise = practice.promises.move(practice.promises.find(given_id).id)
    say(f"{rules.sentence(promise)} {rules.will_ask(promise.due, practice.day())}")
    if rules.is_stuck(promise):
        say("Twice now, the moment hasn't come.")
        say(f"To make it smaller, or name another moment: coach edit {short_id(promise)}")
        say(f"To let it go: coach promise let-go {short_id(promise)}")


def _list(*, as_json: bool) -> None:
    with reading() as practice:
        promises = sorted(practice.promises.all(), key=lambda promise: promise.id)
        if as_json:
            print_json([PROMISES.record(promise) for promise in promises])
            return
        if not promises:
            say("No promises yet. To make one: coach promise add")
        for heading, found in (
            ("Open", rules.open_promises(promises)),
            ("Reviewed", rules.reviewed_promises(promises)),
        ):
            if found:
                print(f"{heading}\n")
                print("\n".join(readable(promise, practice) for promise in found))


def readable(promise: Promise, practice: Practice) -> str:
    """Return a promise and all that is known of it, as lines for a terminal."""
    today = practice.day()
    when = f"due {short_date(promise.due, today)}"
    if promise.reviewed:
        when = f"{rules.OUTCOMES[promise.status]}, {short_date(promise.reviewed, today)}"
    parts = [fold(rules.sentence(promise), "  ")]
    if obstacle := rules.obstacle_sentence(promise.obstacle, promise.fallback):
        parts.append(fold(obstacle, "  "))
    parts.append(f"    {dotted(when, short_id(promise), plain=practice.config.plain)}")
    parts += [fold(f"{label}: {text}", "    ") for label, text in rules.facts(promise)]
    return "\n".join([*parts, ""])
