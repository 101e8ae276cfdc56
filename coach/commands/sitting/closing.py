"""Close: what was kept, the plan, the next sitting; and the end of twelve weeks."""

from coach.commands.sitting.talk import Left, Talk
from coach.commands.sitting.words import Words
from coach.domain.acts import AT_MOST_OPEN
from coach.domain.dates import asked_on
from coach.domain.plan import OFFERED, parse_plan
from coach.domain.playbook import PAGES
from coach.domain.sitting import Stage
from coach.errors import UsageError
from coach.practice import ENOUGH, page_key


def close(talk: Talk, stage: Stage) -> bool:
    """Say what the sitting came to; the first time ask when to ask again."""
    practice = talk.practice
    closing = practice.closing()
    *most, last = closing.kept
    talk.part(f"Kept today: {', '.join(most)}{' and ' if most else ''}{last}.")
    if len(closing.open_acts) >= AT_MOST_OPEN and not closing.promise:
        talk.say(ENOUGH)
    if not closing.planned:
        _ask_when(talk)
    today = practice.today()
    if today.plan_met and closing.planned:
        talk.say("That's the week. One more if you like.")
    planned = practice.planned()
    talk.say(f"The plan: {planned.plan.in_words()}.")
    if planned.next_sitting:
        talk.say(f"Next sitting {asked_on(planned.next_sitting, planned.day)}.")
    return False


def _ask_when(talk: Talk) -> None:
    talk.part(f"When shall I ask again? Enter: {OFFERED.in_words()}.")
    talk.say("Or name days, as in mon wed, or write how many sittings a week.")
    while True:
        try:
            line = talk.line().strip()
            talk.practice.choose_plan(parse_plan(line) if line else OFFERED)
            break
        except UsageError as error:
            talk.say(f"{error.message} {error.hint}")
    talk.say("To be reminded: coach schedule --at 08:30")


def twelve_weeks(talk: Talk, stage: Stage) -> bool:
    """Look back on the twelve weeks, and ask how to go on."""
    practice = talk.practice
    given = practice.given()
    talk.part("Twelve weeks are behind you.")
    if given.times:
        talk.say(f"{given.in_words()} Came back: {given.back_in_words()}.")
    talk.part("How shall it go on?")
    ways = {
        "again": "go round again",
        "reminders": "no course any more, only a question when I am reminded",
        "stop": "stop well",
    }
    way = talk.choose(ways, "Write its number. Enter decides another day.")
    if way == "again":
        practice.start_course(1)
        talk.say("Round again, from week 1.")
    elif way == "reminders":
        practice.turn_course(on=False)
        talk.say("The course is off. coach plan --course on brings it back.")
    elif way == "stop":
        practice.stop_well()
        talk.say("It was good to sit with you. Everything you wrote stays: coach export.")
        talk.say("Any day you like: coach plan --start 1")
        raise Left
    return False


def page_line(talk: Talk, stage: Stage) -> bool:
    """Go on with a line for the playbook that was begun."""
    assert stage.answer
    practice, answer = talk.practice, stage.answer
    page = practice.library.by_id[answer.prompt or ""].page or ""
    talk.part(f"A line for your page “{PAGES[page]}”")
    with Words(talk, page_key(answer.id)) as words:
        text = words.ask_text()
        if text:
            words.keep(lambda: practice.add_line(page, text, answer))
            talk.say("It stands there.")
    return True
