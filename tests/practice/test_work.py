"""How much is done, counted: what ten years of journal cost is what each entry costs, so often."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from pkgutil import resolve_name

import pytest

from coach.domain import derived, text
from coach.domain.history import Filter
from coach.domain.model import Promise
from coach.domain.plan import LAST_DAYS
from coach.domain.playbook import Row, Sources
from coach.domain.records import CHOICES, RecordType
from coach.packs import library
from coach.practice import Practice
from coach.practice.session import Session
from coach.store import image
from tests.builders import a_promise
from tests.conftest import Result
from tests.journals import ten_years

MANY = 60
WORDS = "Ten minutes on the phone."


class Work:
    """What was done since it was last asked."""

    def __init__(self) -> None:
        self.count = Counter[str]()

    def done(self) -> Counter[str]:
        done, self.count = self.count, Counter[str]()
        return done


@pytest.fixture
def work(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    """Counts on a journal of many entries: records parsed and made, fsyncs, files put in place."""
    yesterday = practice.day() - timedelta(days=1)
    practice.journal.put(ten_years(MANY, yesterday, practice.library.prompts))
    practice.entries.note("The first save of a day makes a backup, too.")
    work = Work()

    def counted(place: object, name: str, label: str, size: Callable[..., int]) -> None:
        call = getattr(place, name)

        def counting(*args: object, **kwargs: object) -> object:
            work.count[label] += size(*args)
            return call(*args, **kwargs)

        monkeypatch.setattr(place, name, counting)

    counted(image, "_parsed", "parsed", lambda pieces: b"".join(pieces).count(b'"id":'))
    counted(RecordType, "taken", "made", lambda *_: 1)
    counted(RecordType, "of", "made", lambda *_: 1)
    counted(os, "fsync", "fsync", lambda _: 1)
    counted(os, "replace", "replace", lambda *_: 1)
    yield work


@pytest.mark.parametrize("line", [("answer", "give-free.for-free"), ("note",)])
def test_a_save_parses_and_makes_no_old_record(
    line: tuple[str, ...], work: Work, coach: Callable[..., Result]
) -> None:
    assert coach(*line, WORDS).code == 0
    done = work.done()
    assert (done["parsed"], done["made"]) == (0, 0)


def test_an_answer_to_a_question_reads_its_pack_alone(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def reading(path: Path) -> library.Pack:
        read.append(path.stem)
        return library.read_pack(path)

    monkeypatch.setattr(library, "_shipped_pack", reading)
    practice.entries.answer(WORDS, "give-free.for-free")
    assert {*read} == {"give-free"}


def test_a_save_replaces_the_journal_once_and_syncs_it_and_its_folder(
    practice: Practice, work: Work
) -> None:
    practice.entries.note(WORDS)
    done = work.done()
    assert (done["replace"], done["fsync"]) == (1, 2)


def test_a_change_parses_the_one_record(practice: Practice, work: Work) -> None:
    note = practice.entries.note(WORDS)
    work.done()
    practice.entries.edit(note.id, "Changed.")
    done = work.done()
    assert done["parsed"] <= MANY // len(("answer", "promise")), "promises and lines, to find it"


@pytest.mark.parametrize("many", [1, 3])
def test_the_newest_entries_are_found_by_parsing_them_alone(
    many: int, practice: Practice, work: Work, coach: Callable[..., Result]
) -> None:
    newest = coach("history", "-n", str(many)).out
    assert work.done()["parsed"] < MANY / 2
    assert newest and coach("history").out.endswith(newest)


def test_what_is_due_parses_the_answers_of_the_last_days_alone(
    practice: Practice, work: Work
) -> None:
    others = len([*practice.journal.promises(), *practice.journal.pauses(), CHOICES])
    recent = practice.day() - timedelta(days=LAST_DAYS)
    last = [answer for answer in practice.journal.answers() if answer.day > recent]
    work.done()
    assert len(last) < MANY / 2
    again = Practice(practice.places, clock=practice.clock)
    assert again.course.due() == ()
    assert work.done()["parsed"] == others + len(last)


def test_in_the_app_each_record_is_made_once_and_a_save_makes_one(
    practice: Practice, work: Work
) -> None:
    practice.journal.answers()
    before = work.done()["made"]
    assert 0 < before <= MANY + 1
    practice.journal.answers()
    practice.entries.note(WORDS)
    assert practice.journal.answers()[-1].text == WORDS
    assert work.done()["made"] == 1


def test_people_and_tags_are_looked_for_once_in_a_text(
    practice: Practice, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks, mentions = count(), text._mentions
    monkeypatch.setattr(text, "_mentions", lambda words: (next(looks), mentions(words))[1])
    for _ in range(2):
        assert practice.entries.people() and practice.entries.tags()
    assert 0 < next(looks) <= MANY + 1


@pytest.mark.parametrize(
    ("place", "find"),
    [
        ("coach.practice.course.session_days", lambda p: Session(p).today()),
        ("coach.practice.progress.weeks_of", lambda p: Session(p).today()),
        ("coach.domain.together.whole_sessions", lambda p: p.entries.sessions(Filter())),
        ("coach.domain.derived.pages", lambda p: p.playbook.pages()),
    ],
    ids=["the days of practice", "the weeks", "the sessions", "the pages of the playbook"],
)
def test_what_follows_from_the_whole_journal_is_found_once_a_save(
    practice: Practice,
    work: Work,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    find: Callable[[Practice], object],
) -> None:
    looks, looked = count(), resolve_name(place)
    monkeypatch.setattr(place, lambda *args: (next(looks), looked(*args))[1])
    find(practice)
    find(practice)
    practice.entries.answer(WORDS, "give-free.for-free")
    find(practice)
    assert next(looks) == 2


def test_a_page_of_the_playbook_makes_the_rows_that_are_looked_at(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = date(2026, 11, 1)
    practice.journal.put(
        a_promise(day, "kept", day, id=f"{n:032x}", expected="thanks", cue=f"Bill calls {n}")
        for n in range(1, MANY + 1)
    )
    made: list[str] = []
    promised = derived._promised

    def making(sources: Sources, promise: Promise, **tells: bool) -> Row:
        made.append(promise.id)
        return promised(sources, promise, **tells)

    monkeypatch.setattr(derived, "_promised", making)
    page = practice.playbook.page("what-i-give-first")
    assert made == []
    (section,) = page.sections
    assert (len(section.newest), section.more) == (24, f"and {MANY - 24} more")
    assert len(made) == 24
    assert len(page.rows) == MANY
