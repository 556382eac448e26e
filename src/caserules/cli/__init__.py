"""The command line: the library's calls with files around them. It decides no verdict and reads no clock.

Data goes to standard output, progress and notes to standard error. Exit codes, the first that fits: 2 usage; 3 an input, a
policy or a plugin refused or faulty; 1 something broken; 4 nothing broken but something undetermined; 0. Commands that judge
nothing never end 1 or 4. What a caller did wrong is told in the chosen language, with a code and a remedy, never a traceback.
Importing this room imports nothing heavy: each command imports what it needs.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and end the program with its exit code.

    Args:
        args: the arguments without the program's name; by itself those the program was started with.
    """
    from caserules.cli.run import end_on_terminate, run

    end_on_terminate()
    sys.exit(run(sys.argv[1:] if args is None else args))
