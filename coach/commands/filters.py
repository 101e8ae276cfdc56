"""The options that choose entries, the same for every command that reads them."""

from argparse import ArgumentParser, Namespace
from datetime import date

from coach.commands.output import count
from coach.domain.dates import parse_span
from coach.domain.history import Filter
from coach.errors import UsageError
from coach.practice import Practice

NOTHING_MATCHES = "No matching entries."
NONE_HAS_ALL = "No entry has all of these words. For a day or a month: --on."


def add_filters(parser: ArgumentParser) -> None:
    """Declare the words to search for, and the filters."""
    parser.add_argument(
        "words", nargs="*", metavar="WORDS", help="words that must all occur; a phrase in quotes"
    )
    parser.add_argument("--prompt", metavar="P", help="one question, such as value.evidence")
    parser.add_argument("--track", metavar="T", help="one track, such as give-free")
    parser.add_argument("--on", metavar="D", help="one day, week or month: fri, 2026-11")
    parser.add_argument("--since", metavar="D", help="from 2026-11-24, 2026-W48, fri or 14d")
    parser.add_argument("--until", metavar="D", help="up to and including such a day")
    parser.add_argument("--person", metavar="P", help="what mentions @P")
    parser.add_argument("--tag", metavar="T", help="what has the tag #T")
    parser.add_argument("--on-this-day", action="store_true", help="this day in earlier years")
    parser.add_argument("-n", type=count, metavar="N", help="the newest N")


def filter_from(args: Namespace, practice: Practice) -> Filter:
    """Return what the options ask for.

    Raises:
        UsageError: if a day, a track or a question is none.
    """
    today = practice.day()
    entries = practice.entries
    if args.track is not None and all(a.track != args.track for a in entries.visible()):
        check_track(practice, args.track)
    if args.prompt is not None and all(a.prompt != args.prompt for a in entries.visible()):
        entries.prompt(args.prompt)
    return Filter(
        prompt=args.prompt,
        since=max(_edges(0, today, args.since, args.on), default=None),
        until=min(_edges(1, today, args.until, args.on), default=None),
        track=args.track,
        person=args.person,
        tag=args.tag,
        search=" ".join(f'"{w}"' if " " in w else w for w in args.words) or None,
        on_this_day=today if args.on_this_day else None,
    )


def _edges(edge: int, today: date, *days: str | None) -> list[date]:
    """Return the first (0) or the last (1) day of each that a person named."""
    return [parse_span(day, today)[edge] for day in days if day is not None]


def check_track(practice: Practice, track: str) -> str:
    """Return the id of a track of the library.

    Raises:
        UsageError: if it is none; the hint names them all.
    """
    if track not in practice.library.track_by_id:
        names = ", ".join(practice.library.track_by_id)
        raise UsageError(f"There is no track “{track}”.", f"The tracks are {names}.")
    return track
