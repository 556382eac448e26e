"""The default: each message a file in a folder, for whoever delivers by hand or by another program. Nothing is sent.

A file's name is the day and the message's key, never a text of the data, so a message that comes twice is one file.
"""

from __future__ import annotations

import os
from pathlib import Path

from caserules.errors import InputRejected
from caserules.io.files import write_whole
from caserules.messages.telling import tell
from caserules.notify.message import Arrival, Delivery, Message

__all__ = ["FolderNotifier", "message_text"]


class FolderNotifier:
    """Writes each message into a folder, as text in both languages.

    Args:
        folder: the folder, made where there is none.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     FolderNotifier(folder).name
        'folder'
    """

    name = "folder"

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)

    def send(self, message: Message) -> Delivery:
        """Write a message whole or not at all, over the same message if it is there."""
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            path = self.folder / f"{message.as_of.isoformat()}-{message.key[:32]}.txt"
            write_whole(path, message_text(message).encode, overwrite=True)
        except (OSError, InputRejected):
            return Delivery(Arrival.LATER, "NTF-007")
        return Delivery(Arrival.SENT)


def message_text(message: Message) -> str:
    """Return a message as a page of text: to whom, about what, Chinese first."""
    head = [
        tell("zh", "to", unit=message.unit),
        tell("zh", "number", finding=message.finding, revision=message.revision),
        tell("zh", "key", number=message.key),
    ]
    parts = (message.subject_zh, message.text_zh.rstrip("\n"), message.subject_en, message.text_en.rstrip("\n"))
    return "\n".join((*head, "")) + "\n" + "\n\n".join(parts) + "\n"
