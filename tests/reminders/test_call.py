"""The command that cron runs, and the same for systemd and launchd."""

import os
import plistlib
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach import paths
from coach.errors import UsageError
from coach.paths import Places
from coach.reminders import call
from coach.reminders.call import (
    Call,
    current_call,
    is_temporary,
    parse_call,
    parse_time,
    running_program,
)
from coach.reminders.timer import unit_text

AWKWARD = '/home/o\'neill/50% "off" $HOME `x` ; & ü/coach'
AT = time(8, 30)
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\n\r\\"), min_size=1)
PATHS = NAMES.map("/{}".format)
TIMES = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


def as_cron_runs_it(line: bytes) -> str:
    r"""Return what cron hands to the shell: the sixth field, up to a bare %, with \% as %."""
    command = os.fsdecode(line).split(" ", 5)[5]
    assert "%" not in command.replace(r"\%", "")
    return command.replace(r"\%", "%")


@given(PATHS, PATHS, TIMES)
def test_the_line_reads_back_as_it_was_written(program: str, home: str, at: time) -> None:
    call = Call((program,), {"COACH_HOME": home}, at)
    assert parse_call(call.cron_line()) == call


@settings(max_examples=25)
@given(PATHS, TIMES)
def test_a_shell_hands_the_program_exactly_what_was_meant(home: str, at: time) -> None:
    program = (sys.executable, "-c", "import os, sys; print(os.environ['COACH_HOME'], sys.argv)")
    line = Call(program, {"COACH_HOME": home}, at).cron_line()
    assert line.startswith(f"{at.minute} * * * * ".encode())
    done = subprocess.run(
        ["sh", "-c", as_cron_runs_it(line)],
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=True,
    )
    expected = f"{home} {['-c', 'remind', '--at', f'{at:%H:%M}']}\n"
    assert os.fsdecode(done.stdout) == expected


@pytest.mark.parametrize("character", ["\n", "\r", "\\"])
def test_a_path_that_crons_read_differently_is_refused(character: str) -> None:
    with pytest.raises(UsageError, match="a backslash or a line end"):
        Call(("/bin/coach",), {"COACH_HOME": f"/a{character}* * * * * rm"}, AT)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"#30 * * * * /bin/coach remind --at 08:30",
        b"30 * * * * coach remind",
        b"30 * * * * remind --at 08:30",
        b"30 * * * * /bin/coach remind --at 8h",
        b"30 * * * * 'open",
    ],
)
def test_a_line_that_is_not_ours_is_told_apart(line: bytes) -> None:
    assert parse_call(line) is None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("08:30", (8, 30)),
        ("7:05", (7, 5)),
        ("23:59", (23, 59)),
        ("8", (8, 0)),
        ("8am", (8, 0)),
        ("8:30 PM", (20, 30)),
        ("12am", (0, 0)),
        ("12pm", (12, 0)),
    ],
)
def test_a_time_of_day_is_read(text: str, at: tuple[int, int]) -> None:
    assert parse_time(text) == time(*at)


@pytest.mark.parametrize(
    "text", ["25:00", "24:00", "08:60", "24", "13pm", "0am", "8.30", "", "noon", "-1:00", "٨:٣٠"]
)
def test_what_is_not_a_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="isn't a time of day"):
        parse_time(text)


def places_by(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Places:
    for name in ("COACH_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    return paths.places()


@pytest.mark.parametrize(
    "environ",
    [
        {"HOME": "/home/x"},
        {"HOME": "/home/x", "COACH_HOME": "/p"},
        {"HOME": "/home/x", "COACH_HOME": "~/p"},
        {"HOME": "/home/x", "COACH_HOME": "here"},
        {"HOME": "/home/x", "XDG_DATA_HOME": "/d"},
        {"HOME": "/home/x", "COACH_HOME": "/p", "TZ": "Europe/Berlin"},
        {"HOME": "/home/x", "TZ": ""},
        {"HOME": "/home/x", "XDG_DATA_HOME": "/d", "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s"},
        {"XDG_DATA_HOME": "/d", "XDG_CONFIG_HOME": "relative", "XDG_STATE_HOME": "/s"},
    ],
    ids=lambda environ: " ".join(f"{k}={v}" for k, v in environ.items()),
)
def test_the_places_and_the_clock_come_along(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    places = places_by(environ, monkeypatch)
    scheduled = parse_call(current_call(AT, places, environ).cron_line())
    assert scheduled
    assert scheduled.program == running_program()
    assert scheduled.places == places
    carried = scheduled.variables
    assert (carried.get("HOME"), carried.get("TZ")) == (environ.get("HOME"), environ.get("TZ"))
    assert places_by(dict(carried), monkeypatch) == places


def test_the_accounts_own_home_does_not_come_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call, "_account_home", lambda: "/home/x")
    places = Places(Path("/p"), Path("/p/config.toml"), Path("/p/state"))
    current = current_call(AT, places, {"HOME": "/home/x", "COACH_HOME": "/p"})
    assert current.variables == {"COACH_HOME": "/p"}
    assert current.environ == {
        "HOME": "/home/x",
        "SHELL": "/bin/sh",
        "PATH": "/usr/bin:/bin",
        "COACH_HOME": "/p",
    }


def test_a_line_without_its_variables_works_in_the_usual_places(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    usual = places_by({"HOME": str(tmp_path)}, monkeypatch)
    assert Call(("/bin/coach",), {}, AT).places == usual


def test_the_program_is_found_by_an_absolute_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    beside = Path(sys.executable).with_name("coach")
    assert running_program() == (str(beside),)
    script = tmp_path / "coach"
    script.touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["./coach"])
    assert running_program() == (str(script),)
    script.chmod(0o644)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python3"))
    assert running_program() == (str(tmp_path / "python3"), "-m", "coach")


def test_a_program_in_a_temporary_folder_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/x")
    assert is_temporary([str(tmp_path / "tmp" / "coach")], {})
    assert is_temporary(["/tmp/x/coach"], {})
    assert is_temporary(["/dev/shm/coach"], {})
    for cache in (".cache", ".local/pipx/.cache", ".local/share/pipx/.cache", "Library/Caches"):
        assert is_temporary([f"/home/x/{cache}/uv/coach"], {})
    assert is_temporary(["/caches/coach"], {"XDG_CACHE_HOME": "/caches"})
    assert is_temporary(["/uv/archive/bin/coach"], {"UV_CACHE_DIR": "/uv"})
    assert not is_temporary(["/usr/bin/coach"], {})
    assert not is_temporary(["/tmpfiles/coach"], {})
    assert not is_temporary(["/home/x/.local/share/pipx/venvs/coach/bin/coach"], {})


def test_systemd_gets_a_timer_that_makes_up_for_what_it_missed() -> None:
    units = unit_text("systemd", Call((AWKWARD, "$x"), {"COACH_HOME": "/a b"}, time(8, 5)))
    assert "OnCalendar=*-*-* *:05:00\nPersistent=true\n" in units
    assert 'Environment="COACH_HOME=/a b"\n' in units
    awkward = '"/home/o\'neill/50%% \\"off\\" $HOME `x` ; & ü/coach"'
    assert f'ExecStart={awkward} "$$x" "remind" "--at" "08:05"\n' in units


def test_launchd_gets_an_agent() -> None:
    text = unit_text("launchd", Call((AWKWARD,), {"COACH_HOME": "/a b"}, time(8, 5)))
    agent = plistlib.loads(text.encode())
    assert agent["ProgramArguments"] == [AWKWARD, "remind", "--at", "08:05"]
    assert agent["EnvironmentVariables"]["COACH_HOME"] == "/a b"
    assert agent["StartCalendarInterval"] == {"Minute": 5}
    assert "launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/coach.remind.plist" in text


def test_a_path_that_an_agent_cannot_hold_is_refused() -> None:
    with pytest.raises(UsageError, match="isn't UTF-8"):
        unit_text("launchd", Call(("/bin/coach",), {"COACH_HOME": "/\udce9"}, time(8, 5)))
