"""Was it effective? Accept, repeat, escalate or destroy, with reasons (NIST SP 800-88r2, section 4.5.2). Pure.

Verification says what was seen; validation says what that is worth. Whatever speaks against an erasure is looked for,
rule by rule; only where nothing does is it accepted, and only then has it a level.
"""

from pcsol.wipe.validate.verdict import Verdict, validate

__all__ = ["Verdict", "validate"]
