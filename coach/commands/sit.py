"""`coach sit`: a whole sitting in plain lines."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from coach.commands.output import name_problems
from coach.commands.sitting.closing import close, page_line, twelve_weeks
from coach.commands.sitting.promising import commit, echo, review, reword
from coach.commands.sitting.reflecting import changed, deeper, reflect
from coach.commands.sitting.talk import Left, Talk
from coach.domain.dates import asked_on
from coach.domain.sitting import Stage, StepName
from coach.errors import JournalError
from coach.practice import ENOUGH_FOR_TODAY, TEN_MINUTES, Practice, Sitting
from coach.practice.derived import refresh

EXAMPLES = """\
For a screen reader, a thin terminal or a pipe: one thing is asked at a time, in
lines. An empty line ends a text, and skips where nothing is written. A line of
its own: /why /example /another /edit /leave /help. ctrl+d leaves too; what you
wrote is then a draft, and coach sit goes on there.

examples:
  coach sit
  COLUMNS=40 coach sit
"""

STEPS: dict[StepName, Callable[[Talk, Stage], bool]] = {
    "twelve-weeks": twelve_weeks,
    "review": review,
    "reword": reword,
    "echo": echo,
    "reflect": reflect,
    "deeper": deeper,
    "changed": changed,
    "commit": commit,
    "close": close,
    "page-line": page_line,
}
"""How each step is taken; it tells whether something was kept."""


def configure(parser: ArgumentParser) -> None:
    """Declare nothing: there is only the sitting."""


def run(args: Namespace) -> int:
    """Go through the sitting until it is over or the person leaves."""
    practice = Practice.here()
    name_problems(practice.library.problems)
    talk = Talk(practice)
    try:
        if problem := practice.journal.problem():
            raise problem  # nothing could be kept
        practice.drop_kept_drafts()
        _sit(talk, practice)
    except JournalError as error:
        raise talk.with_the_rest(error) from error
    except (Left, KeyboardInterrupt):
        begun = practice.begun()
        talk.part("What you wrote is a draft; coach sit goes on there." if begun else "Bye.")
    finally:
        refresh(practice)
    return 0


def _sit(talk: Talk, practice: Practice) -> None:
    if away := practice.today().away:
        talk.say("Welcome back. To take the weeks you were away out, so that they do not count:")
        talk.say(f"coach pause {' '.join(away)}", "  ")
    sitting = Sitting(practice)
    stage: Stage | None = sitting.begin()
    last, began = stage, practice.clock.now()
    while stage:
        if not STEPS[stage.step](talk, stage):
            sitting.skip(stage)
        last, stage = stage, sitting.next()
        late = practice.clock.now() - began >= TEN_MINUTES
        if late and practice.config.ten_minutes and stage and stage.step != "close":
            talk.once(f"{ENOUGH_FOR_TODAY} /leave leaves.")
    if last and last.step != "close":
        planned = practice.planned()
        talk.part("That is all for today.")
        if planned.next_sitting:
            talk.say(f"Next sitting {asked_on(planned.next_sitting, planned.day)}.")
