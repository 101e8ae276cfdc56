"""`coach today`: what comes next, and why."""

from argparse import Namespace
from collections.abc import Iterator

from coach.commands.output import add_json, fold, name_problems, position_json, print_json, reading
from coach.domain.promises import sentence, will_ask
from coach.domain.records import PROMISES
from coach.domain.session import StepKind
from coach.practice.session import Session, Today

EXAMPLES = """\
examples:
  coach today
  coach today --json
"""

_GOES_ON: dict[StepKind, str] = {
    "twelve-weeks": "To look back on your twelve weeks",
    "review": "To review your promise",
    "echo": "To say what has come back since",
    "deeper": "For one more question",
    "changed": "To compare this with an earlier answer",
    "promise": "To make a promise",
    "walk": "To go on with the four questions",
    "lines": "To give your playbook a line",
}

configure = add_json


def run(args: Namespace) -> int:
    with reading() as practice:
        today = Session(practice).today()
        name_problems(practice.library.problems)
        if args.json:
            print_json(_record(today))
        else:
            print("\n\n".join("\n".join(part) for part in _parts(today) if part))
    return 0


def _parts(today: Today) -> Iterator[list[str]]:
    """Yield what there is to say: after an absence, the question, the promises, the session."""
    if today.away:
        yield [
            "Welcome back. Were you away?",
            "To mark those weeks as time off:",
            f"  coach pause {' '.join(today.away)}",
        ]
    if today.prompt:
        yield [fold(today.prompt.ask), fold(today.why, "  "), f"  {today.prompt.id}"]
    else:
        yield [fold(today.why)]
    yield [
        fold(f"You promised: {sentence(promise)} {will_ask(promise.due, today.day)}")
        for promise in today.open_promises
    ]
    if today.step and today.begun and today.step.kind != "review":
        yield ["To go on where you left off: coach session"]
    elif today.step and (goes_on := _GOES_ON.get(today.step.kind)):
        yield [f"{goes_on}: coach session"]


def _record(today: Today) -> dict[str, object]:
    position, prompt = today.position, today.prompt
    return {
        "day": today.day.isoformat(),
        "week": today.week,
        "course": position and position_json(position),
        "prompt": prompt and {"id": prompt.id, "ask": prompt.ask},
        "why": today.why,
        "open_promises": [PROMISES.record(promise) for promise in today.open_promises],
        "due": today.due,
    }
