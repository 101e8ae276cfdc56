"""`coach schedule`: one line in the crontab, and nothing else in there is touched."""

import os
import pwd
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from coach.cli import main
from coach.practice import Practice
from coach.reminders import crontab, health
from coach.reminders.call import parse_call
from coach.reminders.crontab import line_in
from tests.conftest import FAKES, Result
from tests.processes import until_gone
from tests.reminders.cron import cron, table, with_fakes
from tests.reminders.crontabs import CRONTABS

__all__ = ["cron", "table", "with_fakes"]

Coach = Callable[..., Result]
Answering = Callable[..., None]
AT = ("schedule", "--at", "08:30")
OTHERS = b"0 5 * * * backup\n"

pytestmark = pytest.mark.usefixtures("cron")


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Answering:
    """A person at a terminal who gives these answers, or whatever this function returns."""

    def install(*answers: str | Callable[[], str]) -> None:
        waiting = iter(answers)

        def readline() -> str:
            answer = next(waiting)
            return answer if isinstance(answer, str) else answer()

        terminal = SimpleNamespace(isatty=lambda: True, readline=readline)
        streams = SimpleNamespace(stdin=terminal, stdout=sys.stdout, stderr=sys.stderr)
        monkeypatch.setattr("coach.commands.output.sys", streams)

    return install


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a crontab program of these lines before all others."""

    def install(script: str) -> None:
        program = tmp_path / "bin" / "crontab"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")

    return install


def scheduled_line(table: Path) -> str:
    line = line_in(table.read_bytes())
    assert line
    return os.fsdecode(line)


class TestTheCrontab:
    @pytest.mark.parametrize("name", CRONTABS)
    def test_every_other_byte_stays_through_schedule_change_and_off(
        self, coach: Coach, table: Path, name: str
    ) -> None:
        before = CRONTABS[name]
        if before is not None:
            table.write_bytes(before)
        assert coach(*AT, "--yes").code == 0
        assert scheduled_line(table).startswith("30 * * * * ")
        assert coach("schedule", "--at", "17:05", "--yes").code == 0
        assert scheduled_line(table).startswith("5 * * * * ")
        assert table.read_bytes().startswith(before or b"")
        assert coach("schedule", "off").code == 0
        if not before:
            assert not table.exists()
        else:
            assert table.read_bytes() in (before, before + b"\n")

    def test_the_line_is_shown_and_asked_about(
        self, coach: Coach, table: Path, answering: Answering
    ) -> None:
        result = coach(*AT)
        assert result.code == 2
        assert "Can't ask for confirmation here." in result.err
        assert not table.exists()
        answering("n\n", "y\n")
        result = coach(*AT)
        assert (result.code, table.exists()) == (1, False)
        assert "Nothing was changed." in result.err
        result = coach(*AT)
        assert result.code == 0
        assert f"I'll put this line into your crontab:\n  {scheduled_line(table)}\n" in result.err
        assert "Add it? [y/N]" in result.err

    def test_a_second_call_changes_nothing(self, coach: Coach, table: Path, tmp_path: Path) -> None:
        coach(*AT, "--yes")
        before = table.read_bytes()
        result = coach(*AT)
        assert (result.code, table.read_bytes()) == (0, before)
        assert "Already scheduled; your crontab is unchanged." in result.err
        calls = (tmp_path / "tmp" / "called").read_text().splitlines()
        assert [call for call in calls if call != "crontab -l"] == ["crontab -"]
        coach("schedule", "off")
        assert "your crontab is unchanged" in coach("schedule", "off").err

    def test_a_copy_of_the_old_table_is_in_the_backups(
        self, coach: Coach, table: Path, practice: Practice
    ) -> None:
        table.write_bytes(CRONTABS["latin-1"] or b"")
        coach(*AT, "--yes")
        (copy,) = practice.places.backups.iterdir()
        assert copy.name == "crontab-2026-11-24-100000-000000.txt"
        assert copy.read_bytes() == CRONTABS["latin-1"]
        assert copy.stat().st_mode & 0o777 == 0o600

    def test_without_a_copy_nothing_is_changed(self, coach: Coach, table: Path, home: Path) -> None:
        table.write_bytes(OTHERS)
        home.mkdir()
        (home / "backups").write_text("in the way")
        result = coach(*AT, "--yes")
        assert result.code == 1
        assert "can't be backed up, so it wasn't changed" in result.err
        assert table.read_bytes() == OTHERS

    def test_damaged_markers_are_refused(self, coach: Coach, table: Path) -> None:
        coach(*AT, "--yes")
        damaged = table.read_bytes().replace(b"\n# <<<", b"\n0 5 * * * mine\n# <<<")
        table.write_bytes(damaged)
        for args in (AT, ("schedule", "off"), ("schedule", "show")):
            result = coach(*args)
            assert result.code == 1
            assert "were changed by hand" in result.err
            assert "crontab -e" in result.err
        assert table.read_bytes() == damaged

    def test_an_edit_made_while_it_asks_is_not_overwritten(
        self, coach: Coach, table: Path, answering: Answering
    ) -> None:
        def edit() -> str:
            table.write_bytes(OTHERS + b"0 6 * * * just added\n")
            return "y\n"

        table.write_bytes(OTHERS)
        answering(edit)
        result = coach(*AT)
        assert result.code == 1
        assert "Your crontab just changed, so I left it alone." in result.err
        assert table.read_bytes() == OTHERS + b"0 6 * * * just added\n"

    def test_an_edit_made_while_off_removes_it_is_not_overwritten(
        self, coach: Coach, table: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        coach(*AT, "--yes")
        edited = table.read_bytes() + b"0 6 * * * just added\n"

        def edit(path: Path, data: bytes) -> None:
            table.write_bytes(edited)

        monkeypatch.setattr(crontab, "write_private", edit)
        result = coach("schedule", "off")
        assert result.code == 1
        assert "Your crontab just changed, so I left it alone." in result.err
        assert table.read_bytes() == edited


class TestTheCrontabProgram:
    @pytest.mark.parametrize(
        ("script", "says"),
        [
            ("echo 'you are not allowed' >&2; exit 1", "It says: you are not allowed"),
            ("exit 1", "It doesn't say why."),
            (
                '[ "$1" = -l ] && { echo "no crontab for x" >&2; exit 1; }; cat > /dev/null',
                "doesn't read back",
            ),
            ('[ "$1" = -l ] && exit 0; cat > /dev/null; echo bad minute >&2; exit 1', "bad minute"),
        ],
    )
    def test_one_that_refuses_is_quoted(
        self, coach: Coach, program: Callable[[str], None], script: str, says: str
    ) -> None:
        program(script)
        result = coach(*AT, "--yes")
        assert result.code == 1
        assert says in result.err
        assert "copy" not in result.err

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ("crontab: error while loading shared libraries: libpam.so.0: cannot open shared "
             "object file: No such file or directory", 127),
            ("crontab: error while loading shared libraries: x: No such file or directory", 1),
            ("/etc/cron.allow: no such file", 1),
            ("cannot connect: no such file or directory", 1),
            ("ssh: no crontab service on host", 1),
            ("no crontab for you", 2),
            ("cannot look\nno crontab for you", 1),
            ("crontab: can't open 'somebody-else': No such file or directory", 1),
        ],
    )  # fmt: skip
    def test_an_error_is_never_taken_for_there_being_no_table(
        self, coach: Coach, table: Path, program: Callable[[str], None], said: str, code: int
    ) -> None:
        table.write_bytes(OTHERS)
        program(
            f'[ "$1" = -l ] || {{ cat > "{table}"; exit 0; }}\n'
            f"cat >&2 <<'END'\n{said}\nEND\nexit {code}"
        )
        result = coach(*AT, "--yes")
        assert (result.code, result.out) == (1, "")
        assert "Your crontab can't be read." in result.err
        assert table.read_bytes() == OTHERS

    @pytest.mark.parametrize(
        "said",
        [
            "no crontab for anna",
            "crontab: no crontab for anna",
            f"crontab: can't open '{pwd.getpwuid(os.getuid()).pw_name}': No such file or directory",
        ],
    )
    def test_each_way_to_say_that_there_is_none_is_understood(
        self, program: Callable[[str], None], said: str
    ) -> None:
        program(f'echo "{said}" >&2\nexit 1')
        assert crontab.read() is None

    def test_one_that_hangs_is_killed_with_all_it_started(
        self, coach: Coach, program: Callable[[str], None], tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        monkeypatch.setattr(crontab, "_SECONDS", 0.5)
        program(f"sleep 1000 & echo $! > '{tmp_path}/child'; wait")
        result = coach(*AT, "--yes")
        assert result.code == 1
        assert "doesn't answer" in result.err
        until_gone((tmp_path / "child").read_text().strip())

    def test_without_one_it_says_what_else_there_is(
        self, coach: Coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        for args in (AT, ("schedule", "show"), ("schedule", "off")):
            result = coach(*args)
            assert result.code == 1
            assert "no crontab program" in result.err
            assert "--print systemd" in result.err
        printed = coach(*AT, "--print", "systemd")
        assert (printed.code, printed.err) == (0, "")
        assert "Persistent=true" in printed.out


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--at", "25:00"], "“25:00” isn't a time of day."),
        (["--at", "08:30", "--days", "funday"], "“funday”"),
        (["--at", "08:30", "--days", ""], "weekday"),
        (["--days", "mon"], "Missing time."),
        (["--at", "08:30", "--days", "mon", "--print", "systemd"], "--print can't set a plan."),
        (["off", "--at", "08:30"], "“off” takes no options."),
        (["on"], "show, off, test."),
    ],
)
def test_what_cannot_be_meant_is_named_and_changes_nothing(
    coach: Coach, table: Path, home: Path, args: list[str], says: str
) -> None:
    result = coach("schedule", *args, "--yes")
    assert result.code == 2
    assert says in result.err
    assert not table.exists()
    assert not home.exists()


class TestThePlan:
    def test_the_days_are_the_plan_too(self, coach: Coach, practice: Practice) -> None:
        result = coach(*AT, "--days", "fri,mon", "--yes")
        assert result.err.endswith("From this week on: Monday and Friday.\n")
        assert practice.course.plan().plan.days == ("mon", "fri")
        assert coach(*AT, "--days", "mon,fri").err == (
            "Already scheduled; your crontab is unchanged.\n"
            "Your plan is unchanged: Monday and Friday.\n"
        )
        result = coach(*AT, "--days", "tue", "--yes")
        assert "From next week on: Tuesday." in result.err
        choices = practice.course.choices()
        assert choices
        assert [(p.week, p.days) for p in choices.plan] == [
            ("2026-W48", ("mon", "fri")),
            ("2026-W49", ("tue",)),
        ]

    def test_a_new_plan_takes_the_nudge_away(self, coach: Coach, practice: Practice) -> None:
        coach("remind")
        assert practice.places.nudge.exists()
        coach(*AT, "--days", "mon", "--yes")
        assert not practice.places.nudge.exists()

    def test_it_is_asked_about_with_the_line(
        self, coach: Coach, practice: Practice, table: Path, answering: Answering
    ) -> None:
        answering("n\n", "y\n", "n\n")
        result = coach(*AT, "--days", "mon")
        assert "Add it and make Monday your plan? [y/N]" in result.err
        assert (result.code, table.exists(), practice.course.choices()) == (1, False, None)
        assert coach(*AT, "--days", "mon").code == 0
        assert "Make Friday your plan? [y/N]" in coach(*AT, "--days", "fri").err
        assert practice.course.plan().plan.days == ("mon",)
        assert not practice.course.plan().later

    def test_one_that_cannot_be_saved_leaves_the_table_alone(
        self, coach: Coach, practice: Practice, table: Path
    ) -> None:
        practice.entries.note("one note")
        journal = practice.places.journal
        journal.write_bytes(journal.read_bytes()[:-40])
        result = coach(*AT, "--days", "mon", "--yes")
        assert result.code == 1
        assert "damaged" in result.err
        assert not table.exists()


class TestWhatIsPointedOut:
    @pytest.mark.parametrize(("at", "warned"), [("03:30", True), ("04:00", False)])
    def test_a_time_at_the_end_of_the_practice_day(
        self, coach: Coach, at: str, warned: bool
    ) -> None:
        said = coach("schedule", "--at", at, "--yes").err
        assert (f"Your day runs until 04:00, so {at} is at its end." in said) == warned

    def test_a_program_that_will_not_stay(
        self, coach: Coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program = tmp_path / "tmp" / "coach"
        program.touch(mode=0o755)
        monkeypatch.setattr("sys.argv", [str(program)])
        result = coach(*AT, "--yes")
        assert result.code == 0
        assert f"This coach is in a temporary folder: {program}" in result.err

    def test_that_cron_is_not_running(self, coach: Coach, cron: Callable[..., None]) -> None:
        assert "cron isn't running" not in coach(*AT, "--yes").err
        cron("bash")
        said = coach(*AT, "--yes").err
        assert "cron isn't running, so no reminder will be sent." in said
        assert "Fix: sudo service cron start" in said

    def test_nothing_where_that_cannot_be_seen(
        self, coach: Coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(health, "PROC", tmp_path / "nowhere")
        assert "cron isn't running" not in coach(*AT, "--yes").err


def test_show_tells_what_is_scheduled(coach: Coach, table: Path) -> None:
    result = coach("schedule")
    assert result.out == "No reminders are scheduled.\n"
    assert "coach schedule --at" in result.err
    coach(*AT, "--yes")
    line = scheduled_line(table)
    shown = coach("schedule", "show").out
    assert shown == f"Reminders from 08:30 on, if something is due.\n{line}\n"
    coach("plan", "--days", "tue,fri")
    planned = coach("schedule").out.splitlines()[1:]
    assert planned == ["Your plan is Tuesday and Friday. coach checks every hour:", line]
    assert "HOME=" in line
    assert line.endswith("coach remind --at 08:30")
    table.write_bytes(table.read_bytes().replace(b"\n30 *", b"\n#30 *"))
    shown = coach("schedule", "show").out
    assert shown == f"Reminders are switched off in your crontab.\n#{line}\n"


def test_a_path_that_is_not_utf_8_is_printed_as_it_is(
    coach: Coach, tmp_path: Path, table: Path, capsysbinary, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = os.fsencode(tmp_path) + b"/caf\xe9"
    monkeypatch.setenv("COACH_HOME", os.fsdecode(home))
    assert coach(*AT, "--yes").code == 0
    assert b"COACH_HOME='" + home + b"'" in table.read_bytes()
    for args in (["schedule"], [*AT, "--print", "systemd"], ["nudge", "bash"]):
        assert main(args) == 0
        assert home in capsysbinary.readouterr().out
    assert "reminders: from 08:30 on" in coach("doctor").out


@pytest.mark.parametrize("home_name", ["plain", '50% off, o\'neill $x "ü"'])
def test_the_line_works_in_the_bare_environment_that_cron_gives(
    coach: Coach, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home_name: str
) -> None:
    monkeypatch.setenv("COACH_HOME", str(tmp_path / home_name))
    coach(*AT, "--yes")
    command = scheduled_line(table).split(" ", 5)[5].replace(r"\%", "%")
    command = command.replace("--at 08:30", "--at 04:00")
    bare = ["env", "-i", "HOME=/nowhere", f"PATH={FAKES}:/usr/bin:/bin", f"TMPDIR={tmp_path}/tmp"]
    done = subprocess.run([*bare, "sh", "-c", command], capture_output=True, check=True)
    assert done.stdout == b"Your session is due today: ten minutes, one question.\n"
    assert (tmp_path / home_name / "state" / "nudge").is_file()


@pytest.mark.usefixtures("with_fakes")
class TestTrial:
    def test_the_desktop_of_now_is_remembered_for_later(
        self, coach: Coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        socket = tmp_path / "bus"
        socket.touch()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={socket}")
        coach(*AT, "--yes")
        (tmp_path / "tmp" / "desktop").write_text(f"unix:path={socket}")
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
        result = coach("schedule", "test")
        assert result.code == 0
        assert "ok      desktop: shown" in result.out
        assert result.out.endswith("\nA reminder will reach you on your desktop.\n")
        assert (tmp_path / "tmp" / "shown").read_text() == "coach|This is a test reminder.|\n"
        socket.unlink()
        result = coach("schedule", "test")
        assert result.code == 1
        assert "FAILED  desktop: no desktop found" in result.out
        assert "No desktop or hook took the reminder. It will wait for your next" in result.err
        assert "add the line of coach nudge" in result.err

    def test_it_runs_the_line_where_the_line_works(
        self, coach: Coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        there = tmp_path / "there"
        monkeypatch.setenv("COACH_HOME", str(there))
        coach("schedule", "--at", "04:00", "--yes")
        (there / "config.toml").write_text('[remind]\nhook = ["true"]\n')
        monkeypatch.setenv("COACH_HOME", str(tmp_path / "elsewhere"))
        result = coach("schedule", "test")
        assert result.code == 0
        assert re.search("^ok      check: (Would send|Nothing to send): ", result.out)
        assert "ok      nudge: " in result.out
        assert "ok      hook: done" in result.out
        assert not (tmp_path / "elsewhere").exists()

    def test_without_a_schedule_it_tries_what_would_run(
        self, coach: Coach, home: Path, table: Path
    ) -> None:
        home.mkdir()
        (home / "config.toml").write_text('[remind]\nhook = ["true"]\n')
        result = coach("schedule", "test")
        assert result.code == 0
        assert "No reminders are scheduled yet" in result.err
        assert "ok      check: " in result.out
        assert result.out.endswith(
            "\nOnce scheduled, a reminder will reach you through your hook.\n"
        )
        assert not table.exists()

    def test_where_nothing_runs_the_line_it_says_so(
        self, coach: Coach, cron: Callable[..., None], home: Path
    ) -> None:
        coach(*AT, "--yes")
        (home / "config.toml").write_text('[remind]\nhook = ["true"]\n')
        cron("bash")
        result = coach("schedule", "test")
        assert result.code == 1
        assert result.err.startswith("coach: cron isn't running, so no reminder will be sent.\n")

    def test_a_line_that_does_not_work_is_found(
        self, coach: Coach, table: Path, home: Path
    ) -> None:
        coach(*AT, "--yes")
        (home / "config.toml").write_text('[remind]\nhook = ["true"]\n')
        scheduled = parse_call(scheduled_line(table).encode())
        assert scheduled
        program = scheduled.program[0].encode()
        table.write_bytes(table.read_bytes().replace(program, b"/gone/coach"))
        result = coach("schedule", "test")
        assert result.code == 1
        assert "FAILED  check: couldn't be started" in result.out
        assert "The scheduled command doesn't work." in result.err


def test_the_doctor_checks_the_reminders(
    coach: Coach, cron: Callable[..., None], home: Path
) -> None:
    assert "reminders: none scheduled" in coach("doctor").out
    coach(*AT, "--yes")
    assert "reminders: from 08:30 on; last check: none yet" in coach("doctor").out
    cron("bash")
    result = coach("doctor")
    assert result.code == 1
    assert "cron isn't running, so no reminder will be sent" in result.out
    assert "Fix: sudo service cron start" in result.out
