"""`coach today`: what is next, and why; twelve weeks of it."""

import json
from pathlib import Path

import pytest

from coach.domain.records import PROMISES

PROMISE = ("promise", "add", "--if", "Bill calls", "--then", "check his invoice")


def test_on_an_empty_journal_it_asks_the_very_first_question(coach, home: Path) -> None:
    result = coach("today")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[-2:] == [
        "  Week 1 of 12: giving first.",
        "  give-free.left-without-buying",
    ]
    assert not home.exists()


def test_its_json_has_exactly_its_shape(coach, practice) -> None:
    prompt = practice.library.by_id["give-free.left-without-buying"]
    assert json.loads(coach("today", "--json").out) == {
        "day": "2026-11-24",
        "week": "2026-W48",
        "course": {"week": 1, "of": 12, "track": "give-free", "focus": "giving first"},
        "prompt": {"id": prompt.id, "ask": prompt.ask},
        "why": "Week 1 of 12: giving first.",
        "open_promises": [],
        "due": True,
    }


def test_before_four_it_is_still_yesterday(coach, clock) -> None:
    clock.time = clock.time.replace(hour=3, minute=59)
    assert json.loads(coach("today", "--json").out)["day"] == "2026-11-23"


def test_the_day_starts_when_the_settings_say(coach, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text('day_starts = "11:00"\n')
    assert json.loads(coach("today", "--json").out)["day"] == "2026-11-23"


def test_after_a_session_the_next_question_comes_and_none_is_due(coach) -> None:
    coach("answer", "give-free.left-without-buying", "A phone number.")
    today = json.loads(coach("today", "--json").out)
    assert (today["prompt"]["id"], today["due"]) == ("give-free.for-free", False)


def test_when_the_week_has_asked_everything_it_says_so(coach, practice) -> None:
    asked = [p.id for p in practice.library.prompts if not p.retired]
    for prompt in asked:
        practice.entries.answer("Enough.", prompt)
    result = coach("today", "--json")
    today = json.loads(result.out)
    assert today["prompt"] is None
    assert today["why"] in coach("today").out
    assert coach("answer", stdin=b"more").code == 2
    assert [draft.text for draft in practice.drafts.all()] == ["more"]


def test_a_broken_pack_of_the_persons_own_is_named_and_the_day_goes_on(coach, home: Path) -> None:
    (home / "prompts").mkdir(parents=True)
    (home / "prompts" / "mine.toml").write_text("[track\n")
    result = coach("today", "--json")
    assert result.code == 0
    assert result.err.startswith("Left out: mine.toml: ")
    assert json.loads(result.out)["prompt"]


def test_twelve_weeks_come_in_order_by_the_commands_alone_and_wait_over_a_missed_one(
    coach, clock
) -> None:
    seen = []
    for week in range(14):
        today = json.loads(coach("today", "--json").out)
        seen.append((today["course"]["week"], today["prompt"]["id"].partition(".")[0]))
        assert today["due"]
        if week != 5:
            assert coach("answer", f"Words of week {week}.").code == 0
        clock.pass_days(7)
    tracks = (
        ("give-free",) * 2
        + ("partial-help", "circle", "filter", "filter", "filter", "value", "value")
        + ("serve", "boundaries", "reciprocity", "value", "give-free")
    )
    numbers = [1, 2, 3, 4, 5, 6, 6, 7, 8, 9, 10, 11, 12, 1]
    assert seen == list(zip(numbers, tracks, strict=True))

    progress = json.loads(coach("progress", "--json").out)
    assert [week["sessions"] for week in progress["weeks"]] == [1] * 5 + [0] + [1] * 8 + [0]
    assert [week["answers"] for week in progress["weeks"]] == [1] * 5 + [0] + [1] * 8 + [0]
    assert progress["weeks"][0]["week"] == "2026-W48"
    assert progress["weeks"][-1]["week"] == progress["week"] == "2027-W09"
    counts = {track["track"]: track["covered"] for track in progress["tracks"]}
    assert counts["give-free"] == 3
    assert sum(counts.values()) == 12  # of 13 answers, one is my-value again
    assert progress["strength"] is None  # no promise was reviewed


def test_the_open_promises_are_read_back_with_the_day_they_are_asked_about(coach, practice) -> None:
    coach(*PROMISE)
    coach("promise", "add", "--if", "Ann writes", "--then", "answer", "--due", "1w")
    out = " ".join(coach("today").out.split())
    assert "You promised: If Bill calls, I'll check his invoice. I'll ask you on Friday." in out
    assert out.endswith("You promised: If Ann writes, I'll answer. I'll ask you on Tue, Dec 1.")
    records = [PROMISES.record(promise) for promise in practice.promises.open()]
    assert [record["cue"] for record in records] == ["Bill calls", "Ann writes"]
    assert json.loads(coach("today", "--json").out)["open_promises"] == records


def test_on_its_day_it_is_asked_and_never_called_late(coach, clock) -> None:
    coach(*PROMISE)
    for days in (3, 2):
        clock.pass_days(days)
        out = coach("today").out
        assert "I'll ask you today." in " ".join(out.split())
        assert out.endswith("To review your promise: coach session\n")


def test_after_an_absence_one_is_welcome_and_one_command_takes_the_weeks_off(coach, clock) -> None:
    coach("answer", "give-free.for-free", "Some words.")
    clock.pass_days(30)
    out = coach("today").out
    weeks = ["2026-W49", "2026-W50", "2026-W51"]
    assert out.startswith("Welcome back. Were you away?\n")
    assert f"  coach pause {' '.join(weeks)}\n" in out
    assert "missed" not in out
    coach("pause", *weeks)
    assert "Welcome" not in coach("today").out
    assert "coach pause" not in coach("today").out


def test_who_was_never_away_is_not_welcomed_back(coach, clock) -> None:
    assert "Welcome" not in coach("today").out
    coach("answer", "give-free.for-free", "Some words.")
    clock.pass_days(7)
    assert "Welcome" not in coach("today").out


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("answer-value.evidence", "To go on where you left off: coach session\n"),
        ("note", ""),
    ],
)
def test_what_was_begun_is_named_in_one_line(coach, practice, key: str, says: str) -> None:
    practice.drafts.save(key, b"cue: half a secret\n")
    out = coach("today").out
    assert out.endswith(says)
    assert ("coach session" in out) is bool(says)
    assert "secret" not in out


def test_a_promise_begun_on_another_day_waits_for_todays_question(coach, practice) -> None:
    practice.drafts.save("promise", b"cue: half a secret\n")
    assert "coach session" not in coach("today").out
    coach("answer", "give-free.left-without-buying", "A phone number.")
    assert coach("today").out.endswith("To go on where you left off: coach session\n")


def test_a_session_under_way_says_how_it_would_go_on(coach) -> None:
    coach("answer", "give-free.left-without-buying", "A phone number.")
    assert coach("today").out.endswith("For one more question: coach session\n")


def test_a_course_begun_on_a_friday_keeps_its_first_week_through_the_next(coach, clock) -> None:
    clock.pass_days(3)
    numbers = []
    for days in (3, 4, 3):
        numbers.append(json.loads(coach("today", "--json").out)["course"]["week"])
        coach("answer", "Some words.")
        clock.pass_days(days)
    assert numbers == [1, 1, 1]
    assert json.loads(coach("today", "--json").out)["course"]["week"] == 2
