"""Policies as data: layers of instruments, each value with its source, article and basis.

A new county or a new year is a new file in `packs/`, or a host's own; no code changes. Instruments that are only stacked on
stand in `packs/layers/`. A policy judges nothing.
"""

from caserules.policy.loader import POLICY_SCHEMA, known_layers, known_policies, load_policy
from caserules.policy.model import Basis, Layer, Policy, Reading, RuleSetting, Scoring, Source, Value
from caserules.policy.schemes import Scheme, category_letter, category_meaning, known_schemes, load_scheme, scheme_of
from caserules.policy.stacking import Horizon, horizon_of

__all__ = [
    "POLICY_SCHEMA",
    "Basis",
    "Horizon",
    "Layer",
    "Policy",
    "Reading",
    "RuleSetting",
    "Scheme",
    "Scoring",
    "Source",
    "Value",
    "category_letter",
    "category_meaning",
    "horizon_of",
    "known_layers",
    "known_policies",
    "known_schemes",
    "load_policy",
    "load_scheme",
    "scheme_of",
]
