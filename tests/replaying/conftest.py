"""The command line and a register as a file, as the command line's own tests have them."""

from cli.conftest import call, document, register

__all__ = ["call", "document", "register"]
