"""Three cases that can be read by eye: one of which all is met, one with a late opinion, one not yet answered."""

from caserules.models import Register


def small_register() -> Register:
    return Register.model_validate({})
