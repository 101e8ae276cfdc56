"""Where `coach` begins, also as `python -m coach`."""

import sys


def main() -> int:
    """Run the command line and give its exit code.

    The check that cron makes every hour ends here if there is nothing to say: the command line
    itself would cost it more than all it does.
    """
    if sys.argv[1:2] == ["remind"]:
        from coach.reminders.glance import is_settled

        if is_settled(sys.argv[2:]):
            return 0
    from coach.cli import main as command_line

    return command_line()


if __name__ == "__main__":
    sys.exit(main())
