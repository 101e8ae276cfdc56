"""Review, echo and commit: promises that come back, and a new one."""

from collections.abc import Mapping
from datetime import date

from coach.commands.sitting.talk import SKIPS, Talk
from coach.commands.sitting.words import Form
from coach.domain.acts import (
    CAME_OF_IT,
    GIVING,
    MOVED,
    WHAT_CAME_BACK,
    if_then,
    missing,
    obstacle_in_words,
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
    OUTCOME_FIELDS,
    PROMISE_TEXTS,
    Practice,
    act_form,
    edit_key,
    form_fields,
    review_key,
)

_SAID = {"kept": "Kept.", "partly": "Partly kept. That counts too.", "not-yet": "Not yet is fine."}


def review(talk: Talk, stage: Stage) -> bool:
    """Read a promise back, and keep what came of it."""
    act = stage.act
    assert act
    talk.part(f"You promised: {sentence(act)}")
    if obstacle := obstacle_sentence(act):
        talk.say(obstacle)
    talk.part("What came of it?")
    with Form(talk, review_key(act.id), OUTCOME_FIELDS) as form:
        begun = next((o for o in CAME_OF_IT if o == form.fields["outcome"]), None)
        enter = f"Enter: {CAME_OF_IT[begun]}." if begun else "Enter leaves it open for now."
        outcome = talk.choose(CAME_OF_IT, f"Write its number. {enter}") or begun
        if outcome is None:
            return False
        if outcome != MOVED:
            form.put("outcome", outcome)
            _say_outcome(talk, act, outcome, form)
            return True
        moved = form.keep(lambda: _moved(talk.practice, act, form.fields))
    talk.say(_asked(talk, date.fromisoformat(moved.due)))
    if stuck(moved):
        _offer_another_way(talk, moved)
    return True


def _say_outcome(talk: Talk, act: Act, status: ActStatus, form: Form) -> None:
    did = form.ask("did", "What did you do? One line.", SKIPS)
    they = form.ask("they", "What did they say or do? One line.", SKIPS)
    if status in ("kept", "partly"):
        before = [what for what in WHAT_CAME_BACK if what in form.fields["back"].split()]
        enter = f"Enter: {', '.join(WHAT_CAME_BACK[w] for w in before)}." if before else SKIPS
        talk.say("What came back?")
        back = talk.choose_several(
            WHAT_CAME_BACK, f"Write one number or several, with spaces. {enter}"
        )
        form.put("back", " ".join(back or before))
        if act.track in GIVING:
            begun = form.fields["minutes"]
            enter = f"Enter: {begun}." if begun else SKIPS
            form.put("minutes", talk.number(f"How many minutes did it take? {enter}") or begun)
    said = form.fields["back"].split()
    minutes = form.fields["minutes"]
    form.keep(
        lambda: talk.practice.say_outcome(
            act.id,
            status,
            did=did,
            they=they,
            back=[what for what in WHAT_CAME_BACK if what in said],
            minutes=int(minutes) if minutes.isdecimal() else None,
        )
    )
    talk.say(_SAID.get(status, "Let go."))


def _moved(practice: Practice, act: Act, fields: Mapping[str, str]) -> Act:
    """The act, to be asked about a week later; words that were begun become a note."""
    words = [fields[name] for name in ("did", "they") if fields[name]]
    return practice.moment_never_came(act.id, "\n".join(words))


def _offer_another_way(talk: Talk, act: Act) -> None:
    talk.part("It did not come again. Shall it be another way?")
    ways = {"edit": "make it smaller, or take another cue", "let-go": "let it go"}
    way = talk.choose(ways, "Write its number. Enter leaves it as it is.")
    if way == "let-go":
        talk.practice.say_outcome(act.id, "let-go")
        talk.say("Let go.")
    elif way == "edit":
        _put_otherwise(talk, act)


def reword(talk: Talk, stage: Stage) -> bool:
    """Go on with putting a promise in other words."""
    assert stage.act
    talk.part(f"You began to put this otherwise: {sentence(stage.act)}")
    _put_otherwise(talk, stage.act)
    return True


def _put_otherwise(talk: Talk, act: Act) -> None:
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
    if obstacle := obstacle_in_words(plan["obstacle"], plan["if_obstacle"]):
        talk.say(obstacle)
    talk.say(_asked(talk, talk.practice.promise_due()))


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
