"""An invented county's rule on posting replies (复函寄送), as a plugin of caserules: a rule with its card, a layer, a policy.

Installed, it is found by the command line; in Python it is handed over:

    from caserules import assess, plugins_of
    assess(register, "mycounty-2023", as_of=day, plugins=plugins_of(county_dispatch))
"""

from pathlib import Path

from caserules.hooks import Remark, hookimpl
from county_dispatch.dispatch import reply_dispatched

__version__ = "0.1.0"
caserules_api = 1

_PACKS = Path(__file__).parent / "packs"


@hookimpl
def rules():
    """Bring the rule on posting replies."""
    return (reply_dispatched,)


@hookimpl
def packs():
    """Bring the layer that states it, and a policy that stands on the layer."""
    return (_PACKS / "dispatch-measures-2022.toml", _PACKS / "mycounty-2023.toml")


@hookimpl
def before_assess(register):
    """Remark on cases whose reply has no record of its posting at all."""
    return tuple(
        Remark("复函没有寄送记录", "the reply has no record of its posting", case.key, reply.unit)
        for case in register.cases
        for reply in case.replies
        if not reply.deliveries
    )
