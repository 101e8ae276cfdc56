"""`coach remind`, `coach nudge`: said once, by every way, and never a person's words."""

import json
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from coach.domain.model import Pause
from coach.domain.plan import Plan
from coach.practice import Practice
from coach.practice.derived import keep_outlook
from coach.reminders import claiming, delivery, log
from coach.reminders.bus import buses
from coach.reminders.glance import is_settled
from coach.reminders.memory import recall
from tests.acts import ACT
from tests.processes import until_gone

Coach = Callable[..., object]
SITTING = "Your sitting is due today: ten minutes, one question."
ACT_DUE = "Something you promised is due: how did it go?"


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
def hook(user: Path, home: Path) -> Callable[[str], Path]:
    """Sets a hook that runs this; gives the file it may write to."""

    def install(script: str, *more: str) -> Path:
        program = user / "my hook"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        home.mkdir(exist_ok=True)
        arguments = json.dumps([str(program), *more])
        (home / "config.toml").write_text(f"[remind]\nhook = {arguments}\n")
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


def last(practice: Practice) -> str:
    return log.last(practice.places.state).partition("  ")[2]


class TestSaying:
    def test_a_sitting_that_is_due_is_said_once_a_day(
        self, coach: Coach, practice: Practice, clock: object
    ) -> None:
        assert coach("remind").out == f"{SITTING}\n"
        assert coach("remind").out == ""
        clock.pass_days(1)
        result = coach("remind")
        assert (result.code, result.out, result.err) == (0, f"{SITTING}\n", "")

    def test_what_is_done_is_not_reminded_of(self, coach: Coach, clock: object) -> None:
        coach("answer", "give-free.for-free", "Enough.")
        result = coach("remind")
        assert (result.code, result.out, result.err) == (0, "", "")
        clock.pass_days(1)  # without days it is due again on the second day
        assert coach("remind").out == ""
        clock.pass_days(1)
        assert coach("remind").out == f"{SITTING}\n"

    def test_a_word_on_an_act_is_a_sitting_too(self, coach: Coach, practice: Practice) -> None:
        practice.journal.put([replace(ACT, status="kept", said="2026-11-24")])
        assert coach("remind").out == ""

    def test_by_days_it_speaks_on_those_days_alone(
        self, coach: Coach, practice: Practice, clock: object
    ) -> None:
        practice.choose_plan(Plan(("tue", "fri")))
        said = []
        for _ in range(7):
            said.append(bool(coach("remind").out))
            clock.pass_days(1)
        assert said == [True, False, False, True, False, False, False]  # from a Tuesday on

    def test_not_before_its_time(self, coach: Coach, practice: Practice) -> None:
        assert coach("remind", "--at", "10:01").out == ""
        assert last(practice) == "it is not 10:01 yet"
        assert coach("remind", "--at", "10:00").out == f"{SITTING}\n"

    def test_an_act_that_is_due_is_said_without_its_words(
        self, coach: Coach, practice: Practice, clock: object, user: Path
    ) -> None:
        practice.choose_plan(Plan(("mon",)))
        practice.journal.put([ACT])
        assert coach("remind").out == ""
        clock.pass_days(2)
        assert coach("remind").out == f"{ACT_DUE}\n"
        practice.journal.put([replace(ACT, status="kept", said="2026-11-26")])
        clock.pass_days(1)
        assert coach("remind").out == ""
        kept = [path.read_text() for path in practice.places.state.iterdir()]
        assert not any("invoice" in text for text in kept)

    def test_its_words_are_said_if_the_settings_allow_it(
        self, coach: Coach, practice: Practice, home: Path, clock: object
    ) -> None:
        practice.journal.put([replace(ACT, act="check \x1b[2Jhis invoice")])
        (home / "config.toml").write_text("[remind]\nact_words = true\n")
        clock.pass_days(2)
        out = coach("remind").out
        assert out.endswith("promised. If Bill calls, then I check ␛[2Jhis invoice.\n")
        assert practice.places.nudge.read_text() == f"coach: {out}"
        assert "invoice" not in last(practice)

    def test_an_answers_words_are_never_said(
        self, coach: Coach, practice: Practice, clock: object, home: Path
    ) -> None:
        practice.answer("secret words", "give-free.for-free")
        (home / "config.toml").write_text("[remind]\nact_words = true\n")
        clock.pass_days(2)
        assert "secret" not in coach("remind").out
        state = practice.places.state
        assert not any(b"secret" in path.read_bytes() for path in state.iterdir())

    def test_a_week_that_is_taken_out_is_silent(self, coach: Coach, practice: Practice) -> None:
        practice.journal.put([replace(ACT, due="2026-11-24")])
        practice.journal.put([Pause(f"{2:032x}", "2026-W48", None, "", "")])
        assert coach("remind").out == ""

    @pytest.mark.parametrize(("snooze", "hours"), [("2h", 2), ("tomorrow", 18), ("18h", 18)])
    def test_a_snooze_silences_and_then_it_is_said_again(
        self, coach: Coach, practice: Practice, clock: object, snooze: str, hours: int, berlin: None
    ) -> None:
        assert coach("remind").out
        result = coach("remind", "--snooze", snooze)
        assert (result.code, result.out) == (0, "")
        assert result.err.startswith("Silent until ")
        assert not practice.places.nudge.exists()
        clock.pass_days(hours / 24 - 0.001)
        assert coach("remind").out == ""
        clock.pass_days(0.001)
        assert coach("remind").out == f"{SITTING}\n"

    @pytest.mark.parametrize(
        ("now", "until"),
        [("2026-10-24T20:00:00+02:00", "2026-10-25T04:00:00+01:00"),
         ("2027-03-27T20:00:00+01:00", "2027-03-28T04:00:00+02:00")],
    )  # fmt: skip
    def test_tomorrow_begins_by_the_clock_of_tomorrow(
        self, coach: Coach, practice: Practice, clock: object, berlin: None, now: str, until: str
    ) -> None:
        clock.time = datetime.fromisoformat(now)
        assert "Sunday 04:00." in coach("remind", "--snooze", "tomorrow").err
        assert recall(practice.places.state).snoozed == datetime.fromisoformat(until)

    @pytest.mark.parametrize("other", [["--dry-run"], ["--json"], ["--at", "08:30"]])
    def test_a_snooze_goes_with_no_other_option(
        self, coach: Coach, home: Path, other: list[str]
    ) -> None:
        result = coach("remind", "--snooze", "2h", *other)
        assert (result.code, result.out) == (2, "")
        assert "goes with no other option" in result.err
        assert not home.exists()

    @pytest.mark.parametrize("wrong", ["", "2", "0h", "100h", "-1h", "next week"])
    def test_what_is_no_time_to_be_silent_is_named(
        self, coach: Coach, home: Path, wrong: str
    ) -> None:
        result = coach("remind", f"--snooze={wrong}")
        assert result.code == 2
        assert "no time to be silent" in result.err
        assert not home.exists()

    def test_a_dry_run_says_and_writes_nothing(
        self, coach: Coach, practice: Practice, home: Path
    ) -> None:
        assert coach("remind", "--dry-run").out == f"Would say: {SITTING}\n"
        assert coach("remind", "--dry-run", "--at", "23:00").out == (
            "Would be silent: it is not 23:00 yet.\n"
        )
        assert not home.exists()

    def test_its_json_has_its_shape(self, coach: Coach, practice: Practice) -> None:
        result = json.loads(coach("remind", "--json").out)
        assert (result["speak"], result["due"], result["text"]) == (True, ["sitting"], SITTING)
        assert [way["channel"] for way in result["delivered"]] == ["nudge", "desktop"]
        assert json.loads(coach("remind", "--json").out)["delivered"][1]["channel"] == "desktop"
        claiming.heard(practice.places.state, ["sitting"])
        assert json.loads(coach("remind", "--json").out) == {
            "speak": False,
            "why": "it was said today",
            "due": [],
            "text": None,
            "delivered": [],
        }


class TestDelivery:
    def test_the_desktop_is_told_and_nothing_is_printed(
        self, coach: Coach, practice: Practice, desktop: Callable[[], list[str]]
    ) -> None:
        assert coach("remind").out == ""
        assert desktop() == [f"coach|{SITTING}|"]
        assert practice.places.nudge.read_text() == f"coach: {SITTING}\n"
        assert last(practice) == (
            "due: sitting; nudge ok (left for the next shell); desktop ok (shown)"
        )

    def test_the_hook_is_told_in_its_environment(
        self, coach: Coach, hook: Callable[..., Path], practice: Practice
    ) -> None:
        file = hook('printf "%s/%s/%s" "$COACH_TITLE" "$COACH_TEXT" "$1" > "$TMPDIR/hooked"', "a b")
        assert coach("remind").out == ""
        assert file.read_text() == f"coach/{SITTING}/a b"
        assert last(practice).endswith("hook ok (done)")

    @pytest.mark.parametrize(
        ("script", "says"),
        [("exit 3", "ended with code 3"), ("kill -9 $$", "ended with code -9")],
    )
    def test_a_hook_that_fails_is_named_and_the_rest_goes_on(
        self, coach: Coach, hook: Callable[..., Path], practice: Practice, script: str, says: str
    ) -> None:
        hook(script)
        result = coach("remind")
        assert (result.code, result.out) == (0, f"{SITTING}\n")
        assert says in result.err
        assert says in last(practice)
        assert practice.places.nudge.exists()

    def test_a_hook_that_is_not_there_is_named(
        self, coach: Coach, home: Path, desktop: Callable[[], list[str]]
    ) -> None:
        home.mkdir()
        (home / "config.toml").write_text('[remind]\nhook = ["/not/there"]\n')
        result = coach("remind")
        assert (result.code, result.out) == (0, "")
        assert "The hook of reminders is not there." in result.err
        assert desktop()

    @pytest.mark.parametrize(
        ("hook", "says"),
        [("not-there-at-all", "could not be found on the PATH"),
         ("{user}/file", "is not a program that may be run"),
         ("{user}", "is not a program that may be run")],
    )  # fmt: skip
    def test_what_keeps_a_hook_from_running_is_named(
        self, coach: Coach, home: Path, user: Path, hook: str, says: str
    ) -> None:
        (user / "file").touch()
        home.mkdir()
        (home / "config.toml").write_text(f'[remind]\nhook = ["{hook.format(user=user)}"]\n')
        assert f"The hook of reminders {says}." in coach("remind").err

    def test_what_a_hook_leaves_behind_is_ended(
        self, coach: Coach, hook: Callable[..., Path]
    ) -> None:
        file = hook('sleep 1000 & echo $! > "$TMPDIR/hooked"')
        assert coach("remind").code == 0
        until_gone(file.read_text().strip())

    def test_a_hook_that_hangs_is_ended_with_all_it_started(
        self, coach: Coach, hook: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(delivery, "HOOK_SECONDS", 0.5)
        file = hook('sleep 1000 & echo $! > "$TMPDIR/hooked"; wait')
        result = coach("remind")
        assert (result.code, result.out) == (0, f"{SITTING}\n")
        assert "took longer than 0.5 seconds and was ended" in result.err
        until_gone(file.read_text().strip())

    def test_a_hook_cannot_reach_our_output(self, coach: Coach, hook: Callable[..., Path]) -> None:
        hook("echo noise; echo more >&2; cat")
        command = [sys.executable, "-m", "coach", "remind"]
        done = subprocess.run(command, capture_output=True, input=b"typed", check=True)
        assert (done.stdout, done.stderr) == (b"", b"")

    def test_a_desktop_is_looked_for_where_it_usually_is(self, tmp_path: Path) -> None:
        (tmp_path / "bus").touch()
        ways = delivery.Ways(tmp_path / "nudge", (), "", {"XDG_RUNTIME_DIR": str(tmp_path)})
        assert list(buses(ways.environ, ways.bus)) == [f"unix:path={tmp_path}/bus"]
        told = replace(
            ways, bus="unix:abstract=/x", environ={"DBUS_SESSION_BUS_ADDRESS": "unix:path=/a;tcp:x"}
        )
        found = [bus for bus in buses(told.environ, told.bus) if "/run/user/" not in bus]
        assert found == ["unix:path=/a;tcp:x", "unix:abstract=/x"]

    def test_macos_is_told_in_its_way(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(delivery.sys, "platform", "darwin")
        program = tmp_path / "osascript"
        program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/told"\n')
        program.chmod(0o755)
        ways = delivery.Ways(tmp_path / "nudge", (), "", {"PATH": f"{tmp_path}:/usr/bin:/bin"})
        assert delivery.to_desktop('A "text"', ways).worked
        assert (tmp_path / "told").read_text().splitlines()[-2:] == ["coach", 'A "text"']

    def test_several_at_once_say_it_once(
        self, home: Path, user: Path, hook: Callable[..., Path]
    ) -> None:
        file = hook('echo said >> "$TMPDIR/hooked"')
        command = [sys.executable, "-m", "coach", "remind", "--at", "04:00"]
        running = [subprocess.Popen(command) for _ in range(6)]
        assert [process.wait() for process in running] == [0] * 6
        assert file.read_text() == "said\n"

    @pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
    def test_where_nothing_can_be_written_only_the_first_hour_speaks(
        self, coach: Coach, practice: Practice, home: Path, clock: object
    ) -> None:
        practice.note("here")
        mount = ["mount", "-t", "tmpfs", "-o", "size=1m,ro", "coach", str(home)]
        subprocess.run(mount, check=True)
        try:
            result = coach("remind", "--at", "09:30")
            assert (result.code, result.out) == (0, f"{SITTING}\n")
            assert "cannot be noted that this was said: read-only file system" in result.err
            clock.pass_days(1 / 24)
            result = coach("remind", "--at", "09:30")
            assert (result.code, result.out, result.err) == (0, "", "")
            result = coach("remind", "--snooze", "2h")
            assert result.code == 1
            assert "could not be noted" in result.err
            assert list(home.iterdir()) == []
        finally:
            subprocess.run(["umount", home], check=True)

    def test_a_state_folder_in_the_way_stops_no_other_way(
        self, coach: Coach, home: Path, desktop: Callable[[], list[str]]
    ) -> None:
        home.mkdir()
        (home / "state").write_text("in the way")
        result = coach("remind")
        assert (result.code, len(desktop())) == (0, 1)
        assert "cannot be noted that this was said" in result.err
        assert (home / "state").read_text() == "in the way"

    def test_what_it_remembers_may_be_torn(self, coach: Coach, practice: Practice) -> None:
        practice.places.state.mkdir(parents=True)
        file = practice.places.state / "reminders.json"
        for torn in ("{", "[]", '{"said": 3, "snoozed": null, "bus": ""}',
                     '{"said": {}, "snoozed": "2026-12-24T10:00:00", "bus": ""}'):  # fmt: skip
            file.write_text(torn)
            assert coach("remind").out == f"{SITTING}\n"
        file.write_text("[" * 100_000)
        assert coach("remind").out == f"{SITTING}\n"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600

    @pytest.mark.parametrize("bus", ["unix:path=/a\0b", "unix:path=/\ud800", "tcp:\nx"])
    def test_a_remembered_desktop_may_be_nonsense(
        self, coach: Coach, practice: Practice, bus: str
    ) -> None:
        practice.places.state.mkdir(parents=True)
        memory = {"said": {}, "snoozed": None, "bus": bus}
        (practice.places.state / "reminders.json").write_text(json.dumps(memory))
        result = coach("remind")
        assert (result.code, result.out, result.err) == (0, f"{SITTING}\n", "")

    def test_a_text_that_no_program_can_be_given_goes_the_other_ways(self, tmp_path: Path) -> None:
        environ = {"PATH": "/usr/bin:/bin"}
        for text, hook in (("look \ud800", ("true",)), ("look", ("true", "\0"))):
            ways = delivery.Ways(tmp_path / "nudge", hook, "", environ)
            outcomes = delivery.deliver(text, ways, may_print=False)
            assert [outcome.worked for outcome in outcomes] == [True, False, False]
            assert outcomes[2].says.startswith("could not be started")


class TestUnheard:
    def test_who_was_not_there_hears_it_later_once(
        self, coach: Coach, practice: Practice, clock: object, request: pytest.FixtureRequest
    ) -> None:
        assert coach("remind", "--at", "10:00").out == f"{SITTING}\n"
        assert is_settled(["--at", "10:00"])  # there is nothing that could take it
        clock.pass_days(1 / 24)
        result = coach("remind", "--at", "10:00")  # still nobody, and nothing is mailed twice
        assert (result.code, result.out, result.err) == (0, "", "")
        assert "said today, but taken by no desktop or hook" in last(practice)
        shown = request.getfixturevalue("desktop")
        assert not is_settled(["--at", "10:00"])
        for _ in range(3):
            clock.pass_days(1 / 24)
            assert coach("remind", "--at", "10:00").out == ""
        assert shown() == [f"coach|{SITTING}|"]
        assert is_settled(["--at", "10:00"])

    def test_a_hook_that_failed_is_tried_again_and_named_once(
        self, coach: Coach, hook: Callable[..., Path]
    ) -> None:
        file = hook('[ -e "$TMPDIR/net" ] && echo said >> "$TMPDIR/hooked"')
        assert "ended with code 1" in coach("remind").err
        assert (coach("remind").out, coach("remind").err) == ("", "")
        (file.parent / "net").touch()
        coach("remind")
        coach("remind")
        assert file.read_text() == "said\n"

    def test_what_is_done_meanwhile_is_not_said_again(
        self, coach: Coach, request: pytest.FixtureRequest
    ) -> None:
        coach("remind")
        coach("answer", "give-free.for-free", "Enough.")
        shown = request.getfixturevalue("desktop")
        assert coach("remind").out == ""
        assert shown() == []

    def test_a_run_that_was_killed_before_it_spoke_is_made_up_for(
        self, coach: Coach, practice: Practice, desktop: Callable[[], list[str]]
    ) -> None:
        claiming.claim(practice.places.state, practice.day(), lambda memory: ("sitting",))
        coach("remind")
        coach("remind")
        assert desktop() == [f"coach|{SITTING}|"]

    def test_while_one_run_speaks_no_other_does(
        self, coach: Coach, practice: Practice, desktop: Callable[[], list[str]]
    ) -> None:
        with claiming.speaking(practice.places.state) as alone:
            assert alone
            assert coach("remind").out == ""
            assert last(practice) == "another check is speaking"
        assert desktop() == []
        coach("remind")
        assert desktop() == [f"coach|{SITTING}|"]


TROUBLE = "Reminders cannot look: run coach doctor."


class TestTrouble:
    def test_with_settings_that_cannot_be_used_a_sitting_is_still_said(
        self, coach: Coach, practice: Practice, home: Path, clock: object
    ) -> None:
        home.mkdir()
        (home / "config.toml").write_text("broken")
        result = coach("remind", "--at", "09:30")
        assert (result.code, result.out) == (1, f"{SITTING} {TROUBLE}\n")
        assert "config.toml" in result.err
        assert practice.places.nudge.read_text() == f"coach: {SITTING} {TROUBLE}\n"
        assert last(practice).startswith("could not: config.toml")
        assert not practice.places.outlook.exists()
        result = coach("remind", "--at", "09:30")
        assert (result.code, result.out, result.err) == (1, "", "")
        clock.pass_days(1)
        assert coach("remind", "--at", "09:30").out == f"{SITTING} {TROUBLE}\n"

    def test_a_damaged_journal_is_told_by_every_way_once_a_day(
        self, coach: Coach, practice: Practice, damaged: Path, desktop: Callable[[], list[str]]
    ) -> None:
        keep_outlook(practice)
        assert not practice.places.outlook.exists()
        result = coach("remind", "--at", "09:30")
        assert (result.code, result.out) == (1, "")
        assert "The journal is damaged" in result.err
        assert practice.places.nudge.read_text() == f"coach: {TROUBLE}\n"
        assert not practice.places.outlook.exists()
        result = coach("remind", "--at", "09:30")
        assert (result.code, result.out, result.err) == (1, "", "")
        assert desktop() == [f"coach|{TROUBLE}|"]

    def test_whatever_keeps_it_from_looking_is_not_silence(
        self, coach: Coach, practice: Practice, monkeypatch: pytest.MonkeyPatch,
        desktop: Callable[[], list[str]],
    ) -> None:  # fmt: skip
        monkeypatch.setattr("coach.domain.outlook.is_due", lambda *args: {}["secret words"])
        result = coach("remind")
        assert result.code == 1
        assert "Something went wrong in coach itself" in result.err
        assert desktop() == [f"coach|{TROUBLE}|"]
        assert last(practice).startswith("could not: KeyError; due: trouble")

    def test_settings_that_cannot_be_used_are_told_once_a_day(
        self, coach: Coach, practice: Practice, home: Path, clock: object
    ) -> None:
        practice.note("here")
        (home / "config.toml").write_text('[remind]\nhooks = "x"\n')
        result = coach("remind", "--at", "10:30")
        assert (result.code, result.err) == (1, "")
        result = coach("remind", "--at", "09:30")
        assert result.code == 1
        assert "did you mean “hook”?, at remind.hooks" in result.err
        clock.pass_days(1 / 24)
        assert coach("remind", "--at", "09:30").err == ""
        assert last(practice).startswith("could not: config.toml")

    def test_a_journal_that_cannot_be_read_is_named(
        self, coach: Coach, practice: Practice, home: Path
    ) -> None:
        (home / "coach.json").mkdir(parents=True)
        result = coach("remind")
        assert (result.code, result.out) == (1, "")
        assert "cannot be read" in result.err

    def test_without_a_home_it_says_so(self, coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("COACH_HOME")
        monkeypatch.setattr("platformdirs.user_state_dir", lambda *a, **k: "~/.local/state/coach")
        for args in (["remind"], ["schedule", "--at", "08:30"], ["nudge", "bash"]):
            result = coach(*args)
            assert result.code == 2
            assert "Your home folder cannot be found." in result.err


class TestNudge:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_its_line_shows_the_file_in_a_shell(
        self, coach: Coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: str
    ) -> None:
        monkeypatch.setenv("COACH_HOME", str(tmp_path / "o'neill \\ $HOME"))
        line = coach("nudge", shell).out
        assert line.count("\n") == 1
        program = subprocess.run(["which", shell], capture_output=True, text=True, check=False)
        if program.returncode != 0:
            pytest.skip(f"{shell} is not installed")
        (tmp_path / "rc").write_text(line)

        def shown() -> str:
            command = [program.stdout.strip(), "-i", "-c", f". '{tmp_path}/rc'"]
            return subprocess.run(command, capture_output=True, text=True, check=False).stdout

        assert shown() == ""
        coach("remind")
        assert shown() == f"coach: {SITTING}\n"

    def test_a_bash_that_nobody_sits_at_shows_nothing(self, coach: Coach, tmp_path: Path) -> None:
        (tmp_path / "rc").write_text(coach("nudge", "bash").out)
        coach("remind")
        script = ["bash", "-c", f". {tmp_path}/rc && echo well"]
        done = subprocess.run(script, capture_output=True, text=True, check=True)
        assert done.stdout == "well\n"

    def test_without_a_name_it_is_for_the_shell_of_the_person(
        self, coach: Coach, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SHELL", "/usr/local/bin/fish")
        assert coach("nudge").out == coach("nudge", "fish").out
        for shell in ("/bin/tcsh", ""):
            monkeypatch.setenv("SHELL", shell)
            result = coach("nudge")
            assert result.code == 2
            assert "Name one: coach nudge bash, zsh or fish." in result.err

    def test_an_answer_takes_the_nudge_away(self, coach: Coach, practice: Practice) -> None:
        coach("remind")
        assert practice.places.nudge.exists()
        coach("answer", "give-free.for-free", "Here I am.")
        assert not practice.places.nudge.exists()
        assert json.loads(practice.places.outlook.read_bytes())["due"].get("2026-11-24") is None

    @pytest.mark.parametrize("command", [["edit"], ["delete"], ["delete", "--undo"]])
    def test_words_that_are_changed_or_deleted_are_not_in_the_nudge(
        self, coach: Coach, practice: Practice, home: Path, clock: object, command: list[str]
    ) -> None:
        practice.journal.put([ACT])
        (home / "config.toml").write_text("[remind]\nact_words = true\n")
        clock.pass_days(2)
        coach("remind")
        assert "invoice" in practice.places.nudge.read_text()
        assert coach(*command, ACT.id, stdin=b"cue: Bill calls\nact: say no").code == 0
        assert not practice.places.nudge.exists()
        assert is_settled(["--at", "23:59"])
        assert (b"invoice" in practice.places.outlook.read_bytes()) == ("--undo" in command)

    @pytest.mark.parametrize("command", [["pause"], ["plan", "--days", "mon"]])
    def test_what_is_planned_is_known_to_the_next_check(
        self, coach: Coach, practice: Practice, command: list[str]
    ) -> None:
        coach("remind")
        assert coach(*command).code == 0
        assert not practice.places.nudge.exists()
        assert is_settled(["--at", "08:30"])

    @pytest.mark.parametrize("command", [["note", "@bill asked"], ["import", "-"]])
    def test_what_is_kept_is_known_to_the_next_check(
        self, coach: Coach, practice: Practice, command: list[str]
    ) -> None:
        practice.answer("Enough.", "give-free.for-free")
        assert not is_settled(["--at", "08:30"])
        coach(*command, stdin=b'{"coach": {"schema": 1}, "answers": []}')
        assert is_settled(["--at", "08:30"])

    def test_a_nudge_of_a_day_that_is_over_goes(
        self, coach: Coach, practice: Practice, clock: object
    ) -> None:
        practice.choose_plan(Plan(("tue",)))
        coach("remind")
        clock.pass_days(1)
        coach("remind")
        assert not practice.places.nudge.exists()

    def test_erased_words_are_not_in_the_outlook(self, coach: Coach, practice: Practice) -> None:
        practice.journal.put([ACT])
        coach("remind")
        assert b"invoice" in practice.places.outlook.read_bytes()
        practice.journal.erase([ACT.id])
        note = practice.note("another")
        coach("erase", note.id, "--yes")
        assert b"invoice" not in practice.places.outlook.read_bytes()
