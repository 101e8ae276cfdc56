"""Today: what is next and why, at any size, whatever the journal holds."""

import pytest

from coach import crash
from coach.practice import Practice
from coach.tui.app import CoachApp
from tests.tui.conftest import Opened


async def test_a_new_person_is_welcomed_and_asked(opened: Opened) -> None:
    async with opened() as session:
        shown = session.screen_text()
        assert "Welcome." in shown
        assert "bought nothing" in shown
        assert "week 1 of 12" in shown
        assert "◉ ○ ○ ○ ○ ○ ○ ○ ○ ○ ○ ○" in shown
        assert "Enter begins." in shown


async def test_later_the_welcome_is_gone_and_the_weeks_move(
    opened: Opened, practice: Practice
) -> None:
    practice.answer("one")
    practice.clock.pass_days(7)  # type: ignore[attr-defined]
    async with opened() as session:
        shown = session.screen_text()
        assert "Welcome" not in shown
        assert "● ◉ ○" in shown
        assert "Week 2 of 12" in shown


async def test_after_the_plan_is_met_there_is_no_more_asking(
    opened: Opened, practice: Practice
) -> None:
    practice.answer("one")
    practice.clock.pass_days(1)  # type: ignore[attr-defined]
    practice.answer("two")
    practice.clock.pass_days(1)  # type: ignore[attr-defined]
    async with opened() as session:
        assert session.text("#next") == "That's the week. One more if you like: Enter."


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (120, 40)])
async def test_it_fits(opened: Opened, size: tuple[int, int]) -> None:
    async with opened(size) as session:
        shown = session.screen_text()
        assert "week 1 of 12" in shown
        assert "Begin" in shown
        assert all(len(line) <= size[0] for line in shown.splitlines())


async def test_a_damaged_journal_is_told_and_left_alone(opened: Opened, practice: Practice) -> None:
    practice.places.data.mkdir()
    practice.places.journal.write_bytes(b"not a journal")
    async with opened() as session:
        await session.until(lambda: "The journal is damaged" in session.status)
        await session.begin()
        await session.type("words")
        await session.press("ctrl+s")
        await session.until(lambda: session.status.startswith("Not kept."))
        assert session.area.text == "words"
        (draft,) = practice.places.drafts.glob("*.txt")
        assert draft.read_text() == "words"
        assert str(draft) in session.status
    assert practice.places.journal.read_bytes() == b"not a journal"


async def test_a_crash_shows_none_of_the_persons_words(
    opened: Opened, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual's own report prints local variables."""

    def breaks(self: object, event: object = None) -> None:
        secret = "my private words"
        raise ValueError(secret)

    shown: list[str] = []

    def print_them(app: CoachApp) -> None:
        for segments in app._exit_renderables:
            shown.extend(segment.text for segment in segments.segments)  # type: ignore[union-attr]

    monkeypatch.setattr(CoachApp, "_print_error_renderables", print_them)
    with pytest.raises(ValueError, match="my private words"):
        async with opened() as session:
            await session.begin()
            await session.type("words so far")
            monkeypatch.setattr(CoachApp, "action_help", breaks)
            await session.press("f1")
    printed = "".join(shown)
    assert "Something went wrong in coach itself" in printed
    assert "private" not in printed
    assert "Traceback" not in printed
    report = practice.places.state / "crash.txt"
    assert "ValueError" in report.read_text()
    assert "private" not in report.read_text()
    assert [path.read_text() for path in practice.places.drafts.glob("*.txt")] == ["words so far"]


def test_a_crash_report_is_for_its_owner_alone(practice: Practice) -> None:
    crash.report(ValueError("words"))
    assert (practice.places.state / "crash.txt").stat().st_mode & 0o777 == 0o600
