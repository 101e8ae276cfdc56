"""A machine of the test's own: its users, its crontabs, its mail and its cron daemon.

It is a mount namespace. What it changes (/etc, /home, /run, the crontabs) are copies that vanish
with it, so neither a daemon that runs here nor anybody's crontab is touched.
"""

import importlib.util
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTHON = "/usr/bin/python3"
"""One that every user can read, unlike perhaps the one that runs the tests."""

SETUP = """\
set -e
cp -a /etc "$1/etc"
cp -a /usr/sbin "$1/sbin"
mount --bind "$1/etc" /etc
mount --bind "$1/sbin" /usr/sbin
mount -t tmpfs -o mode=755 none /run
mount -t tmpfs -o mode=755 none /home
mount -t tmpfs -o mode=1730 none /var/spool/cron/crontabs
chgrp crontab /var/spool/cron/crontabs
rm -rf /etc/cron.d /etc/crontab
mkdir /etc/cron.d /run/user
for user in $2; do useradd --create-home --shell /bin/sh "$user"; done
touch /home/mail
chmod 666 /home/mail
printf '#!/bin/sh\\ncat >> /home/mail\\n' > /usr/sbin/sendmail
chmod 755 /usr/sbin/sendmail
"$3" -m venv --without-pip /home/coach
echo ready
exec sleep 100000
"""


def missing() -> str:
    """Return what this needs and is missing here, "" if nothing is."""
    if os.geteuid() != 0:
        return "needs root"
    for program in ("cron", "crontab", "dbus-daemon", "notify-send", "unshare", "setpriv"):
        if not shutil.which(program):
            return f"{program} is not installed"
    if subprocess.run(
        ["unshare", "--mount", "true"], check=False, stderr=subprocess.DEVNULL
    ).returncode:
        return "no mount namespace can be made"
    if not importlib.util.find_spec("dbus_fast"):
        return "dbus-fast is not installed"
    new = [PYTHON, "-c", "import sys, venv; sys.exit(sys.version_info < (3, 11))"]
    if not Path(PYTHON).exists() or subprocess.run(new, check=False).returncode:
        return f"{PYTHON} is not there, or older than 3.11"
    return ""


def until(true: Callable[[], object], seconds: float) -> None:
    """Wait for a condition, no longer than this."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "never came true"
        time.sleep(0.05)


class Machine:
    """The namespace, held by a process that does nothing."""

    def __init__(self, folder: Path, users: Sequence[str]) -> None:
        self.homes: dict[str, str] = {}
        """The `COACH_HOME` of those who have one."""
        self._processes: list[subprocess.Popen[bytes]] = []
        command = ["unshare", "--mount", "--propagation", "private", "sh", "-c", SETUP, "setup"]
        self._holder = subprocess.Popen(
            [*command, str(folder), " ".join(users), PYTHON], stdout=subprocess.PIPE
        )
        self._processes.append(self._holder)
        assert self._holder.stdout
        assert self._holder.stdout.readline() == b"ready\n"
        self.root = Path(f"/proc/{self._holder.pid}/root")
        self._install()

    def _install(self) -> None:
        """Install what pip would: the packages, and the script that starts coach."""
        (site,) = (self.root / "home/coach/lib").glob("python*/site-packages")
        shutil.copytree(ROOT / "coach", site / "coach")
        shutil.copytree(ROOT / "prompts", site / "coach" / "prompts")
        for name in ("tinydb", "platformdirs", "dbus_fast"):
            spec = importlib.util.find_spec(name)
            assert spec
            assert spec.origin
            shutil.copytree(Path(spec.origin).parent, site / name)
        script = self.root / "home/coach/bin/coach"
        script.write_text(
            "#!/home/coach/bin/python\nimport sys\n"
            "from coach.__main__ import main\nsys.exit(main())\n"
        )
        script.chmod(0o755)

    def id_of(self, user: str) -> int:
        """Return a user's number."""
        return (self.root / "home" / user).stat().st_uid

    def start(self, *command: str, user: str = "") -> subprocess.Popen[bytes]:
        """Start a program in the machine, as root or as one of its users."""
        enter = ["nsenter", f"--mount=/proc/{self._holder.pid}/ns/mnt", "--wdns=/", "--"]
        environ = {"PATH": "/usr/sbin:/usr/bin:/bin"}
        if user:
            number = str(self.id_of(user))
            enter += ["setpriv", "--reuid", number, "--regid", number, "--clear-groups", "--"]
            environ |= {"HOME": f"/home/{user}", "USER": user, "LOGNAME": user}
            environ |= {"COACH_HOME": self.homes[user]} if user in self.homes else {}
            if (self.root / f"run/user/{number}").exists():
                environ["XDG_RUNTIME_DIR"] = f"/run/user/{number}"
        process = subprocess.Popen(
            [*enter, *command], env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
        self._processes.append(process)
        return process

    def run(self, *command: str, user: str = "") -> str:
        """Run a program and return its output; it must succeed."""
        process = self.start(*command, user=user)
        said, _ = process.communicate(timeout=60)
        assert process.returncode == 0, said.decode()
        return said.decode()

    def coach(self, user: str, *args: str) -> str:
        """Run coach as a user."""
        return self.run("/home/coach/bin/coach", *args, user=user)

    def log_in(self, user: str) -> None:
        """Give a user a session bus, and a desktop that shows notifications on it."""
        number = self.id_of(user)
        runtime = self.root / f"run/user/{number}"
        runtime.mkdir(mode=0o700)
        os.chown(runtime, number, number)
        address = f"unix:path=/run/user/{number}/bus"
        self.start("dbus-daemon", "--session", "--nofork", f"--address={address}", user=user)
        until((runtime / "bus").exists, 10)
        service = self.root / "home/notifications.py"
        shutil.copy(Path(__file__).with_name("notifications.py"), service)
        environ = ["env", f"DBUS_SESSION_BUS_ADDRESS={address}"]
        file = f"/home/{user}/shown"
        self.start(*environ, "/home/coach/bin/python", "/home/notifications.py", file, user=user)
        until((self.root / file[1:]).exists, 20)

    def read(self, path: str) -> str:
        """Return the text of a file in there, "" if there is none."""
        file = self.root / path.lstrip("/")
        return file.read_text() if file.exists() else ""

    def cron(self) -> None:
        """Start the daemon."""
        self.daemon = self.start("cron", "-f")
        until(lambda: self.read("/run/crond.pid").strip(), 10)
        # It notices changed crontabs by whole seconds, so none may change in the one it began in.
        begun = time.time()
        until(lambda: time.time() > begun + 2, 10)

    def end(self, *processes: subprocess.Popen[bytes]) -> None:
        """End some of its processes, or all of them."""
        for process in processes or reversed(self._processes):
            if process.poll() is None:
                process.terminate()
            process.wait(timeout=20)
            if process.stdout:
                process.stdout.close()


def next_minute(after: float = 5) -> time.struct_time:
    """Return the first full minute that is at least so many seconds away."""
    return time.localtime((time.time() + after) // 60 * 60 + 60)
