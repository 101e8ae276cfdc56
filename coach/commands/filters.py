"""The options that choose answers, the same for every command that reads them."""

from argparse import ArgumentParser, Namespace

from coach.domain.dates import parse_span
from coach.domain.history import Filter
from coach.errors import UsageError
from coach.practice import Practice


def add_filters(parser: ArgumentParser) -> None:
    """Declare `--since`, `--until` and `--track`."""
    when = "a day, week, today, yesterday, or 14d and 8w ago"
    parser.add_argument("--since", metavar="D", help=f"from {when}")
    parser.add_argument("--until", metavar="D", help=f"to {when}")
    parser.add_argument("--track", metavar="T", help="one track, such as give-free")


def filter_from(args: Namespace, practice: Practice) -> Filter:
    """What the options ask for.

    Raises:
        UsageError: if a day or a track is none.
    """
    today = practice.day()
    if args.track is not None and args.track not in _answered_tracks(practice):
        check_track(practice, args.track)
    return Filter(
        since=parse_span(args.since, today)[0] if args.since is not None else None,
        until=parse_span(args.until, today)[1] if args.until is not None else None,
        track=args.track,
    )


def check_track(practice: Practice, track: str) -> str:
    """The id of a track of the library.

    Raises:
        UsageError: if it is none; the hint names them all.
    """
    if track not in practice.library.track_by_id:
        names = ", ".join(practice.library.track_by_id)
        raise UsageError(f"There is no track “{track}”.", f"The tracks: {names}.")
    return track


def check_prompt(practice: Practice, prompt_id: str) -> str:
    """The id of a question of the library, or of one that was answered once.

    Raises:
        UsageError: if it is neither; the hint names the nearest ids.
    """
    if any(answer.prompt == prompt_id for answer in practice.journal.answers()):
        return prompt_id
    return practice.prompt(prompt_id).id


def _answered_tracks(practice: Practice) -> set[str | None]:
    return {answer.track for answer in practice.journal.answers()}
