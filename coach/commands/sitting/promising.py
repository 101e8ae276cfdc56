"""Review, echo and commit: promises that come back, and a new one."""

from datetime import date
from typing import Literal

from coach.commands.sitting.talk import SKIPS, Talk
from coach.commands.sitting.words import Form
from coach.domain.acts import (
    GIVING,
    OUTCOMES,
    WHAT_CAME_BACK,
    if_then,
    missing,
    obstacle_sentence,
    offers_obstacle,
    sentence,
    stuck,
)
from coach.domain.dates import ago, asked_on
from coach.domain.model import Act, ActStatus
from coach.domain.sitting import Stage
from coach.practice import (
    ACT_TEXTS,
    COMMIT_DRAFT,
    PROMISE_TEXTS,
    REVIEW_TEXTS,
    act_form,
    edit_key,
    form_fields,
    review_key,
)

_OUTCOMES: dict[ActStatus | Literal["moved"], str] = {
    **dict(OUTCOMES.items()),
    "moved": "the moment never came",
}
_SAID = {"kept": "Kept.", "partly": "Partly kept. That counts too.", "not-yet": "Not yet is fine."}


def review(talk: Talk, stage: Stage) -> bool:
    """Read a promise back, and keep what came of it."""
    act = stage.act
    assert act
    talk.part(f"You promised: {sentence(act)}")
    if obstacle := obstacle_sentence(act):
        talk.say(obstacle)
    talk.part("What came of it?")
    outcome = talk.choose(_OUTCOMES, "Write its number. Enter leaves it open for now.")
    if outcome is None:
        return False
    if outcome == "moved":
        _move(talk, act)
    else:
        _say_outcome(talk, act, outcome)
    return True


def _say_outcome(talk: Talk, act: Act, status: ActStatus) -> None:
    with Form(talk, review_key(act.id), REVIEW_TEXTS) as form:
        did = form.ask("did", "What did you do? One line.", SKIPS)
        they = form.ask("they", "What did they say or do? One line.", SKIPS)
        back, minutes = [], None
        if status in ("kept", "partly"):
            talk.say("What came back?")
            back = talk.choose_several(
                WHAT_CAME_BACK, f"Write one number or several, with spaces. {SKIPS}"
            )
            if act.track in GIVING:
                minutes = talk.number(f"How many minutes did it take? {SKIPS}")
        form.keep(
            lambda: talk.practice.say_outcome(
                act.id, status, did=did, they=they, back=back, minutes=minutes
            )
        )
    talk.say(_SAID.get(status, "Let go."))


def _move(talk: Talk, act: Act) -> None:
    """Ask about it a week later; after the second time offer another way."""
    moved = talk.practice.moment_never_came(act.id)
    talk.say(_asked(talk, date.fromisoformat(moved.due)))
    if not stuck(moved):
        return
    talk.part("It did not come again. Shall it be another way?")
    ways = {"edit": "make it smaller, or take another cue", "let-go": "let it go"}
    way = talk.choose(ways, "Write its number. Enter leaves it as it is.")
    if way == "let-go":
        talk.practice.say_outcome(act.id, "let-go")
        talk.say("Let go.")
    elif way == "edit":
        with Form(talk, edit_key(act.id), ACT_TEXTS) as form:
            if not form.text:
                form.fill(form_fields(act_form(act)))
            _ask_plan(form)
            changed = form.keep(lambda: talk.practice.edit_act(act.id, form.fields))
        talk.say(f"{sentence(changed)} {_asked(talk, date.fromisoformat(changed.due))}")


def echo(talk: Talk, stage: Stage) -> bool:
    """Ask once more what came back from a promise that was kept."""
    act = stage.act
    assert act and act.said
    when = ago(date.fromisoformat(act.said), talk.practice.day())
    talk.part(f"You kept this {when}: {sentence(act)}")
    talk.say("What came back from it?")
    what = talk.choose(WHAT_CAME_BACK, f"Write its number. {SKIPS}")
    if what is None:
        return False
    talk.practice.say_what_came_back(act.id, what)
    talk.say("Kept.")
    return True


def commit(talk: Talk, stage: Stage) -> bool:
    """Make one small promise: two blanks, read back once and confirmed."""
    practice = talk.practice
    talk.part("One small promise: if this happens, then I do that.")
    with Form(talk, COMMIT_DRAFT, PROMISE_TEXTS) as form:
        while True:
            _ask_plan(form)
            if not (form.fields["cue"] or form.fields["act"]):
                return False
            if offers_obstacle(practice.acts()) and form.ask(
                "obstacle", "What could get in the way?", "Enter: nothing."
            ):
                form.ask("if_obstacle", "If it does, then I …", SKIPS)
            _read_back(talk, form)
            if _confirmed(talk):
                break
        plan = form.fields
        form.keep(
            lambda: practice.promise(
                plan["cue"],
                plan["act"],
                obstacle=plan["obstacle"],
                if_obstacle=plan["if_obstacle"],
            )
        )
    talk.say("Promised.")
    return True


def _ask_plan(form: Form) -> None:
    """Ask for the two blanks; what is missing is pointed out once, and nothing is refused."""
    cue = form.ask("cue", "If … A person, a day or an event.", SKIPS)
    if not cue and not form.fields["act"]:
        return
    act = form.ask("act", "Then I … A small act that somebody would see.", SKIPS)
    if lacks := missing(cue, act):
        form.point_out("act" if cue else "cue", lacks)


def _read_back(talk: Talk, form: Form) -> None:
    plan = form.fields
    talk.part(if_then(plan["cue"], plan["act"]))
    if plan["obstacle"] and plan["if_obstacle"]:
        talk.say(if_then(plan["obstacle"], plan["if_obstacle"]))
    talk.say(_asked(talk, talk.practice.next_sitting()))


def _confirmed(talk: Talk) -> bool:
    """Whether the person promises it; if not they go back to the words."""
    talk.say("Enter promises it; n goes back to the words.")
    while True:
        word = talk.line().strip().lower()
        if word in ("", "y", "yes"):
            return True
        if word in ("n", "no"):
            return False
        talk.say("Only Enter, or n.")


def _asked(talk: Talk, due: date) -> str:
    return f"I ask {asked_on(due, talk.practice.day())}."
