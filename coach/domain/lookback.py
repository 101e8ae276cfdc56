"""What a look-back question shows before it asks, of what the person wrote."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from coach.domain.dates import short_date, week_of
from coach.domain.given import given
from coach.domain.history import in_order, visible
from coach.domain.model import PAGES, Answer, Library, Line, Promise, Shows
from coach.domain.position import LOOK_BACK
from coach.domain.promises import sentence
from coach.domain.promises import visible as not_deleted
from coach.domain.text import fold, times
from coach.frozen import frozen

FOUR_WEEKS = timedelta(weeks=4)
NOT_SINCE = timedelta(weeks=3)
"""An answer from less long ago is none of about four weeks ago."""
AGAIN = 2
"""How often a promise was made that one makes again and again."""

NOTHING: dict[Shows, str] = {
    "four-weeks-ago": "Your answers aren't four weeks old yet.",
    "ledger": "You haven't reviewed any free help yet.",
    "same-promise": "You haven't made any promise twice yet.",
    "empty-page": "Every page of your playbook has a line.",
}
"""What to say where there is nothing to show."""


@frozen
class Matter:
    """What a look-back question is about: parts of a label and words, one of which may be empty."""

    title: str
    parts: tuple[tuple[str, str], ...]


@frozen
class Past:
    """What there is to look back on, on a day; what was deleted may be among it."""

    library: Library
    answers: Sequence[Answer]
    promises: Sequence[Promise]
    lines: Sequence[Line]
    today: date

    def has(self, shows: Shows) -> bool:
        """Return whether a question that shows this is about anything yet."""
        enough = {"four-weeks-ago": self._past_answers, "same-promise": self._made_again}
        return any(True for _ in enough.get(shows, self._parts[shows][1])())

    def matter(self, shows: Shows) -> Matter | None:
        """Return what a question that shows this is about; None if there is nothing yet."""
        title, parts = self._parts[shows]
        found = tuple(parts())
        return Matter(title, found) if found else None

    @property
    def _parts(self) -> dict[Shows, tuple[str, Callable[[], Iterable[tuple[str, str]]]]]:
        return {
            "four-weeks-ago": ("About four weeks ago", self._answers),
            "ledger": ("Given and came back", self._ledger),
            "same-promise": ("Promised again and again", self._promises),
            "empty-page": ("No line yet", self._pages),
        }

    def _answers(self) -> Iterable[tuple[str, str]]:
        """Return the answers of the week nearest to four weeks ago, the oldest first."""
        past = [*self._past_answers()]
        ideal = self.today - FOUR_WEEKS
        nearest = min((a.day for a in past), key=lambda day: abs(day - ideal), default=ideal)
        week = week_of(nearest)
        for answer in in_order(a for a in past if a.week == week):
            prompt = self.library.by_id.get(answer.prompt or "")
            name = (prompt and prompt.short) or answer.ask or ""
            yield f"{name} · {short_date(answer.day, self.today)}", answer.text

    def _past_answers(self) -> Iterator[Answer]:
        until = self.today - NOT_SINCE
        for answer in visible(self.answers):
            if answer.kind == "answer" and answer.track != LOOK_BACK and answer.day <= until:
                yield answer

    def _ledger(self) -> Iterable[tuple[str, str]]:
        """Return what was given and what came back."""
        gave = given(self.promises)
        return [("", str(gave))] if gave.times else []

    def _promises(self) -> Iterable[tuple[str, str]]:
        """Return the promises made more than once, the one made most often first."""
        for made in sorted(self._made_again(), key=lambda made: (-len(made), made[0].promised)):
            first = short_date(made[0].promised, self.today)
            kept = sum(promise.status == "kept" for promise in made)
            often = f"Made {times(len(made))} since {first}"
            yield f"{often}, kept {times(kept)}" if kept else often, sentence(made[-1])

    def _made_again(self) -> Iterator[list[Promise]]:
        """Yield each promise made more than once, as often as it was made; whole at the end."""
        promises = sorted(not_deleted(self.promises), key=lambda p: (p.promised, p.id))
        return (made for made in _chains(promises) if len(made) == AGAIN)

    def _pages(self) -> Iterable[tuple[str, str]]:
        """Return the pages without a line, each with the question that would start it."""
        begun = {line.page for line in self.lines if not line.deleted}
        starts = {p.page: p.ask for p in reversed(self.library.prompts) if not p.retired}
        return [(title, starts.get(page, "")) for page, title in PAGES.items() if page not in begun]


def _chains(promises: Sequence[Promise]) -> Iterator[list[Promise]]:
    """Yield the promises that each repeats, by its link or its words, itself the last of them."""
    by_id: dict[str, list[Promise]] = {}
    by_words: dict[str, list[Promise]] = {}
    for promise in promises:
        words = fold(sentence(promise))
        chain = by_id.get(promise.again_of or "") or by_words.get(words) or []
        chain.append(promise)
        by_id[promise.id] = by_words[words] = chain
        yield chain
