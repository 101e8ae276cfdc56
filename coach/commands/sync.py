"""`coach sync`: one journal on several machines, through a folder that something else carries."""

from argparse import ArgumentParser, Namespace

from coach.commands.output import after_save, here, say
from coach.errors import UsageError
from coach.paths import expanded

EXAMPLES = """\
This machine's journal is written into FOLDER, and every other machine's that is
there is merged. Syncthing, Dropbox, a git checkout or a USB stick carries it.
Without FOLDER it is the one in the settings (sync = "FOLDER"), with which the
app does this whenever it starts and ends. For recipes: coach help two-machines

examples:
  coach sync ~/Sync/coach
  coach sync /media/stick/coach
"""


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", nargs="?", help="else the one in the settings")


def run(args: Namespace) -> int:
    """Merge what is in the folder, and write what is here."""
    practice = here()
    folder = args.folder or practice.config.sync
    if not folder:
        raise UsageError("Missing FOLDER.", 'Name one, or put sync = "FOLDER" into the settings.')
    synced = practice.sync.sync(expanded(folder))
    for why in synced.skipped:
        say(why)
    say(str(synced))
    if synced.written:
        say(f"Yours is in {synced.written}")
    after_save(practice)
    return 0
