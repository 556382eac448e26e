"""What hosts hold: frozen, strict, JSON-Schema-able models of a register and its records.

A model says what a fact looks like and what is allowed; only a rule says whether it is compliant. Missing (the key is
absent), none (`"none"`) and not yet (`"not_yet"`) are three different values.
"""

from caserules.models.records import *  # noqa: F403
from caserules.models.records import __all__ as _records
from caserules.models.register import *  # noqa: F403
from caserules.models.register import __all__ as _register
from caserules.models.values import *  # noqa: F403
from caserules.models.values import __all__ as _values

__all__ = [*_records, *_register, *_values]  # noqa: PLE0604  names only
