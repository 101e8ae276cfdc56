"""Reflect, go deeper, then and now: a question, and room to write."""

from collections.abc import Callable
from datetime import date

from coach.commands.sitting.talk import Talk
from coach.commands.sitting.words import Words
from coach.domain.acts import OUTCOMES, sentence
from coach.domain.dates import long_date, on_day
from coach.domain.model import Prompt
from coach.domain.sitting import Stage
from coach.practice import CHANGED, NOTE_DRAFT, Reflection, draft_key, follow_key

KEPT = "Kept."


class _Another(Exception):
    """The person wants another question, of `track` if they chose one."""

    def __init__(self, track: str | None) -> None:
        super().__init__()
        self.track = track


def reflect(talk: Talk, stage: Stage) -> bool:
    """Put a question and keep the answer."""
    track: str | None = None
    passed_over: tuple[str, ...] = ()
    while True:
        reflection = talk.practice.reflect(track=track, passed_over=passed_over)
        prompt = reflection.prompt
        if prompt is None:
            return _note(talk, reflection.why)
        try:
            return _answer(talk, prompt, reflection, _another(talk, prompt, passed_over))
        except _Another as another:
            passed_over = (*passed_over, prompt.id)
            track = another.track or track


def _answer(
    talk: Talk, prompt: Prompt, reflection: Reflection, another: Callable[[], None]
) -> bool:
    practice = talk.practice
    why = f"Why: {prompt.why}"
    with Words(talk, draft_key(prompt.id), reflection.draft) as words:
        talk.part(reflection.why)
        talk.part(prompt.ask)
        if reflection.first_time:
            talk.part(why)
        if note := reflection.note:
            when = on_day(date.fromisoformat(note.day), practice.day())
            talk.part(f"{when} you noted: {note.text}")
        talk.say()
        commands = {"/why": lambda: talk.say(why), "/another": another}
        if prompt.example:
            example = f"{prompt.example_from}: {prompt.example}"
            commands["/example"] = lambda: talk.say(example)
        text = words.ask_text(commands)
        if not text:
            return False
        talk.met.add(words.keep(lambda: practice.answer(text, prompt.id)).id)
    talk.say(KEPT)
    return True


def _another(talk: Talk, prompt: Prompt, passed_over: tuple[str, ...]) -> Callable[[], None]:
    """What /another does: another question; the second time, it offers the tracks."""

    def ask_another() -> None:
        if not passed_over:
            raise _Another(None)
        talk.part("What would you rather think about?")
        tracks = {t.id: f"{t.title}. {t.about}" for t in talk.practice.library.tracks}
        track = talk.choose(tracks, "Write its number. Enter stays with this question.")
        if track:
            raise _Another(track)
        talk.part(prompt.ask)

    return ask_another


def _note(talk: Talk, why: str) -> bool:
    """Where there is no question, what is written is a note."""
    with Words(talk, NOTE_DRAFT) as words:
        talk.part(f"{why} What you write here is kept as a note.")
        text = words.ask_text()
        if text:
            words.keep(lambda: talk.practice.note(text))
            talk.say(KEPT)
    return False


def deeper(talk: Talk, stage: Stage) -> bool:
    """Ask what the answer lacks."""
    answer, further = stage.answer, stage.deeper
    assert answer and further
    _recall(talk, stage)
    talk.part(further.ask)
    with Words(talk, follow_key("deeper", answer.id)) as words:
        text = words.ask_text()
        if not text:
            return False
        words.keep(lambda: talk.practice.follow(answer.id, "deeper", further.ask, text))
    talk.say(KEPT)
    return True


def changed(talk: Talk, stage: Stage) -> bool:
    """Lay the answer beside an earlier one, and ask what changed."""
    answer, comparison = stage.answer, stage.comparison
    assert answer and comparison
    talk.part(f"You answered this before: {comparison.now.ask or ''}")
    for heading, said in (("Then", comparison.then), ("Now", comparison.now)):
        talk.part(f"{heading}, {long_date(date.fromisoformat(said.day))}:")
        talk.say(said.text, "  ")
    if comparison.acts:
        talk.part("What you promised between the two:")
        for act in comparison.acts:
            talk.say(f"{sentence(act)} {OUTCOMES[act.status].capitalize()}.", "  ")
    talk.part(CHANGED)
    with Words(talk, follow_key("changed", answer.id)) as words:
        text = words.ask_text()
        if not text:
            return False
        words.keep(lambda: talk.practice.follow(answer.id, "changed", CHANGED, text))
    talk.say(KEPT)
    return True


def _recall(talk: Talk, stage: Stage) -> None:
    """Read back an answer that was not given just now."""
    answer = stage.answer
    if answer and answer.id not in talk.met:
        talk.met.add(answer.id)
        talk.part(answer.ask or "")
        talk.say("You answered:")
        talk.say(answer.text, "  ")
