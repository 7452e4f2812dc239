"""Reads the leads that a command needs, with progress and Ctrl+C: some by their ids, or all of the account.

All of them come from what is kept on this computer where something is, and then only what changed since is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence

from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.cli.interrupt import stopping_on_interrupt
from copper_desk.cli.progress import progressing
from copper_desk.copper.cancel import CancelToken
from copper_desk.copper.error import CopperError
from copper_desk.desk.desk import Desk
from copper_desk.desk.fetch import fetch_leads
from copper_desk.desk.load import LoadedPage
from copper_desk.leads.value import RowId

_STOPPING = "Stopping. Nothing is sent; press Ctrl+C again to leave at once."


def read_leads(desk: Desk, ids: Sequence[RowId], *, everything: bool) -> None:
    """Put these leads, or all, into the sheet as Copper holds them now. Raises Finished with code 4 or 5."""
    cancel = CancelToken()
    with progressing("Reading leads") as progress:

        def arrived(page: LoadedPage) -> None:
            desk.receive(page)
            progress.update(f"{page.loaded:,} leads read")

        try:
            with stopping_on_interrupt(cancel.cancel, sentence=_STOPPING, leave=progress.stop) as interrupted:
                if everything:
                    desk.recall_leads()
                    desk.loaded(desk.load_run().run(arrived, cancel))
                if not interrupted.is_set():
                    fetch_leads(desk, ids, cancel)
        except CopperError as error:
            raise Finished(ExitCode.NO_CONNECTION, f"{error.message} Nothing was sent.") from error
    if interrupted.is_set():
        raise Finished(ExitCode.STOPPED, "Stopped. Nothing was sent.")
