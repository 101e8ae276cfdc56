"""Crontabs as people have them, no two alike."""

CRONTABS: dict[str, bytes | None] = {
    "none at all": None,
    "empty": b"",
    "only comments": b"# m h  dom mon dow   command\n#\n# nothing yet\n",
    "variables after jobs": (
        b"SHELL=/bin/bash\n0 5 * * * backup\nPATH=/opt/bin:/usr/bin\n*/5 * * * * poll\nMAILTO=\n"
    ),
    "mail": b'MAILTO="me@localhost"\n@daily /usr/local/bin/report --all\n@reboot start-it\n',
    "percent signs": (
        b'0 22 * * 1-5 mail -s "It\'s 10pm" joe%Joe,%%Where are your kids?%\n'
        b"5 4 * * * date +\\%Y-\\%m-\\%d >> ~/log\n"
    ),
    "comments that name us": (
        b"# coach\n0 7 * * * echo coach remind --at 07:00\n#>>> coach\n# coach reminders, by hand\n"
    ),
    "tabs and spaces": b"\t0\t5\t*\t*\t*\tcp  a   b\t\n   \n\t\n 1 2 3 4 5   x   \n",
    "no newline at the end": b"0 5 * * * backup\n# the end",
    "latin-1": "0 8 * * * echo 'Gr\u00fc\u00dfe aus K\u00f6ln'\n# \u00e9\n".encode("latin-1"),
    "carriage returns": b"# from Windows\r\n0 5 * * * backup\r\n\r\n",
    "another tool's block": (
        b"# >>> conda initialize >>>\n0 1 * * * conda clean\n# <<< conda initialize <<<\n"
        b"# BEGIN cron-apt\n0 4 * * * test -x /usr/sbin/cron-apt\n# END cron-apt\n"
    ),
    "a very long line": b"0 0 * * * echo " + b"x" * 20_000 + b"\n\n\n\n",
    "blank lines around": b"\n\n\n0 5 * * * backup\n\n\n",
    "utf-8 and odd bytes": "0 9 * * * say „Dober dan“ ☕\n".encode() + b"# \xff\xfe\x01\n",
}
"""Keyed by what is special about each; None is no crontab at all."""
