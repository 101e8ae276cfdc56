"""The steps that end something: the close of a session, the plan, and the twelve weeks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from coach.domain.dates import on_day
from coach.domain.lesson import gist
from coach.domain.lookback import NOTHING
from coach.domain.model import Answer, Promise
from coach.domain.plan import SUGGESTED, parse_plan
from coach.domain.playbook import ABOUT, PAGES
from coach.domain.promises import ENOUGH, has_room, next_due, returned_in_words, sentence, will_ask
from coach.errors import CoachError, UsageError
from coach.practice.drafting import PLAN
from coach.practice.practice import Practice
from coach.practice.steps.kept import brought_something
from coach.practice.steps.promise import Review
from coach.practice.steps.step import Aside, Done, Field, Lack, Step, Values, in_rows
from coach.practice.steps.walk import WalkQuestion
from coach.practice.steps.writing import OneMore, PlaybookLine, further, offered_line, page_for

REPEAT_WORDS = "May a reminder quote your promise?"
CARD = "Your card, for the moment someone asks"
PLAN_LABEL = "Days such as tue fri, or how many sessions a week."
NO_LINES = "Your playbook has no line yet. The close of a session can add one."
OWN, CAME, KEPT = "In your own words", "What you gave, what came back", "What you kept at"
TIMES = ("07:30", "08:30", "12:30", "17:30")
"""A few times of day; coach schedule takes any."""
CLOSES = {
    "open": "Your words are saved.",
    "kept": "You kept your promise.",
    "partly": "Partly kept, and that counts.",
    "not-this-time": "Not this time, and that's fine. Your words are saved.",
    "let-go": "You let a promise go. Your words are saved.",
}
"""What a session closes with, by what became of the promise that was reviewed."""
WAYS_ON = {"again": "go around again", "reminders": "reminders only", "finish": "finish here"}
WALK_ON = {"walk": "walk the four questions first"}


def _lacks_plan(step: Step, values: Values) -> Lack | None:
    """Return that the plan cannot be understood."""
    text = values.get("plan", "").strip()
    try:
        if text:
            parse_plan(text)
    except UsageError as error:
        return Lack(str(error), "plan", blocks=True)
    return None


class Close(Step):
    """What came back and what was written today, the promise, and when the next session is.

    The very first one asks when to ask again; nothing typed takes the plan it suggests.
    """

    key = "close"
    draft_key = PLAN
    saves_empty = True
    lacks = _lacks_plan

    def __init__(self, practice: Practice) -> None:
        super().__init__(practice)
        day = practice.day()
        planned = practice.course.plan()
        self.chosen = planned.chosen
        self.answer = practice.promises.last_answer(day)
        self.page = page_for(practice, self.answer)
        walks = practice.walk.is_open()  # it leaves what is due to the next session
        self.due = None if walks else next_due(practice.promises.all(), day)
        """Another promise whose day has come; one at most is asked about before."""
        can_remind = not self.chosen and practice.reminders.can_schedule()
        more = self.one_more()
        offers = {"line": self.page, "review": self.due, "remind": can_remind, "deeper": more}
        self.offers = frozenset(offer for offer, there in offers.items() if there)
        reviewed = [p for p in practice.promises.all() if p.reviewed == day]
        wrote = any(a.day == day for a in practice.entries.visible())
        made = any(p.promised == day for p in practice.promises.all())
        saved = CLOSES[reviewed[-1].status if reviewed else "open"]
        self.ask = saved if reviewed or wrote or made else "Nothing was saved today."
        self.asides = tuple(_came_back(reviewed))
        if self.answer and self.page:
            self.asides += (self._line_in_words(self.answer, self.page),)
        elif self.answer and not walks:
            self.asides += (Aside("before", gist(self.answer.text), "You wrote"),)
        self.asides += tuple(self._promise_in_words(day))
        if self.due:
            self.asides += (Aside("before", sentence(self.due), "Also due", people=True),)
        if walks and (card := practice.playbook.card()):
            rows = [(line.title, line.text) for line in card]
            self.asides += (Aside("more", in_rows(rows), CARD, rows=rows),)
        if self.chosen:
            self.asides += (Aside("after", planned.plan_in_words, "Your plan"),)
        elif not can_remind:
            self.asides += (Aside("after", "For a reminder: coach schedule --at 08:30"),)

    def _promise_in_words(self, day: date) -> Iterator[Aside]:
        promises = self.practice.promises.all()
        made = [promise for promise in promises if promise.promised == day]
        if made:
            words, when = sentence(made[-1]), will_ask(made[-1].due, day)
            yield Aside("before", words, "You promised", people=True, note=when)
        elif not has_room(promises):
            yield Aside("before", ENOUGH)

    def _line_in_words(self, answer: Answer, page: str) -> Aside:
        """Return the line that is offered, its page named, and explained if it has none yet."""
        is_new = all(line.page != page for line in self.practice.playbook.lines())
        text = gist(offered_line(self.practice, answer))
        about = f"({ABOUT[page]})" if is_new and self.chosen else ""  # else it asks enough
        return Aside("more", text, f"For “{PAGES[page]}” in your playbook", note=about)

    def fields(self, values: Values) -> tuple[Field, ...]:
        """Return the plan, and whether reminders may repeat a promise, until a plan is chosen."""
        if self.chosen:
            return ()
        hint = f"{SUGGESTED}, or other days"
        plan = Field("plan", "When should I ask again?", "days", hint=hint)
        words = Field("words", REPEAT_WORDS, "one", {"yes": "yes", "no": "no"}, suggested="no")
        return plan, words

    def stands_for(self, values: Values) -> str:
        """Return what plan is taken where none is written."""
        return "" if self.chosen or values.get("plan") else f"with {SUGGESTED}"

    def line(self) -> PlaybookLine | None:
        """Return the step that adds a line to the page of today's question."""
        if self.answer is None or self.page is None:
            return None
        return PlaybookLine(self.practice, self.answer, self.page)

    def one_more(self) -> OneMore | None:
        """Return one more question about today's answer, if there is one left to ask."""
        return further(self.practice, self.answer)

    def review(self) -> Review | None:
        """Return the step that reviews the other promise whose day has come."""
        return Review(self.practice, self.due) if self.due else None

    def remind(self) -> "RemindMe":
        """Return the step that sets a reminder time."""
        return RemindMe(self.practice)

    def submit(self, values: Values) -> Done:
        """Choose the plan, or the suggested one; a close is always left behind."""
        course, said = self.practice.course, ""
        if not self.chosen:
            text = values.get("plan", "").strip()
            course.choose_plan(parse_plan(text) if text else SUGGESTED)
            if values.get("words") == "yes":
                course.allow_words(on=True)
            following = course.next_session()
            said = f"I'll ask you {on_day(following, self.practice.day())}." if following else ""
        return Done(said, passed=True)


def _came_back(reviewed: Sequence[Promise]) -> Iterator[Aside]:
    """Yield what came back from the promise reviewed last, in the person's words and by name."""
    for promise in reviewed[-1:]:
        if promise.response:
            yield Aside("before", f"“{gist(promise.response)}”", "What came back", people=True)
        elif brought_something(promise):
            yield Aside("before", f"What came back: {returned_in_words(promise)}.")


class ChoosePlan(Step):
    """On which days, or how often, a person wants to practice."""

    key = "plan"
    draft_key = PLAN
    ask = "When do you want to practice?"
    form = (Field("plan", PLAN_LABEL, "days", hint=f"{SUGGESTED}, or a number"),)
    lacks = _lacks_plan

    def submit(self, values: Values) -> Done:
        """Plan from next week on."""
        return Done(self.practice.course.choose_plan(parse_plan(values["plan"])))


class RemindMe(Step):
    """From what time on reminders are sent; this machine runs the check every hour."""

    key = draft_key = "remind"
    ask = "From what time on shall I remind you?"
    asides = (Aside("before", "Once a day, if something is due. To stop it: coach schedule off"),)
    form = (Field("at", "", "one", {at: f"at {at}" for at in TIMES}),)

    def submit(self, values: Values) -> Done:
        """Set the time; where that can't be, say why, since nothing that was saved hangs on it."""
        try:
            return Done(self.practice.reminders.schedule(values["at"]))
        except CoachError as error:
            return Done(str(error), passed=True)


class TwelveWeeks(Step):
    """The end of the twelve weeks: the person's own lines, what came back, and how to go on."""

    key = "twelve-weeks"
    draft_key = "twelve-weeks"
    heading = "Twelve weeks are behind you."
    ask = "How do you want to go on?"
    offers = frozenset({"print"})
    to_skip = "decide later"

    def __init__(self, practice: Practice) -> None:
        super().__init__(practice)
        report = practice.progress.report()
        newest = {line.page: line.text for line in practice.playbook.lines()}
        rows = [(title, newest[page]) for page, title in PAGES.items() if page in newest]
        texts = {
            OWN: in_rows(rows) or NO_LINES,
            CAME: str(report.given) if report.given.times else NOTHING["ledger"],
            KEPT: " ".join(report.facts()),
        }
        full = "\n\n".join(f"{title}\n{text}" for title, text in texts.items())
        own, *others = (Aside("more", text, title) for title, text in texts.items())
        self.asides = (replace(own, name="about", rows=rows, full=full), *others)
        ways = WAYS_ON | (WALK_ON if practice.walk.left() else {})
        self.form = (Field("way", "", "one", ways),)

    def submit(self, values: Values) -> Done:
        """Go on that way."""
        course, walk = self.practice.course, self.practice.walk
        if values["way"] == "walk":
            first = walk.left()[0]
            walk.begin()
            return Done(then=WalkQuestion(self.practice, first))
        if values["way"] == "again":
            course.go_around()
            return Done(f"You're going around again. {course.plan().place_in_words}")
        if values["way"] == "reminders":
            course.turn(on=False)
            return Done("The course is off. Questions now come from all tracks.")
        course.finish()
        done = "Well done. Nothing is planned anymore; come back whenever you like."
        return Done(done, ends=True)
