"""The steps in which a person writes: a question, one more, a comparison, a note, an edit."""

from textwrap import shorten

from coach.domain.compare import Comparison, what_changed
from coach.domain.course import Look, what_next, what_next_in
from coach.domain.dates import ago, on_day, short_date
from coach.domain.history import unused_note, visible
from coach.domain.lesson import excerpt, lesson
from coach.domain.lookback import NOTHING
from coach.domain.model import Answer, Deeper, Line, Prompt, Shows
from coach.domain.playbook import ABOUT, PAGES
from coach.domain.position import position_on
from coach.domain.promises import OUTCOMES, sentence
from coach.domain.session import Day, comparing, deepening
from coach.domain.text import capitalized
from coach.errors import JournalError
from coach.practice.drafting import NOTE, about_of, draft_key
from coach.practice.playbook import line_key
from coach.practice.practice import Practice
from coach.practice.steps.step import SAVED, Aside, Done, TextStep, Values

BEGUN = "You began this and haven't saved it yet."
EDITED = "Saved. The earlier version is still there."
WHICH_TRACK = "What would you rather think about?"
BEFORE = 220
"""Characters of what is shown by itself above a question about it."""
GLANCE = 100
"""Characters of each answer that are shown above a look-back question; a key shows all of them."""
NAME = 60
"""Characters of what names it."""
GLANCES = 4
"""Of how many answers, promises or pages."""


class Reflect(TextStep):
    """One question: the one a person chose, one of a track, or what comes next."""

    key = "reflect"

    def __init__(
        self,
        practice: Practice,
        *,
        prompt_id: str | None = None,
        track: str | None = None,
        passed_over: tuple[str, ...] = (),
    ) -> None:
        super().__init__(practice)
        self.passed_over = passed_over
        self._track = track
        problem, self._readable = "", True
        try:
            answers = practice.journal.answers()
            look = practice.course.look(passed_over)
        except JournalError as error:  # one can still write; it will be a draft
            answers, problem, self._readable = [], error.message, False
            library, day = practice.library, practice.day()
            look = Look(library, [], day, passed_over, position=position_on(library, [], day))
        self.prompt, self.opening = self._choose(look, prompt_id)
        self.opening = problem or self.opening
        self.offers = frozenset({"editor", "another"} if self.prompt else {"editor"})
        if self.prompt is None:
            self.ask = f"{self.opening} What you write here is saved as a note."
            self.opening = ""
            self.draft_key = NOTE
            return
        self.ask = self.prompt.ask
        self.draft_key = draft_key("answer", self.prompt.id)
        self.asides = self._asides(self.prompt, visible(answers))

    def _choose(self, look: Look, prompt_id: str | None) -> tuple[Prompt | None, str]:
        """Return the question and why it is asked now."""
        practice = self.practice
        if prompt_id is not None:
            return practice.entries.prompt(prompt_id), "You chose this question."
        if self._track is not None:
            found = what_next_in(look, self._track)
            return found.prompt, found.why
        begun = None if self.passed_over else _begun(practice)
        if begun is not None:
            return begun, BEGUN
        found = what_next(look)
        return found.prompt, found.why

    def _asides(self, prompt: Prompt, answers: list[Answer]) -> tuple[Aside, ...]:
        first_time = not any(answer.prompt == prompt.id for answer in answers)
        asides = [look_back(self.practice, prompt.shows)] if prompt.shows and self._readable else []
        asides.append(Aside("why", prompt.why, "Why this question", open=first_time))
        if note := unused_note(answers, self.practice.day()):
            when = capitalized(on_day(note.day, self.practice.day()))
            asides.append(Aside("note", f"{when} you noted: {note.text}"))
        if prompt.example:
            asides.append(Aside("example", prompt.example, prompt.example_title, open=False))
        return tuple(asides)

    def another(self, track: str | None = None) -> "Reflect":
        """Return another question, of a track if one was chosen; the first one is passed over."""
        passed = (*self.passed_over, self.prompt.id) if self.prompt else self.passed_over
        return Reflect(self.practice, track=track or self._track, passed_over=passed)

    def submit(self, values: Values) -> Done:
        """Save the answer; a note where there is no question, which the session must skip."""
        entries = self.practice.entries
        if self.prompt is None:
            entries.note(values["text"], leave_draft=False)
            return Done(SAVED, passed=True)
        entries.answer(values["text"], self.prompt.id, leave_draft=False)
        return Done(SAVED)


def look_back(practice: Practice, shows: Shows) -> Aside:
    """Return what a look-back question is about, shortened, and in full."""
    matter = practice.course.matter(shows)
    if matter is None:
        return Aside("about", NOTHING[shows])
    glances = [
        _named(shorten(label, NAME, placeholder=" …"), excerpt(text, GLANCE if label else BEFORE))
        for label, text in matter.parts[:GLANCES]
    ]
    if (more := len(matter.parts) - GLANCES) > 0:
        glances.append(f"… and {more} more")
    full = "\n\n".join(_named(label, text) for label, text in matter.parts)
    return Aside("about", "\n".join(glances), matter.title, full=full)


def _named(label: str, text: str) -> str:
    return f"{label}: {text}" if label and text else label + text


def _begun(practice: Practice) -> Prompt | None:
    """Return the question of the newest draft of an answer, if it is one that can be asked."""
    by_id = practice.library.by_id
    ids = (about_of(draft.key, "answer") for draft in practice.drafts.all())
    return next((by_id[prompt_id] for prompt_id in ids if prompt_id in by_id), None)


class OneMore(TextStep):
    """One more question, below the answer it is about."""

    def __init__(self, practice: Practice, answer: Answer, deeper: Deeper) -> None:
        super().__init__(practice)
        self.key = self.draft_key = draft_key("deeper", answer.id)
        self.answer = answer
        self.heading = answer.ask or ""
        self.ask = deeper.ask
        before = excerpt(answer.text, BEFORE)
        self.asides = (Aside("before", before, "You answered"),)

    def submit(self, values: Values) -> Done:
        """Save it with the answer."""
        entries, text = self.practice.entries, values["text"]
        entries.follow(self.answer.id, "deeper", self.ask, text, leave_draft=False)
        return Done(SAVED)


class Changed(TextStep):
    """An earlier answer beside the new one, and what changed."""

    def __init__(self, practice: Practice, comparison: Comparison) -> None:
        super().__init__(practice)
        self.comparison = comparison
        self.key = self.draft_key = draft_key("changed", comparison.now.id)
        self.heading = comparison.now.ask or ""
        self.ask = what_changed(practice.journal.answers(), comparison.now)
        between = "\n".join(
            f"{capitalized(OUTCOMES[promise.status])}: {sentence(promise)}"
            for promise in comparison.promises
            if promise.status != "open"
        )
        promised = Aside("more", between, "In between, you promised", people=True)
        self.asides = (promised,) if between else ()

    @property
    def answers(self) -> tuple[Answer, Answer]:
        """The earlier answer and the new one."""
        return self.comparison.then, self.comparison.now

    @property
    def titles(self) -> tuple[str, str]:
        """What stands above the earlier answer and above the new one."""
        then, today = self.comparison.then.day, self.practice.day()
        return f"Then · {short_date(then, today)} · {ago(then, today)}", "Now"

    def submit(self, values: Values) -> Done:
        """Save it with the new answer."""
        entries, now, text = self.practice.entries, self.comparison.now.id, values["text"]
        entries.follow(now, "changed", self.ask, text, leave_draft=False)
        return Done(SAVED)


class Note(TextStep):
    """A thought that does not wait for a session."""

    key = "note"
    draft_key = NOTE
    ask = "What do you want to remember?"
    opening = "@name and #tag make it easy to find."

    def submit(self, values: Values) -> Done:
        """Save the note."""
        self.practice.entries.note(values["text"], leave_draft=False)
        return Done("Note saved. Your next session opens with it.")


class Edit(TextStep):
    """An answer, a note or a line put in other words."""

    def __init__(self, practice: Practice, entry: Answer | Line) -> None:
        super().__init__(practice)
        self.entry = entry
        self.key = self.draft_key = draft_key("edit", entry.id)
        asked = entry.ask if isinstance(entry, Answer) else PAGES[entry.page]
        self.ask = asked or "A note"

    def initial(self) -> Values:
        """Return what it says now."""
        return {"text": self.entry.text}

    def submit(self, values: Values) -> Done:
        """Save the new words beside the old ones."""
        self.practice.entries.edit(self.entry.id, values["text"], leave_draft=False)
        return Done(EDITED)


class PlaybookLine(TextStep):
    """A line for a page of the playbook, from an answer or from nothing else."""

    key = "line"

    def __init__(self, practice: Practice, answer: Answer | None, page: str) -> None:
        super().__init__(practice)
        self.answer, self.page = answer, page
        self.draft_key = line_key(page, answer)
        self.ask = f"A line for your page “{PAGES[page]}”"
        written = [line.text for line in practice.playbook.lines() if line.page == page]
        now = Aside("before", written[-1], "Its line now") if written else None
        self.asides = (now or Aside("more", ABOUT[page], "What this page says"),)
        self._offered = offered_line(practice, answer) if answer else ""

    def initial(self) -> Values:
        """Return what the answer says best, to be put in the words that will stand."""
        return {"text": self._offered}

    def submit(self, values: Values) -> Done:
        """Add the line."""
        self.practice.playbook.add(self.page, values["text"], self.answer, leave_draft=False)
        return Done(f"Saved on your page “{PAGES[self.page]}”.")


def offered_line(practice: Practice, answer: Answer) -> str:
    """Return the sentence of an answer that carries its lesson, or all of it to be cut down.

    What was asked about it once more may say it better.
    """
    more = [a.text for a in practice.entries.visible() if a.of == answer.id and a.kind == "deeper"]
    whole = "\n".join([answer.text, *more])
    said = lesson(whole)
    return answer.text if said == whole.strip() else said


def page_for(practice: Practice, answer: Answer | None) -> str | None:
    """Return the page that an answer's question belongs to, if it has no line of it yet."""
    if answer is None:
        return None
    prompt = practice.library.by_id.get(answer.prompt or "")
    has_line = any(line.of == answer.id for line in practice.playbook.lines())
    return prompt.page if prompt and not has_line else None


def one_more(practice: Practice, answer: Answer, deeper: Deeper | None) -> OneMore:
    """Return one more question about an answer; its own once more if none is left to ask."""
    return OneMore(practice, answer, deeper or Deeper("else", answer.ask or ""))


def further(practice: Practice, answer: Answer | None) -> OneMore | None:
    """Return one more question about today's answer that a person may ask for.

    None if none is left, and in a walk, which asks enough.
    """
    if answer is None or practice.walk.is_open():
        return None
    day = Day(
        practice.library,
        practice.entries.visible(),
        practice.promises.all(),
        practice.day(),
        day_starts=practice.config.day_starts,
    )
    step = None if comparing(day, answer) else deepening(day, answer)
    return OneMore(practice, answer, step.deeper) if step and step.deeper else None
