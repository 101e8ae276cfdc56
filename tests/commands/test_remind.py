"""`coach remind` and its snooze: sent once, in every way, and never a person's answers."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from coach.domain.model import Pause
from coach.domain.plan import Plan
from coach.practice import Practice
from coach.reminders.decide import Decision
from coach.reminders.deliver import HOOK_FIX
from coach.reminders.state import ReminderState
from tests.conftest import FixedClock, Result
from tests.promises import PROMISE

Coach = Callable[..., Result]
SESSION = "Your session is due today: ten minutes, one question."
PROMISE_DUE = "You have a promise to review: how did it go?"
TROUBLE = "I can't tell what's due. Run coach doctor."
TODAY = date(2026, 11, 24)


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """Where the fakes leave what they were told."""
    return tmp_path / "tmp"


@pytest.fixture
def desktop(user: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """A desktop that takes every notification; calling it gives them."""
    socket = user / "bus"
    socket.touch()
    (user / "desktop").write_text(f"unix:path={socket}")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={socket}")

    def shown() -> list[str]:
        file = user / "shown"
        return file.read_text().splitlines() if file.exists() else []

    return shown


@pytest.fixture
def allowed(practice: Practice) -> None:
    """Mondays are planned, and reminders may repeat a promise on its day."""
    practice.course.choose_plan(Plan(("mon",)))
    practice.course.allow_words(on=True)


@pytest.fixture
def settings(home: Path) -> Callable[[str], None]:
    """Writes the settings."""

    def write(text: str) -> None:
        home.mkdir(exist_ok=True)
        (home / "config.toml").write_text(text)

    return write


@pytest.fixture
def hook(user: Path, settings: Callable[[str], None]) -> Callable[..., Path]:
    """Sets a hook that runs this; gives the file it may write to."""

    def install(script: str) -> Path:
        program = user / "my hook"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        settings(f"[remind]\nhook = {json.dumps([str(program)])}\n")
        return user / "hooked"

    return install


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine in Berlin, whose clock changes twice a year."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def state(practice: Practice) -> ReminderState:
    return ReminderState(practice.places.state)


@pytest.fixture
def last(state: ReminderState) -> Callable[[], str]:
    """Gives the last line of the log, without its time."""
    return lambda: state.last_log_line().partition("  ")[2]


@pytest.fixture
def damaged_journal(practice: Practice) -> None:
    """A journal with something in it, cut off in the middle."""
    practice.entries.answer("one saved answer", "give-free.for-free")
    journal = practice.places.journal
    journal.write_bytes(journal.read_bytes()[:-40])


class TestSending:
    def test_a_session_that_is_due_is_sent_once_a_day(
        self, coach: Coach, clock: FixedClock
    ) -> None:
        assert coach("remind").out == f"{SESSION}\n"
        assert coach("remind").out == ""
        clock.pass_days(1)
        assert coach("remind") == Result(0, f"{SESSION}\n", "")

    def test_what_is_done_is_not_due(self, coach: Coach, clock: FixedClock) -> None:
        coach("answer", "give-free.for-free", "Enough.")
        assert coach("remind") == Result(0, "", "")
        clock.pass_days(1)  # without days it is due again on the second day
        assert coach("remind").out == ""
        clock.pass_days(1)
        assert coach("remind").out == f"{SESSION}\n"

    def test_the_review_of_a_promise_is_a_session_too(
        self, coach: Coach, practice: Practice
    ) -> None:
        practice.journal.put([replace(PROMISE, status="kept", reviewed=TODAY)])
        assert coach("remind").out == ""

    def test_by_days_it_is_sent_on_those_days_alone(
        self, coach: Coach, practice: Practice, clock: FixedClock
    ) -> None:
        practice.course.choose_plan(Plan(("tue", "fri")))
        sent = []
        for _ in range(7):
            sent.append(bool(coach("remind").out))
            clock.pass_days(1)
        assert sent == [True, False, False, True, False, False, False]  # from a Tuesday on

    def test_not_before_its_time(self, coach: Coach, last: Callable[[], str]) -> None:
        assert coach("remind", "--at", "10:01").out == ""
        assert last() == "it isn't 10:01 yet"
        assert coach("remind", "--at", "10:00").out == f"{SESSION}\n"

    def test_a_promise_that_is_due_is_sent_without_its_words(
        self, coach: Coach, practice: Practice, clock: FixedClock
    ) -> None:
        practice.course.choose_plan(Plan(("mon",)))
        practice.journal.put([PROMISE])
        assert coach("remind").out == ""
        clock.pass_days(2)
        assert coach("remind").out == f"{PROMISE_DUE}\n"
        practice.journal.put([replace(PROMISE, status="kept", reviewed=date(2026, 11, 26))])
        clock.pass_days(1)
        assert coach("remind").out == ""
        # Only what restores a journal that was overwritten holds words there.
        written = {*practice.places.state.iterdir()} - {practice.places.state / "recent.jsonl"}
        files = [path.read_text() for path in written]
        assert not any("invoice" in text for text in files)

    def test_its_words_are_sent_once_on_the_morning_it_is_for(
        self, coach: Coach, practice: Practice, allowed: None, clock: FixedClock,
        last: Callable[[], str],
    ) -> None:  # fmt: skip
        practice.journal.put([replace(PROMISE, action="check \x1b[2Jhis invoice")])
        assert coach("remind").out == ""
        clock.pass_days(2)
        out = coach("remind").out
        assert out == "You promised: If Bill calls, I'll check ␛[2Jhis invoice.\n"
        assert practice.places.nudge.read_text() == f"coach: {out}"
        assert "invoice" not in last()
        clock.pass_days(4)
        assert coach("remind").out == (
            "Your session is due today, and you have a promise to review.\n"
        )

    def test_without_a_day_of_its_own_its_words_are_sent_on_the_morning_after(
        self, coach: Coach, practice: Practice, allowed: None, clock: FixedClock
    ) -> None:
        practice.promises.make("Bill calls", "check his invoice")
        assert coach("remind").out == ""
        clock.pass_days(1)
        assert coach("remind").out == "You promised: If Bill calls, I'll check his invoice.\n"
        clock.pass_days(5)
        assert "invoice" not in coach("remind").out

    def test_its_words_are_not_sent_once_it_has_its_outcome_or_in_time_off(
        self, coach: Coach, practice: Practice, allowed: None, clock: FixedClock
    ) -> None:
        practice.journal.put([replace(PROMISE, status="kept", reviewed=date(2026, 11, 24))])
        clock.pass_days(2)
        assert coach("remind").out == ""
        practice.journal.put([PROMISE])
        practice.course.pause(["2026-W48"])
        assert coach("remind").out == ""

    def test_an_answers_words_are_never_sent(
        self, coach: Coach, practice: Practice, clock: FixedClock
    ) -> None:
        practice.entries.answer("secret words", "give-free.for-free")
        practice.course.allow_words(on=True)
        clock.pass_days(2)
        assert coach("remind").out == f"{SESSION}\n"
        files = practice.places.state.iterdir()
        assert not any(b"secret" in path.read_bytes() for path in files)

    def test_a_week_of_time_off_is_silent(self, coach: Coach, practice: Practice) -> None:
        practice.journal.put([replace(PROMISE, due=TODAY)])
        practice.journal.put([Pause(f"{2:032x}", "2026-W48", None, "", "")])
        assert coach("remind").out == ""

    def test_a_dry_run_sends_and_writes_nothing(self, coach: Coach, home: Path) -> None:
        assert coach("remind", "--dry-run").out == f"Would send: {SESSION}\n"
        assert coach("remind", "--dry-run", "--at", "23:00").out == (
            "Nothing to send: it isn't 23:00 yet.\n"
        )
        assert not home.exists()

    def test_a_person_who_calls_it_is_told_why_nothing_is_sent(
        self, coach: Coach, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert coach("remind", "--at", "23:00").err == ""
        monkeypatch.setattr(type(sys.stderr), "isatty", lambda _: True, raising=False)
        assert coach("remind", "--at", "23:00").err == (
            "Nothing to send: it isn't 23:00 yet. To set a time: coach schedule --at 08:30\n"
        )

    def test_its_json_has_its_shape(self, coach: Coach, state: ReminderState) -> None:
        result = json.loads(coach("remind", "--json").out)
        assert (result["speak"], result["due"], result["text"]) == (True, ["session"], SESSION)
        assert [way["channel"] for way in result["delivered"]] == ["nudge", "desktop"]
        assert json.loads(coach("remind", "--json").out)["delivered"][1]["channel"] == "desktop"
        state.mark_delivered(["session"])
        assert json.loads(coach("remind", "--json").out) == {
            "speak": False,
            "why": "already sent today",
            "due": [],
            "text": None,
            "delivered": [],
        }


class TestSnooze:
    @pytest.mark.parametrize(
        ("snooze", "hours"),
        [("2h", 2), ("12:00", 2), ("tomorrow", 18), ("18h", 18), ("4:00", 18)],
    )
    @pytest.mark.usefixtures("berlin")
    def test_a_snooze_silences_and_then_it_is_sent_again(
        self, coach: Coach, practice: Practice, clock: FixedClock, snooze: str, hours: int
    ) -> None:
        assert coach("remind").out
        result = coach("remind", "--snooze", snooze)
        assert (result.code, result.out) == (0, "")
        until = "Tue, Nov 24, 12:00" if hours == 2 else "Wed, Nov 25, 04:00"
        assert result.err == f"No reminders until {until}.\n"
        assert not practice.places.nudge.exists()
        clock.pass_days(hours / 24 - 0.001)
        assert coach("remind").out == ""
        clock.pass_days(0.001)
        assert coach("remind").out == f"{SESSION}\n"

    @pytest.mark.parametrize(
        ("now", "until"),
        [
            ("2026-10-24T20:00:00+02:00", "2026-10-25T04:00:00+01:00"),
            ("2027-03-27T20:00:00+01:00", "2027-03-28T04:00:00+02:00"),
        ],
    )
    @pytest.mark.usefixtures("berlin")
    def test_tomorrow_begins_by_the_clock_of_tomorrow(
        self, coach: Coach, state: ReminderState, clock: FixedClock, now: str, until: str
    ) -> None:
        clock.time = datetime.fromisoformat(now)
        assert ", 04:00." in coach("remind", "--snooze", "tomorrow").err
        assert state.memory().snoozed == datetime.fromisoformat(until)

    @pytest.mark.parametrize(
        ("snooze", "until"),
        [
            ("45m", "Tue, Nov 24, 10:45"),
            ("2d", "Thu, Nov 26, 10:00"),
            ("9:30", "Wed, Nov 25, 09:30"),
        ],
    )
    @pytest.mark.usefixtures("berlin")
    def test_a_snooze_may_be_short_or_last_for_days_or_until_a_time(
        self, coach: Coach, snooze: str, until: str
    ) -> None:
        assert coach("remind", "--snooze", snooze).err == f"No reminders until {until}.\n"

    @pytest.mark.parametrize("other", [["--dry-run"], ["--json"], ["--at", "08:30"]])
    def test_a_snooze_takes_no_other_option(
        self, coach: Coach, home: Path, other: list[str]
    ) -> None:
        result = coach("remind", "--snooze", "2h", *other)
        assert (result.code, result.out) == (2, "")
        assert "takes no other option" in result.err
        assert not home.exists()

    @pytest.mark.parametrize("wrong", ["", "2", "0h", "0d", "15d", "100h", "-1h", "next week"])
    def test_what_is_no_time_to_snooze_is_named(self, coach: Coach, home: Path, wrong: str) -> None:
        result = coach("remind", f"--snooze={wrong}")
        assert result.code == 2
        assert f"Can't snooze for “{wrong}”." in result.err
        assert not home.exists()


class TestDelivery:
    def test_the_desktop_is_told_and_nothing_is_printed(
        self, coach: Coach, practice: Practice, desktop: Callable[[], list[str]],
        last: Callable[[], str],
    ) -> None:  # fmt: skip
        assert coach("remind").out == ""
        assert desktop() == [f"coach|{SESSION}|"]
        assert practice.places.nudge.read_text() == f"coach: {SESSION}\n"
        assert last() == ("due: session; nudge ok (waiting for the next shell); desktop ok (shown)")

    def test_the_hook_is_told_and_nothing_is_printed(
        self, coach: Coach, hook: Callable[..., Path], last: Callable[[], str]
    ) -> None:
        file = hook('printf "%s/%s" "$COACH_TITLE" "$COACH_TEXT" > "$TMPDIR/hooked"')
        assert coach("remind") == Result(0, "", "")
        assert file.read_text() == f"coach/{SESSION}"
        assert last().endswith("hook ok (done)")

    def test_a_hook_that_fails_is_named_and_the_rest_goes_on(
        self, coach: Coach, hook: Callable[..., Path], practice: Practice, last: Callable[[], str]
    ) -> None:
        hook("exit 3")
        result = coach("remind")
        assert (result.code, result.out) == (0, f"{SESSION}\n")
        assert result.err == f"coach: Your reminder hook ended with code 3.\n  Fix: {HOOK_FIX}\n"
        assert last().endswith("hook failed (ended with code 3); output ok (printed)")
        assert practice.places.nudge.exists()

    def test_with_a_hook_that_does_not_exist_the_desktop_is_told(
        self, coach: Coach, settings: Callable[[str], None], desktop: Callable[[], list[str]]
    ) -> None:
        settings('[remind]\nhook = ["/not/there"]\n')
        result = coach("remind")
        assert (result.code, result.out) == (0, "")
        assert "Your reminder hook doesn't exist." in result.err
        assert desktop()

    def test_a_hook_cannot_reach_our_output(self, hook: Callable[..., Path]) -> None:
        hook("echo noise; echo more >&2; cat")
        command = [sys.executable, "-m", "coach", "remind"]
        done = subprocess.run(command, capture_output=True, input=b"typed", check=True)
        assert (done.stdout, done.stderr) == (b"", b"")

    def test_of_several_checks_at_once_one_sends_it(self, hook: Callable[..., Path]) -> None:
        file = hook('echo sent >> "$TMPDIR/hooked"')
        command = [sys.executable, "-m", "coach", "remind", "--at", "04:00"]
        running = [subprocess.Popen(command) for _ in range(6)]
        assert [process.wait() for process in running] == [0] * 6
        assert file.read_text() == "sent\n"

    @pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
    def test_on_a_read_only_disk_only_the_first_hour_sends(
        self, coach: Coach, practice: Practice, home: Path, clock: FixedClock
    ) -> None:
        practice.entries.note("here")
        mount = ["mount", "-t", "tmpfs", "-o", "size=1m,ro", "coach", str(home)]
        subprocess.run(mount, check=True)
        try:
            result = coach("remind", "--at", "09:30")
            assert (result.code, result.out) == (0, f"{SESSION}\n")
            assert "Can't record that this reminder was sent: the disk is read-only." in result.err
            clock.pass_days(1 / 24)
            assert coach("remind", "--at", "09:30") == Result(0, "", "")
            result = coach("remind", "--snooze", "2h")
            assert result.code == 1
            assert "Can't snooze: the disk is read-only." in result.err
            assert list(home.iterdir()) == []
        finally:
            subprocess.run(["umount", home], check=True)

    def test_a_file_in_place_of_the_state_folder_stops_no_other_way(
        self, coach: Coach, home: Path, desktop: Callable[[], list[str]]
    ) -> None:
        home.mkdir()
        (home / "state").write_text("in the way")
        result = coach("remind")
        assert (result.code, len(desktop())) == (0, 1)
        assert "Can't record that this reminder was sent" in result.err
        assert (home / "state").read_text() == "in the way"

    @pytest.mark.parametrize("damaged", ["{", '{"sent": {}, "bus": "unix:path=/a\\u0000b"}'])
    def test_a_damaged_memory_stops_nothing(
        self, coach: Coach, practice: Practice, damaged: str
    ) -> None:
        practice.places.state.mkdir(parents=True)
        (practice.places.state / "reminders.json").write_text(damaged)
        assert coach("remind") == Result(0, f"{SESSION}\n", "")


class TestUndelivered:
    def test_who_was_not_there_gets_it_later_once(
        self, coach: Coach, clock: FixedClock, last: Callable[[], str],
        request: pytest.FixtureRequest,
    ) -> None:  # fmt: skip
        assert coach("remind", "--at", "10:00").out == f"{SESSION}\n"
        clock.pass_days(1 / 24)
        # Still nobody is there, and nothing is mailed twice.
        assert coach("remind", "--at", "10:00") == Result(0, "", "")
        assert last().startswith("sent today but not delivered: session")
        shown = request.getfixturevalue("desktop")
        for _ in range(3):
            clock.pass_days(1 / 24)
            assert coach("remind", "--at", "10:00").out == ""
        assert shown() == [f"coach|{SESSION}|"]

    def test_a_hook_that_failed_is_tried_again_and_named_once(
        self, coach: Coach, hook: Callable[..., Path]
    ) -> None:
        file = hook('[ -e "$TMPDIR/net" ] && echo sent >> "$TMPDIR/hooked"')
        assert "ended with code 1" in coach("remind").err
        assert coach("remind") == Result(0, "", "")
        (file.parent / "net").touch()
        coach("remind")
        coach("remind")
        assert file.read_text() == "sent\n"

    def test_what_is_done_meanwhile_is_not_sent_again(
        self, coach: Coach, request: pytest.FixtureRequest
    ) -> None:
        coach("remind")
        coach("answer", "give-free.for-free", "Enough.")
        shown = request.getfixturevalue("desktop")
        assert coach("remind").out == ""
        assert shown() == []

    def test_a_check_that_was_killed_before_delivery_is_made_up_for(
        self, coach: Coach, practice: Practice, state: ReminderState,
        desktop: Callable[[], list[str]],
    ) -> None:  # fmt: skip
        state.claim(practice.day(), lambda memory: Decision(("session",), ""))
        coach("remind")
        coach("remind")
        assert desktop() == [f"coach|{SESSION}|"]

    def test_while_one_check_delivers_no_other_does(
        self, coach: Coach, state: ReminderState, desktop: Callable[[], list[str]],
        last: Callable[[], str],
    ) -> None:  # fmt: skip
        with state.delivering():
            assert coach("remind").out == ""
            assert last() == "another check is sending it"
        assert desktop() == []
        coach("remind")
        assert desktop() == [f"coach|{SESSION}|"]


class TestTrouble:
    def test_with_unusable_settings_a_session_is_still_sent(
        self, coach: Coach, practice: Practice, settings: Callable[[str], None],
        clock: FixedClock, last: Callable[[], str],
    ) -> None:  # fmt: skip
        settings("broken")
        result = coach("remind", "--at", "09:30")
        assert (result.code, result.out) == (1, f"{SESSION} {TROUBLE}\n")
        assert "config.toml" in result.err
        assert practice.places.nudge.read_text() == f"coach: {SESSION} {TROUBLE}\n"
        assert last().startswith("trouble: config.toml")
        assert coach("remind", "--at", "09:30") == Result(1, "", "")
        clock.pass_days(1)
        assert coach("remind", "--at", "09:30").out == f"{SESSION} {TROUBLE}\n"

    @pytest.mark.usefixtures("damaged_journal")
    def test_a_damaged_journal_is_reported_in_every_way_once_a_day(
        self, coach: Coach, practice: Practice, desktop: Callable[[], list[str]]
    ) -> None:
        result = coach("remind", "--at", "09:30")
        assert (result.code, result.out) == (1, "")
        assert "damaged" in result.err
        assert practice.places.nudge.read_text() == f"coach: {TROUBLE}\n"
        assert coach("remind", "--at", "09:30") == Result(1, "", "")
        assert desktop() == [f"coach|{TROUBLE}|"]

    def test_whatever_goes_wrong_is_not_silence(
        self, coach: Coach, monkeypatch: pytest.MonkeyPatch, last: Callable[[], str],
        desktop: Callable[[], list[str]],
    ) -> None:  # fmt: skip
        monkeypatch.setattr("coach.domain.plan.due_on", lambda *args: {"": ()}["secret words"])
        result = coach("remind")
        assert result.code == 1
        assert "secret" not in result.err
        assert desktop() == [f"coach|{TROUBLE}|"]
        assert last().startswith("trouble: KeyError; due: trouble")

    def test_unusable_settings_are_named_once_a_day(
        self, coach: Coach, practice: Practice, settings: Callable[[str], None],
        clock: FixedClock, last: Callable[[], str],
    ) -> None:  # fmt: skip
        practice.entries.note("here")
        settings('[remind]\nhooks = "x"\n')
        result = coach("remind", "--at", "10:30")
        assert (result.code, result.err) == (1, "")
        result = coach("remind", "--at", "09:30")
        assert result.code == 1
        assert "config.toml" in result.err
        assert "“hook”" in result.err
        clock.pass_days(1 / 24)
        assert coach("remind", "--at", "09:30").err == ""
        assert last().startswith("trouble: config.toml")

    def test_a_journal_that_cannot_be_read_is_named(self, coach: Coach, home: Path) -> None:
        (home / "coach.json").mkdir(parents=True)
        result = coach("remind")
        assert (result.code, result.out) == (1, "")
        assert "journal" in result.err

    def test_without_a_home_it_says_so(self, coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("COACH_HOME")
        monkeypatch.setattr("platformdirs.user_state_dir", lambda *a, **k: "~/.local/state/coach")
        for args in (["remind"], ["schedule", "--at", "08:30"], ["nudge", "bash"]):
            result = coach(*args)
            assert result.code == 2
            assert "Your home folder" in result.err


class TestTakingTheNudgeAway:
    def test_an_answer_does(self, coach: Coach, practice: Practice) -> None:
        coach("remind")
        assert practice.places.nudge.exists()
        coach("answer", "give-free.for-free", "Here I am.")
        assert not practice.places.nudge.exists()

    @pytest.mark.parametrize("command", [["edit"], ["delete"], ["delete", "--undo"]])
    def test_a_change_of_the_words_in_it_does(
        self, coach: Coach, practice: Practice, allowed: None, clock: FixedClock,
        command: list[str],
    ) -> None:  # fmt: skip
        practice.journal.put([PROMISE])
        clock.pass_days(2)
        coach("remind")
        assert "invoice" in practice.places.nudge.read_text()
        form = b"cue: Bill calls\naction: say no"
        assert coach(*command, PROMISE.id, stdin=form).code == 0
        assert not practice.places.nudge.exists()

    @pytest.mark.parametrize("command", [["pause"], ["plan", "--days", "mon"]])
    def test_a_change_of_the_plan_does(
        self, coach: Coach, practice: Practice, command: list[str]
    ) -> None:
        coach("remind")
        assert coach(*command).code == 0
        assert not practice.places.nudge.exists()
        assert coach("remind").out == ""

    def test_the_end_of_its_day_does(
        self, coach: Coach, practice: Practice, clock: FixedClock
    ) -> None:
        practice.course.choose_plan(Plan(("tue",)))
        coach("remind")
        clock.pass_days(1)
        coach("remind")
        assert not practice.places.nudge.exists()
