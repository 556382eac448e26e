"""Each night: audit the register, store it, put what changed into a folder, check the store. For cron or a systemd timer.

    python nightly.py REGISTER STORE MESSAGES DAY [POLICY]

The day is given by whoever calls it (see README.md): a run that was missed can be made up for, and one that is repeated adds
nothing. It ends 0; 3 where an input or the store was refused, a message was given up, or the chain does not hold.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from caserules import CaserulesError, assess, load_register
from caserules.notify import deliver
from caserules.notify.folder import FolderNotifier
from caserules.store import create_store, run_of


def main(register: str, where: str, messages: str, day: str, policy: str = "pengshui-2023") -> int:
    as_of = date.fromisoformat(day)
    with create_store(where) as store:
        added = store.add(run_of(assess(load_register(Path(register)), policy, as_of=as_of)), tell=["broken"])
        print(f"{as_of}: audit {added.run.number}, {len(added.changes)} changes, {len(added.queued)} messages")
        sent = deliver(store, FolderNotifier(messages), now=lambda: datetime.now(UTC))  # noqa: TID251  it delivers
        print(f"{sent.sent} written to {messages}, {sent.later} to try again, {sent.dead} given up")
        checked = store.verify()
    if checked.broken is not None:
        print(f"the store is not as its chain says: {checked.broken}", file=sys.stderr)
    return 3 if checked.broken is not None or sent.dead or sent.faults else 0


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except CaserulesError as error:
        print(error, file=sys.stderr)
        sys.exit(3)
