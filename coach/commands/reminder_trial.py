"""Trying a reminder as cron would give it: its own command, its bare environment, its places."""

from coach import config
from coach.errors import CoachError
from coach.paths import Places
from coach.reminders import line, private, running
from coach.reminders.delivery import Ways, deliver, is_heard
from coach.reminders.line import Call
from coach.reminders.memory import recall

_TEXT = "This is how a reminder arrives."
_SECONDS = 20.0


def attempt(call: Call) -> None:
    """Run the call without speaking, send a reminder by every way, and print what became of it.

    Raises:
        CoachError: if the call does not work, or neither desktop nor hook took the reminder.
    """
    places = line.places_of(call)
    works, says = _dry_run(call)
    _report("check", works, says)
    hook = config.load(places.config_file).remind.hook
    ways = Ways(places.nudge, hook, recall(places.state).bus, line.bare(call))
    before = _nudge(places)
    outcomes = deliver(_TEXT, ways, may_print=False)
    _put_back(places, before)
    for outcome in outcomes:
        says = "can be left" if outcome.channel == "nudge" and outcome.worked else outcome.says
        _report(outcome.channel, outcome.worked, says)
    if not works:
        raise CoachError("What cron would call does not work.", "See coach doctor.")
    if not is_heard(outcomes):
        raise CoachError(
            "A reminder reaches neither the desktop nor a hook, only the nudge and cron's mail.",
            "See coach nudge, and docs/reminders.md for a hook.",
        )


def _dry_run(call: Call) -> tuple[bool, str]:
    """Whether the call works, and what it says."""
    try:
        done = running.run([*call.argv, "--dry-run"], line.bare(call), _SECONDS)
    except OSError as error:
        return False, f"could not be started: {private.plainly(error)}"
    except running.TooLongError:
        return False, f"took longer than {_SECONDS:g} seconds and was ended"
    said = (done.stderr if done.returncode else done.stdout).decode("utf-8", "replace")
    lines = said.strip().splitlines() or ["it says nothing"]
    return done.returncode == 0, lines[0].removeprefix("coach: ")


def _report(name: str, worked: bool, says: str) -> None:
    print(f"{'ok    ' if worked else 'FAILED'}  {name}: {says}")


def _nudge(places: Places) -> bytes | None:
    try:
        return places.nudge.read_bytes()
    except OSError:
        return None


def _put_back(places: Places, before: bytes | None) -> None:
    """Leave the nudge as it was: a new shell is not to show a trial."""
    try:
        if before is None:
            places.nudge.unlink(missing_ok=True)
        else:
            private.write(places.nudge, before)
    except OSError:
        return
