"""`coach today`: what is next and why."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import date

from coach.commands.output import add_json, fold, name_problems, print_json
from coach.commands.reading import reading
from coach.domain.acts import sentence
from coach.domain.dates import asked_on
from coach.domain.records import ACTS
from coach.domain.sitting import Stage, StepName
from coach.practice import Today

EXAMPLES = """\
examples:
  coach today
  coach today --json
"""

_GOES_ON: dict[StepName, str] = {
    "twelve-weeks": "looks back on your twelve weeks",
    "review": "asks what came of your promise",
    "echo": "asks what has come back since",
    "deeper": "goes one step deeper into your answer",
    "changed": "lays your answer beside an earlier one",
    "commit": "goes on with a promise",
}


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    add_json(parser)


def run(args: Namespace) -> int:
    """Print what is next."""
    with reading() as practice:
        today = practice.today()
        name_problems(practice.library.problems)
        if args.json:
            print_json(_as_json(today))
        else:
            print("\n\n".join("\n".join(part) for part in _parts(today) if part))
    return 0


def _parts(today: Today) -> Iterator[list[str]]:
    """What there is to say, in parts: after an absence, the question, the promise, the sitting."""
    if today.away:
        weeks = " ".join(today.away)
        yield [
            "Welcome back.",
            fold("To take the weeks you were away out, so that they do not count:"),
            f"  coach pause {weeks}",
        ]
    if today.prompt is None:
        yield [fold(today.why)]
    else:
        yield [fold(today.prompt.ask), fold(today.why, "  "), f"  {today.prompt.id}"]
    if act := today.open_act:
        due = date.fromisoformat(act.due)
        yield [fold(f"Promised: {sentence(act)} I ask {asked_on(due, today.day)}.")]
    if today.stage and (does := _goes_on(today.stage, begun=today.begun)):
        yield [f"coach sit {does}."]


def _goes_on(stage: Stage, *, begun: bool) -> str:
    """What a sitting would go on with; nothing where it would begin, or is over but its close."""
    if begun and stage.step != "review":
        return "goes on where you left off"
    return _GOES_ON.get(stage.step, "")


def _as_json(today: Today) -> dict[str, object]:
    position, prompt = today.position, today.prompt
    return {
        "day": today.day.isoformat(),
        "week": today.week,
        "programme": position
        and {"week": position.number, "of": position.of, "track": position.week.track},
        "prompt": prompt and {"id": prompt.id, "ask": prompt.ask},
        "why": today.why,
        "open_act": today.open_act and ACTS.record(today.open_act),
        "due": today.due,
    }
