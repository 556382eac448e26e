"""The collector of cycles is paused while a file is read, and on again whatever comes of it."""

from __future__ import annotations

import gc

import pytest

from caserules.errors import InputRejected
from caserules.importing import import_file
from caserules.io import load_register
from caserules.io.collector import collector_paused


def test_it_is_on_again_after_a_refusal() -> None:
    with pytest.raises(InputRejected):
        load_register({"schema": "x"})
    with pytest.raises(InputRejected):
        import_file(b"%PDF", name="x")
    assert gc.isenabled()


def test_what_was_paused_before_stays_paused() -> None:
    gc.disable()
    try:
        with collector_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
