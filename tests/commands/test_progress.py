"""`coach progress`: the weeks, and how far each track is covered."""

import json
import re
from pathlib import Path

import pytest


def test_on_an_empty_journal_the_twelve_weeks_stand_and_nothing_is_counted(
    coach, home: Path
) -> None:
    result = coach("progress")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Twelve weeks, ten minutes at a time.")
    assert "●  1  giving first               now\n" in result.out
    assert "○ 12  looking back\n" in result.out
    progress = json.loads(coach("progress", "--json").out)
    assert progress["reason"] == "A number comes after 4 more weeks with a review."
    assert len(progress["weeks"]) == 12
    assert not any(week["sessions"] for week in progress["weeks"])
    assert not home.exists()


def test_its_json_has_exactly_its_shape(coach, clock, practice) -> None:
    coach("answer", "value.evidence", "Twelve of them.")
    clock.pass_days(1)
    coach("answer", "value.evidence", "Thirteen.")
    coach("note", "no session")
    progress = json.loads(coach("progress", "--weeks", "2", "--json").out)
    tracks = {track["track"]: track for track in progress.pop("tracks")}
    assert progress == {
        "week": "2026-W48",
        "strength": None,
        "reason": "A number comes after 4 more weeks with a review.",
        "promises": {"reviewed": 0, "kept": 0, "partly": 0, "weeks": 1},
        "practiced": {"weeks": 1, "of": 1},
        "given": {"times": 0, "minutes": 0, "expected": {}, "came_back": {}},
        "weeks": [
            {
                "week": "2026-W47",
                "sessions": 0,
                "answers": 0,
                "reviewed": 0,
                "kept": 0,
                "paused": False,
            },
            {
                "week": "2026-W48",
                "sessions": 2,
                "answers": 2,
                "reviewed": 0,
                "kept": 0,
                "paused": False,
            },
        ],
    }
    assert list(tracks) == [track.id for track in practice.library.tracks]
    assert tracks["value"] == {
        "track": "value",
        "prompts": len(practice.library.of_track("value")),
        "covered": 1,
        "answers": 2,
        "last": "2026-11-25",
    }
    assert tracks["circle"]["last"] is None


@pytest.mark.parametrize("weeks", [1, 4, 30])
def test_so_many_weeks_are_shown_as_were_asked_for(coach, weeks: int) -> None:
    shown = json.loads(coach("progress", "--weeks", str(weeks), "--json").out)["weeks"]
    assert len(shown) == weeks
    assert shown[-1]["week"] == "2026-W48"


def test_sessions_alone_give_no_number_and_kept_promises_do(coach, clock) -> None:
    for week in range(4):
        assert json.loads(coach("progress", "--json").out)["strength"] is None
        coach("answer", f"Words of week {week}.")
        coach("promise", "add", "--if", "Bill calls", "--then", "listen")
        clock.pass_days(3)
        coach("promise", "kept")
        clock.pass_days(4)
    assert json.loads(coach("progress", "--json").out)["strength"] == 100
    assert re.search(r"^100 ┤█+  100 now$", coach("progress").out, re.MULTILINE)


@pytest.mark.parametrize("weeks", ["0", "-1", "many", "99999", "²"])
def test_a_number_of_weeks_that_is_none_is_wrong_usage(coach, weeks: str) -> None:
    result = coach("progress", f"--weeks={weeks}")
    assert (result.code, result.out) == (2, "")
    assert len(result.err.splitlines()) == 2


def test_nothing_is_lost_on_a_narrow_terminal(
    coach, practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    coach("answer", "value.evidence", "Twelve of them.")
    monkeypatch.setenv("COLUMNS", "40")
    out = coach("progress").out
    assert "A number comes after 4 more weeks with a review." in " ".join(out.split())
    assert "…" not in out


def test_color_is_never_sent_where_no_terminal_is(coach) -> None:
    assert "\x1b" not in coach("progress").out


def test_promises_reviewed_stand_beside_the_weeks_practiced(coach, clock) -> None:
    for week in range(3):
        coach("promise", "add", "--if", f"week {week}", "--then", "promise")
        clock.pass_days(2)
        coach("promise", ["kept", "partly", "not-this-time"][week])
        clock.pass_days(5)
    coach("promise", "add", "--if", "more", "--then", "promise")
    coach("promise", "let-go")
    out = coach("progress").out
    assert "You kept 1 of your last 3 promises, 1 partly, let 1 go.\n" in out
    assert "You practiced in 4 of the last 4 weeks.\n" in out
    for weeks in ("1", "2", "30"):
        progress = json.loads(coach("progress", "--weeks", weeks, "--json").out)
        assert progress["promises"] == {"reviewed": 3, "kept": 1, "partly": 1, "weeks": 4}
        assert progress["practiced"] == {"weeks": 4, "of": 4}


def test_what_was_given_is_shown_only_once_something_was(coach) -> None:
    assert "What you gave" not in coach("progress").out
    for back, minutes in (("thanks", "10"), ("paid", "5")):
        coach("promise", "add", "--if", "x", "--then", "y", "--expect", "paid")
        coach("promise", "kept", "--back", back, "thanks", "--minutes", minutes)
    coach("promise", "add", "--if", "x", "--then", "y", "--track", "value")
    coach("promise", "kept")
    out = coach("progress").out
    assert "What you gave, what came back\nYou gave twice, 15 minutes in all." in out
    assert "You hoped for something twice, and each time it came." in " ".join(out.split())
    thanks, paid = (
        line.split() for line in out.splitlines() if line.startswith(("thanks", "paid"))
    )
    assert (thanks, paid) == (
        ["thanks", "▇▇▇▇", "2"], ["paid", "work", "▇▇▇▇", "2", "▇▇", "1"],
    )  # fmt: skip
    assert "What came back:" not in out  # the bars say it
    assert json.loads(coach("progress", "--json").out)["given"] == {
        "times": 2,
        "minutes": 15,
        "expected": {"paid": 2},
        "came_back": {"thanks": 2, "paid": 1},
    }


def test_a_paused_week_has_a_dash_and_the_dash_is_explained(coach, clock) -> None:
    coach("answer", "value.evidence", "Twelve.")
    assert "doesn't count" not in coach("progress").out
    clock.pass_days(14)
    coach("pause", "2026-W49")
    out = coach("progress").out
    (sessions,) = [line for line in out.splitlines() if line.startswith("sessions")]
    assert sessions.split()[-3:] == ["1", "–", "·"]
    assert "– is a week that doesn't count, such as time off." in " ".join(out.split())
    weeks = json.loads(coach("progress", "--json").out)["weeks"]
    assert [week["paused"] for week in weeks[-3:]] == [False, True, False]


BARS_AND_SYMBOLS = set("·░▒▓█–•…")


@pytest.mark.parametrize("way", ["setting", "variable"])
def test_in_plain_mode_everything_is_said_in_sentences(
    coach, clock, home: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    coach("answer", "value.evidence", "Twelve.")
    coach("promise", "add", "--if", "x", "--then", "y", "--track", "give-free")
    coach("promise", "kept", "--back", "thanks", "--minutes", "5")
    coach("pause", "2026-W49")
    clock.pass_days(14)
    if way == "setting":
        (home / "config.toml").write_text("plain = true\n")
    else:
        monkeypatch.setenv("COACH_PLAIN", "1")
    lines = coach("progress").out.splitlines()
    assert lines[0] == "You kept your last promise."
    number = "Practice strength: no number yet. A number comes after 3 more weeks"
    assert number in " ".join(lines)
    assert "Nov 23–29: 1 session, 1 answer." in lines
    assert "Nov 30 – Dec 6: time off." in lines
    assert "Dec 7–13: no sessions." in lines
    assert "Week 1, giving first: now." in lines
    assert "Week 7, what shows your value: to come, 1 answered." in lines
    dated = ("Nov", "Dec")
    assert not [li for li in lines if not li.startswith(dated) and set(li) & BARS_AND_SYMBOLS]


def test_in_plain_mode_an_empty_journal_has_the_twelve_weeks(
    coach, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACH_PLAIN", "1")
    lines = coach("progress").out.splitlines()
    assert lines[0].startswith("Twelve weeks, ten minutes at a time.")
    assert lines[1:3] == ["Week 1, giving first: now.", "Week 2, where free ends: to come."]
    assert not home.exists()


def test_in_plain_mode_the_number_says_its_scale(
    coach, clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACH_PLAIN", "1")
    for _ in range(4):
        coach("promise", "add", "--if", "Bill calls", "--then", "listen")
        coach("promise", "partly")
        clock.pass_days(7)
    said = "Practice strength: 50, on a scale from 0 to 100. 4 promises partly kept;"
    assert said in coach("progress").out


def test_on_a_terminal_there_is_color_and_without_it_the_same_words(
    coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    coach("answer", "value.evidence", "Twelve of them.")
    bare = coach("progress").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    colored = coach("progress").out
    assert "\x1b[33m●\x1b[0m" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == bare
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[33m" not in coach("progress").out
