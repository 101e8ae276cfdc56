"""`coach promise`: small promises, their outcomes, and what came back."""

import contextlib
import re
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Iterator
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
)
from coach.commands.streams import paged
from coach.commands.writing import words
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
learned other; --expect takes one of them. A text given as - is read from stdin.

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
_TEXTS = ("cue", "action", "obstacle", "fallback", "did", "response")


def configure(parser: ArgumentParser) -> None:
    commands = parser.add_subparsers(metavar="COMMAND", dest="command")
    add_json(parser)
    commands.add_parser("list", help="every promise, the open ones first")
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
    for command in commands.choices.values():
        add_json(command, default=SUPPRESS)  # keep --json when it stands before the subcommand


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
    with _piped(args, practice):
        changed = _changed(args, practice)
    if args.json:
        print_json(PROMISES.record(changed))
    after_save(practice)
    return 0


@contextlib.contextmanager
def _piped(args: Namespace, practice: Practice) -> Iterator[None]:
    """Take the one text that is given as `-` from stdin; it is a draft if the block fails."""
    named = [name for name in _TEXTS if getattr(args, name, None) == "-"]
    if len(named) > 1:
        raise UsageError("Only one text can come from stdin.", "Give the others in quotes.")
    with words("-", practice, "promise") if named else contextlib.nullcontext("") as text:
        for name in named:
            setattr(args, name, text)
        yield


def _changed(args: Namespace, practice: Practice) -> Promise:
    """Run a subcommand that changes something, and return the promise as it is then."""
    if args.command == "add":
        wording = {"cue": "", "action": "", **_wording(args, practice)}
        return _made(practice.promises.make(**wording), practice, as_json=args.json)
    if args.command == "move":
        return _move(practice, args.id)
    if args.command not in ("again", "reopen"):
        return _review(practice, args)
    promises = practice.promises
    before = promises.find(args.id) if args.id else promises.last_reviewed()
    if args.command == "again":
        again = promises.again(before.id, **_wording(args, practice))
        return _made(again, practice, as_json=args.json)
    reopened = promises.reopen(before.id)
    asked = rules.will_ask(reopened.due, practice.day())
    say(f"Open again: “{rules.sentence(reopened)}” {asked}")
    return reopened


def _wording(args: Namespace, practice: Practice) -> dict[str, Any]:
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


def _made(promise: Promise, practice: Practice, *, as_json: bool) -> Promise:
    if not as_json:
        print(promise.id, flush=True)
    say(rules.sentence(promise))
    if obstacle := rules.obstacle_sentence(promise.obstacle, promise.fallback):
        say(obstacle)
    say(rules.will_ask(promise.due, practice.day()))
    if lacking := rules.lacking(promise.cue, promise.action):
        say(f"{lacking} To change it: coach edit {practice.entries.short_id(promise)}")
    return promise


def _review(practice: Practice, args: Namespace) -> Promise:
    if args.id is None and args.back and _ID_LIKE.fullmatch(args.back[-1]):
        args.id = args.back.pop()  # the id, where it stands last
    if not set(args.back) <= set(rules.RETURNED):
        raise UsageError("--back takes other words.", f"Use {', '.join(rules.RETURNED)}.")
    if "nothing" in args.back and len({*args.back}) > 1:
        raise UsageError("Nothing came back, or something did.", "Leave out “nothing”.")
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
        short_id = practice.entries.short_id(reviewed)
        say(f"To make it once more, or smaller: coach promise again {short_id}")
    return reviewed


def _move(practice: Practice, given_id: str | None) -> Promise:
    promise = practice.promises.move(practice.promises.find(given_id).id)
    say(f"{rules.sentence(promise)} {rules.will_ask(promise.due, practice.day())}")
    if rules.is_stuck(promise):
        short_id = practice.entries.short_id(promise)
        say("Twice now, the moment hasn't come.")
        say(f"To make it smaller, or name another moment: coach edit {short_id}")
        say(f"To let it go: coach promise let-go {short_id}")
    return promise


def _list(*, as_json: bool) -> None:
    with reading() as practice:
        promises = sorted(practice.promises.all(), key=lambda promise: promise.id)
        if as_json:
            print_json([PROMISES.record(promise) for promise in promises])
            return
        if not promises:
            say("No promises yet. To make one: coach promise add")
            return
        parts = (
            ("Open", rules.open_promises(promises)),
            ("Reviewed", rules.reviewed_promises(promises)),
        )
        with paged():
            for heading, found in parts:
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
    short_id = practice.entries.short_id(promise)
    parts.append(fold(dotted(when, short_id, plain=practice.config.plain), "    "))
    parts += [fold(f"{label}: {text}", "    ") for label, text in rules.facts(promise)]
    return "\n".join([*parts, ""])
