"""A real cron daemon runs the line that the command wrote, and the person is reminded once."""

import time
from collections.abc import Iterator

import pytest

from tests.end_to_end.machine import Machine, missing, next_minute, until

SESSION = "Your session is due today: ten minutes, one question."
USUAL = "/home/{user}/.local/state/coach"

MISSING = missing()
pytestmark = [pytest.mark.faults, pytest.mark.skipif(bool(MISSING), reason=MISSING)]


def state(machine: Machine, user: str) -> str:
    """Where a user's reminders remember what was sent."""
    home = machine.homes.get(user)
    return f"{home}/state" if home else USUAL.format(user=user)


def runs(machine: Machine, user: str) -> list[str]:
    """The runs of the scheduled line, by its log."""
    lines = machine.read(f"{state(machine, user)}/remind.log").splitlines()
    return [line for line in lines if "  scheduled from " not in line]


def schedule(machine: Machine, user: str, at: time.struct_time) -> None:
    machine.coach(user, "schedule", "--at", time.strftime("%H:%M", at), "--yes")


def to(moment: time.struct_time, seconds: float) -> float:
    """Seconds until so long after a moment."""
    return max(time.mktime(moment) + seconds - time.time(), 0)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A machine on which four people scheduled reminders for the minute that has come.

    Anna is logged in. Bert is not, and has a % in the path to his journal. Cleo's crontab has the
    line twice, so it runs twice in the same second. Dora scheduled for the minute after.
    """
    machine = Machine(tmp_path_factory.mktemp("machine"), ["anna", "bert", "cleo", "dora"])
    try:
        machine.homes["bert"] = "/home/bert/50% mine"
        machine.log_in("anna")
        machine.cron()
        at = next_minute(after=8)
        for user in ("anna", "bert", "cleo"):
            schedule(machine, user, at)
        twice = machine.run("crontab", "-l", user="cleo")
        line = next(line for line in twice.splitlines() if " remind " in line)
        machine.run("sh", "-c", f"{{ crontab -l; echo {line!r}; }} | crontab -", user="cleo")
        assert to(at, 0), "it took too long to schedule"
        schedule(machine, "dora", next_minute(after=to(at, 1)))
        until(lambda: all(runs(machine, user) for user in ("anna", "bert")), to(at, 30))
        until(lambda: len(runs(machine, "cleo")) == 2, 20)
        yield machine
    finally:
        machine.end()


def test_who_is_logged_in_sees_it_once(machine: Machine) -> None:
    assert machine.read("/home/anna/shown") == f"coach: coach: {SESSION}\n"
    (line,) = runs(machine, "anna")
    assert line.endswith("desktop ok (shown)")
    assert "anna" not in machine.read("/home/mail")


def test_who_is_not_finds_the_nudge_and_the_mail(machine: Machine) -> None:
    assert machine.read(f"{state(machine, 'bert')}/nudge") == f"coach: {SESSION}\n"
    until(lambda: "To: bert" in machine.read("/home/mail"), 10)
    mail = machine.read("/home/mail").partition("To: bert")[2]
    assert f"\n\n{SESSION}\n" in mail
    assert "output ok (printed)" in runs(machine, "bert")[0]


def test_two_runs_in_one_second_send_it_once(machine: Machine) -> None:
    until(lambda: "To: cleo" in machine.read("/home/mail"), 10)
    sent = [line for line in runs(machine, "cleo") if "due: session" in line]
    assert len(sent) == 1
    assert machine.read("/home/mail").count("To: cleo") == 1
    assert len({line[:16] for line in runs(machine, "cleo")}) == 1  # the same minute


def test_what_a_stopped_daemon_missed_is_sent_once_when_it_runs_again(machine: Machine) -> None:
    """It is stopped over the due minute; once it is started again, the next check comes.

    In life that is at most an hour later. Here the line is moved to the next minute.
    """
    due = machine.run("crontab", "-l", user="dora")
    minute = next(line for line in due.splitlines() if " remind " in line).split()[0]
    assert not runs(machine, "dora")
    machine.end(machine.daemon)
    while time.localtime().tm_min != int(minute):
        time.sleep(0.2)
    time.sleep(2)  # it would have run by now
    assert not runs(machine, "dora")
    machine.cron()
    later = next_minute(after=3)
    moved = f"crontab -l | sed 's/^{minute} /{later.tm_min} /' | crontab -"
    machine.run("sh", "-c", moved, user="dora")
    until(lambda: runs(machine, "dora"), to(later, 30))
    (line,) = runs(machine, "dora")
    assert "due: session" in line
    until(lambda: "To: dora" in machine.read("/home/mail"), 10)
    assert machine.read("/home/mail").count("To: dora") == 1


def test_the_doctor_sees_that_all_is_well(machine: Machine) -> None:
    said = machine.coach("anna", "doctor")
    assert "ok     cron: running" in said
    assert "ok     desktop: can be reached" in said
    assert "last check: " in said
    assert "ok     desktop: can't be reached from here" in machine.coach("bert", "doctor")


def test_off_removes_the_line(machine: Machine) -> None:
    machine.coach("bert", "schedule", "off")
    says = machine.run("sh", "-c", "! crontab -l 2>&1", user="bert")
    assert says == "no crontab for bert\n"
