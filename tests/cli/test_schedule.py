"""`coach schedule`: one line in the crontab, and nothing else in there is touched."""

import os
import pwd
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from coach.practice import Practice
from coach.reminders import crontab, health, line, private
from coach.reminders.crontab import line_in, without_line
from tests.conftest import FAKES
from tests.crontabs import CRONTABS
from tests.processes import until_gone

Coach = Callable[..., object]
AT = ("schedule", "--at", "08:30")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """The crontab of the one who runs the test: a file."""
    return tmp_path / "tmp" / "crontab"


@pytest.fixture(autouse=True)
def cron(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A machine on which a daemon runs; calling it changes which."""
    proc = tmp_path / "proc"
    (proc / "17").mkdir(parents=True)
    (proc / "1").mkdir()
    (proc / "1" / "comm").write_text("init\n")
    (proc / "1" / "cmdline").write_bytes(b"/sbin/init\0")
    monkeypatch.setattr(health, "SYSTEMD", tmp_path / "nowhere")
    monkeypatch.setattr(line, "TEMPORARY", ())  # the checkout itself may be there

    def run(name: str, *arguments: str) -> None:
        (proc / "17" / "comm").write_text(f"{name}\n")
        (proc / "17" / "cmdline").write_bytes("\0".join([name, *arguments, ""]).encode())

    monkeypatch.setattr(health, "PROC", proc)
    run("cron")
    return run


def written(tmp_path: Path) -> list[str]:
    """What crontab was called with, reading aside."""
    calls = (tmp_path / "tmp" / "called").read_text().splitlines()
    return [call for call in calls if call != "crontab -l"]


@pytest.mark.parametrize("name", CRONTABS)
def test_every_other_byte_stays_through_schedule_change_and_off(
    coach: Coach, table: Path, name: str
) -> None:
    before = CRONTABS[name]
    if before is not None:
        table.write_bytes(before)
    assert coach(*AT, "--yes").code == 0
    assert line_in(table.read_bytes()).startswith(b"30 * * * * ")
    assert coach("schedule", "--at", "17:05", "--yes").code == 0
    assert line_in(table.read_bytes()).startswith(b"5 * * * * ")
    assert table.read_bytes().startswith(before or b"")
    assert coach("schedule", "off").code == 0
    if not before:
        assert not table.exists()
    else:
        assert table.read_bytes() in (before, before + b"\n")


def test_the_line_is_shown_and_asked_about(
    coach: Coach, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = coach(*AT)
    assert result.code == 2
    assert "nobody is there to answer" in result.err
    assert not table.exists()
    answers = iter(["n\n", "y\n"])
    terminal = SimpleNamespace(isatty=lambda: True, readline=lambda: next(answers))
    monkeypatch.setattr("coach.commands.asking.sys", SimpleNamespace(stdin=terminal))
    result = coach(*AT)
    assert (result.code, table.exists()) == (1, False)
    assert "Nothing was changed." in result.err
    result = coach(*AT)
    assert result.code == 0
    assert f"  {line_in(table.read_bytes()).decode()}\n" in result.err


def test_a_second_call_changes_nothing(coach: Coach, table: Path, tmp_path: Path) -> None:
    coach(*AT, "--yes")
    before = table.read_bytes()
    result = coach(*AT)
    assert (result.code, table.read_bytes()) == (0, before)
    assert "the crontab was not changed" in result.err
    assert written(tmp_path) == ["crontab -"]
    coach("schedule", "off")
    assert "nothing was changed" in coach("schedule", "off").err


def test_a_copy_of_the_old_table_is_kept(coach: Coach, table: Path, practice: Practice) -> None:
    table.write_bytes(CRONTABS["latin-1"])
    coach(*AT, "--yes")
    (copy,) = practice.places.backups.iterdir()
    assert copy.name == "crontab-2026-11-24-100000-000000.txt"
    assert copy.read_bytes() == CRONTABS["latin-1"]
    assert copy.stat().st_mode & 0o777 == 0o600


def test_without_a_copy_nothing_is_changed(coach: Coach, table: Path, home: Path) -> None:
    table.write_bytes(b"0 5 * * * backup\n")
    home.mkdir()
    (home / "backups").write_text("in the way")
    result = coach(*AT, "--yes")
    assert result.code == 1
    assert "so it was not changed" in result.err
    assert table.read_bytes() == b"0 5 * * * backup\n"


def test_damaged_markers_are_refused(coach: Coach, table: Path) -> None:
    coach(*AT, "--yes")
    damaged = table.read_bytes().replace(b"\n# <<<", b"\n0 5 * * * mine\n# <<<")
    table.write_bytes(damaged)
    for args in (AT, ("schedule", "off"), ("schedule", "show")):
        result = coach(*args)
        assert result.code == 1
        assert "not as it left them" in result.err
        assert "crontab -e" in result.err
    assert table.read_bytes() == damaged
    assert "WRONG  reminders" in coach("doctor").out


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a crontab program that runs this before all others."""

    def install(script: str) -> None:
        program = tmp_path / "bin" / "crontab"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")

    return install


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("echo 'you are not allowed' >&2; exit 1", "It says: you are not allowed"),
        ("exit 1", "It does not say why"),
        ('[ "$1" = -l ] && { echo "no crontab for x" >&2; exit 1; }; cat > /dev/null', "read back"),
        ('[ "$1" = -l ] && exit 0; cat > /dev/null; echo bad minute >&2; exit 1', "bad minute"),
    ],
)
def test_a_crontab_program_that_refuses_is_quoted(
    coach: Coach, program: Callable[[str], None], script: str, says: str
) -> None:
    program(script)
    result = coach(*AT, "--yes")
    assert result.code == 1
    assert says in result.err
    assert "copy" not in result.err


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("crontab: error while loading shared libraries: libpam.so.0: cannot open shared object "
         "file: No such file or directory", 127),
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
    coach: Coach, table: Path, program: Callable[[str], None], said: str, code: int
) -> None:
    table.write_bytes(b"0 5 * * * backup\n")
    program(
        f'[ "$1" = -l ] || {{ cat > "{table}"; exit 0; }}\n'
        f"cat >&2 <<'END'\n{said}\nEND\nexit {code}"
    )
    result = coach(*AT, "--yes")
    assert (result.code, result.out) == (1, "")
    assert "Your crontab cannot be read." in result.err
    assert table.read_bytes() == b"0 5 * * * backup\n"


@pytest.mark.parametrize(
    "said",
    [
        "no crontab for anna",
        "crontab: no crontab for anna",
        f"crontab: can't open '{pwd.getpwuid(os.getuid()).pw_name}': No such file or directory",
    ],
)
def test_each_way_to_say_that_there_is_none_is_understood(
    program: Callable[[str], None], said: str
) -> None:
    program(f'echo "{said}" >&2\nexit 1')
    assert crontab.read() is None


def test_a_crontab_program_that_hangs_is_ended_with_all_it_started(
    coach: Coach, program: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crontab, "_SECONDS", 0.5)
    program(f"sleep 1000 & echo $! > '{tmp_path}/child'; wait")
    result = coach(*AT, "--yes")
    assert result.code == 1
    assert "does not answer" in result.err
    until_gone((tmp_path / "child").read_text().strip())


def edited_while_asked(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who edits the table while coach asks, and then says yes."""

    def answer() -> str:
        table.write_bytes(table.read_bytes() + b"0 6 * * * just added\n")
        return "y\n"

    terminal = SimpleNamespace(isatty=lambda: True, readline=answer)
    monkeypatch.setattr("coach.commands.asking.sys", SimpleNamespace(stdin=terminal))


def test_an_edit_made_while_it_asks_is_not_overwritten(
    coach: Coach, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table.write_bytes(b"0 5 * * * backup\n")
    edited_while_asked(table, monkeypatch)
    result = coach(*AT)
    assert result.code == 1
    assert "Your crontab changed meanwhile; nothing was changed." in result.err
    assert table.read_bytes() == b"0 5 * * * backup\n0 6 * * * just added\n"


def test_an_edit_made_while_off_takes_it_out_is_not_overwritten(
    coach: Coach, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    coach(*AT, "--yes")
    scheduled = table.read_bytes()
    keep = private.write

    def edited(path: Path, data: bytes) -> None:
        keep(path, data)
        table.write_bytes(scheduled + b"0 6 * * * just added\n")

    monkeypatch.setattr(private, "write", edited)
    result = coach("schedule", "off")
    assert result.code == 1
    assert "Your crontab changed meanwhile; nothing was changed." in result.err
    assert table.read_bytes() == scheduled + b"0 6 * * * just added\n"


def test_without_a_crontab_program_it_says_what_else_there_is(
    coach: Coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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
    assert "ok     reminders" in coach("doctor").out


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--at", "25:00"], "“25:00” is not a time of day."),
        (["--at", "08:30", "--days", "funday"], "“funday” is not a weekday."),
        (["--at", "08:30", "--days", ""], "No weekday is named."),
        (["--days", "mon"], "A time of day is missing."),
        (["--at", "08:30", "--days", "mon", "--print", "systemd"], "--print plans nothing."),
        (["off", "--at", "08:30"], "“off” takes no time."),
        (["on"], "ACTION is one of show, off, test."),
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


def test_the_days_are_the_plan_too(coach: Coach, practice: Practice) -> None:
    result = coach(*AT, "--days", "fri,mon", "--yes")
    assert result.err.endswith("From this week on (2026-W48): Monday and Friday.\n")
    (plan,) = practice.journal.choices().plan
    assert (plan.week, plan.days) == ("2026-W48", ("mon", "fri"))
    assert coach(*AT, "--days", "mon,fri").err == (
        "It is scheduled so already; the crontab was not changed.\n"
        "The plan is Monday and Friday, as before.\n"
    )
    result = coach(*AT, "--days", "tue", "--yes")
    assert "From next week on (2026-W49): Tuesday." in result.err
    assert [(p.week, p.days) for p in practice.journal.choices().plan] == [
        ("2026-W48", ("mon", "fri")),
        ("2026-W49", ("tue",)),
    ]


def test_the_plan_is_asked_about_with_the_line(
    coach: Coach, practice: Practice, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["n\n", "y\n", "n\n"])
    terminal = SimpleNamespace(isatty=lambda: True, readline=lambda: next(answers))
    monkeypatch.setattr("coach.commands.asking.sys", SimpleNamespace(stdin=terminal))
    result = coach(*AT, "--days", "mon")
    assert "Put it there and plan to sit on Monday? [y/N]" in result.err
    assert (result.code, table.exists(), practice.choices()) == (1, False, None)
    assert coach(*AT, "--days", "mon").code == 0
    result = coach(*AT, "--days", "fri")
    assert "Plan to sit on Friday? [y/N]" in result.err
    assert [p.days for p in practice.journal.choices().plan] == [("mon",)]


def test_a_plan_that_cannot_be_saved_leaves_the_table_alone(
    coach: Coach, damaged: Path, table: Path
) -> None:
    result = coach(*AT, "--days", "mon", "--yes")
    assert result.code == 1
    assert "The journal is damaged" in result.err
    assert not table.exists()


@pytest.mark.parametrize(("at", "warned"), [("03:30", True), ("04:00", False)])
def test_a_time_at_the_end_of_the_practice_day_is_pointed_out(
    coach: Coach, at: str, warned: bool
) -> None:
    said = coach("schedule", "--at", at, "--yes").err
    assert (f"goes on until 04:00, so {at} is at its end" in said) == warned


def test_a_path_that_is_not_utf_8_is_printed_as_it_is(tmp_path: Path, table: Path) -> None:
    home = os.fsencode(tmp_path) + b"/caf\xe9"
    environ = {**os.environb, b"COACH_HOME": home}
    command = [sys.executable, "-m", "coach"]
    subprocess.run([*command, *AT, "--yes"], env=environ, check=True)
    assert b"COACH_HOME='" + home + b"'" in table.read_bytes()
    for args in (["schedule"], [*AT, "--print", "systemd"], ["nudge", "bash"]):
        done = subprocess.run([*command, *args], env=environ, capture_output=True, check=True)
        assert home in done.stdout
    done = subprocess.run([*command, "doctor"], env=environ, capture_output=True, check=False)
    assert b"Something went wrong" not in done.stderr
    assert b"reminders: from 08:30 on" in done.stdout


def test_show_tells_what_is_scheduled(coach: Coach, table: Path) -> None:
    result = coach("schedule")
    assert result.out == "No reminders are scheduled.\n"
    assert "coach schedule --at" in result.err
    coach(*AT, "--yes")
    line = line_in(table.read_bytes()).decode()
    assert coach("schedule", "show").out == f"From 08:30 on, if something is due.\n{line}\n"
    assert "HOME=" in line
    assert line.endswith("coach remind --at 08:30")


def test_a_program_that_will_not_stay_is_warned_about(
    coach: Coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tmp" / "coach"
    program.touch(mode=0o755)
    monkeypatch.setattr("sys.argv", [str(program)])
    result = coach(*AT, "--yes")
    assert result.code == 0
    assert f"temporary place: {program}" in result.err


def test_without_a_daemon_it_says_so(coach: Coach, cron: Callable[..., None]) -> None:
    cron("bash")
    assert "No cron daemon is running" in coach(*AT, "--yes").err
    cron("busybox", "sh")
    assert health.cron_runs() is False
    cron("busybox", "crond")
    assert health.cron_runs() is True


def test_where_a_daemon_cannot_be_seen_nothing_is_claimed(
    coach: Coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "PROC", tmp_path / "nowhere")
    assert "No cron daemon" not in coach(*AT, "--yes").err
    assert "ok     cron: cannot be seen here" in coach("doctor").out


@pytest.mark.parametrize("home_name", ["plain", '50% off, o\'neill $x "ü"'])
def test_the_line_works_in_the_bare_environment_that_cron_gives(
    coach: Coach, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home_name: str
) -> None:
    monkeypatch.setenv("COACH_HOME", str(tmp_path / home_name))
    coach(*AT, "--yes")
    command = os.fsdecode(line_in(table.read_bytes())).split(" ", 5)[5].replace(r"\%", "%")
    command = command.replace("--at 08:30", "--at 04:00")
    bare = ["env", "-i", "HOME=/nowhere", f"PATH={FAKES}:/usr/bin:/bin", f"TMPDIR={tmp_path}/tmp"]
    done = subprocess.run([*bare, "sh", "-c", command], capture_output=True, check=True)
    assert done.stdout == b"Your sitting is due today: ten minutes, one question.\n"
    assert (tmp_path / home_name / "state" / "nudge").is_file()


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The environment of cron, but with the fakes in it."""
    own = {"PATH": os.environ["PATH"], "TMPDIR": str(tmp_path / "tmp")}
    real = line.bare
    monkeypatch.setattr(line, "bare", lambda call: {**real(call), **own})


def test_the_desktop_of_now_is_remembered_for_later(
    coach: Coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bare: None
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
    assert (tmp_path / "tmp" / "shown").read_text() == "coach|This is how a reminder arrives.|\n"
    socket.unlink()
    result = coach("schedule", "test")
    assert result.code == 1
    assert "FAILED  desktop: no desktop is there" in result.out
    assert "only the nudge and cron's mail" in result.err


class TestTrial:
    def test_it_runs_the_line_where_the_line_works(
        self, coach: Coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bare: None
    ) -> None:
        there = tmp_path / "there"
        monkeypatch.setenv("COACH_HOME", str(there))
        coach("schedule", "--at", "04:00", "--yes")
        (there / "config.toml").write_text('[remind]\nhook = ["true"]\n')
        monkeypatch.setenv("COACH_HOME", str(tmp_path / "elsewhere"))
        result = coach("schedule", "test")
        assert result.code == 0
        assert re.search("^ok      check: Would (say|be silent): ", result.out)
        assert "ok      nudge: can be left" in result.out
        assert "ok      hook: done" in result.out
        assert not (tmp_path / "elsewhere").exists()

    def test_a_line_that_does_not_work_is_found(
        self, coach: Coach, table: Path, home: Path, bare: None
    ) -> None:
        coach(*AT, "--yes")
        (home / "config.toml").write_text('[remind]\nhook = ["true"]\n')
        scheduled = table.read_bytes()
        program = line.parse(line_in(scheduled)).program[0].encode()
        for other, says in ((b"/gone/coach", "could not be started"), (b"false", "says nothing")):
            table.write_bytes(scheduled.replace(program, other))
            result = coach("schedule", "test")
            assert result.code == 1
            assert "FAILED  check: " in result.out
            assert says in result.out
            assert "does not work" in result.err

    @pytest.mark.parametrize("before", [None, b"coach: Your sitting is due today.\n"])
    def test_the_nudge_is_left_as_it_was(
        self, coach: Coach, practice: Practice, bare: None, before: bytes | None
    ) -> None:
        coach(*AT, "--yes")
        nudge = practice.places.nudge
        if before:
            nudge.write_bytes(before)
        assert "ok      nudge: can be left" in coach("schedule", "test").out
        assert (nudge.read_bytes() if nudge.exists() else None) == before


class TestDoctor:
    def test_where_nothing_is_scheduled_all_is_well(self, coach: Coach) -> None:
        result = coach("doctor")
        assert result.code == 0
        assert "ok     reminders: none are scheduled; coach schedule --at 08:30" in result.out

    def test_what_is_scheduled_is_looked_at(self, coach: Coach, practice: Practice) -> None:
        coach(*AT, "--yes")
        assert "from 08:30 on; last run: not looked yet" in coach("doctor").out
        coach("remind", "--at", "23:00")
        result = coach("doctor")
        assert result.code == 0
        assert "last run: 2026-11-24 10:00:00  it is not 23:00 yet" in result.out
        assert "ok     cron: running" in result.out
        assert "ok     desktop: " in result.out

    def test_what_would_keep_reminders_away_is_wrong(
        self, coach: Coach, cron: Callable[..., None], table: Path, home: Path
    ) -> None:
        coach(*AT, "--yes")
        cron("bash")
        home.mkdir(exist_ok=True)
        (home / "config.toml").write_text('[remind]\nhook = ["not-there-at-all"]\n')
        program = line.parse(line_in(table.read_bytes())).program[0].encode()
        table.write_bytes(table.read_bytes().replace(program, b"/gone/bin/coach"))
        result = coach("doctor")
        assert result.code == 1
        assert "WRONG  reminders: the crontab calls /gone/bin/coach, which is" in result.out
        assert "Mend it: coach schedule --at 08:30" in result.out
        assert "WRONG  cron: not running" in result.out
        assert "WRONG  hook: " in result.out

    def test_a_line_for_another_practice_is_named(
        self, coach: Coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        coach("schedule", "--at", "17:00", "--yes")
        monkeypatch.setenv("COACH_HOME", str(tmp_path / "elsewhere"))
        out = coach("doctor").out
        assert f"line is for another practice: {tmp_path / 'home'}" in out
        assert "Mend it: coach schedule --at 17:00" in out

    def test_a_program_that_does_not_start_is_named(self, coach: Coach, table: Path) -> None:
        coach(*AT, "--yes")
        scheduled = table.read_bytes()
        program = line.parse(line_in(scheduled)).program[0].encode()
        python = b"/usr/bin/env python3 -S -I -m coach"
        table.write_bytes(scheduled.replace(program, python))
        result = coach("doctor")
        assert result.code == 1
        assert "python3 -S -I -m coach, which does not start" in result.out

    def test_checks_that_stopped_are_noticed(
        self, coach: Coach, practice: Practice, clock: object
    ) -> None:
        coach("remind", "--at", "23:00")
        clock.pass_days(30)
        coach(*AT, "--yes")
        assert "ok     reminders: from 08:30 on; last run: not looked yet" in coach("doctor").out
        clock.pass_days(1)
        assert "ok     reminders" in coach("doctor").out
        clock.pass_days(0.2)
        result = coach("doctor")
        assert result.code == 1
        assert "WRONG  reminders: nothing has looked since 2026-12-24 10:00:00" in result.out

    def test_processes_of_others_that_are_hidden_prove_nothing(
        self, coach: Coach, cron: Callable[..., None], tmp_path: Path
    ) -> None:
        cron("bash")
        assert health.cron_runs() is False
        shutil.rmtree(tmp_path / "proc" / "1")
        assert health.cron_runs() is None

    def test_systemd_may_stand_in_for_a_daemon(
        self, cron: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cron("bash")
        monkeypatch.setattr(health, "GENERATORS", [tmp_path])
        assert health.cron_runs() is False
        monkeypatch.setattr(health, "SYSTEMD", tmp_path)
        assert health.cron_runs() is True

    def test_a_line_that_was_switched_off_by_hand_is_named(self, coach: Coach, table: Path) -> None:
        coach("schedule", "--at", "17:30", "--yes")
        table.write_bytes(table.read_bytes().replace(b"\n30 *", b"\n#30 *"))
        out = coach("doctor").out
        assert "WRONG  reminders: the line in the crontab is switched off" in out
        assert "Mend it: coach schedule --at 17:30" in out
        assert without_line(table.read_bytes()) == b""
