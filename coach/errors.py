"""What can go wrong, told to a person: one sentence and one hint."""


class CoachError(Exception):
    """Something could not be done.

    `message` is one sentence, `hint` one sentence on what to do; neither ever holds what
    a person wrote. `exit_code` is 1.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(CoachError):
    """The command was given something it cannot use; `exit_code` is 2."""

    exit_code = 2


class TomlError(CoachError):
    """A TOML file that cannot be used; the message names the file and the line or field."""


class AlreadyTold(CoachError):
    """A promise has its outcome, and outcomes are final."""


class JournalError(CoachError):
    """The journal cannot be read or must not be written."""


class SaveError(JournalError):
    """A save that could not be made; nothing on disk was lost or changed."""
