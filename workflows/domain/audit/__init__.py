"""Verification of the audit trail: everything is computed again from the stored rows.

:func:`verify` raises :class:`Misfit` at the first thing that does not fit.
"""

from workflows.domain.audit.misfit import Misfit
from workflows.domain.audit.verification import Verified, verify

__all__ = ["Misfit", "Verified", "verify"]
