"""disk-self-test: a disk tests itself, and its counters are read before and after."""

from pcsol.diagnostics.unattended.disk_self_test.making import jobs

__all__ = ["jobs"]
