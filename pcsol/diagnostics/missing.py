"""What cannot be tested here, and why."""

from pcsol.diagnostics.bench import Found
from pcsol.i18n import _
from pcsol.model.reason import Reason


def not_testable(code: str, text: str) -> Found:
    """Return that a test cannot be done here, and why."""
    return Found("not-testable", (Reason(code=code, text=text),))


def recorded() -> Found:
    """A recorded machine has no hands."""
    return not_testable("recorded", _("A recorded machine cannot be made to work."))


def program(package: str) -> Found:
    """No program that can do it is installed. `package`: the Debian package that has one."""
    text = _("The program that does this test is not installed. To install it: {command}")
    return Found(
        "not-testable",
        (Reason(code="no-program", value=package, text=text.format(command=f"sudo apt install {package}")),),
    )
