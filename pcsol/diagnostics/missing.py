"""What cannot be tested here, and why."""

from pcsol.diagnostics.bench import Found
from pcsol.i18n import _
from pcsol.model.reason import Reason


def recorded() -> Found:
    """A recorded machine has no hands."""
    text = _("A recorded machine cannot be made to work.")
    return Found("not-testable", (Reason(code="recorded", text=text),))


def program(package: str) -> Found:
    """No program that can do it is installed. `package`: the Debian package that has one."""
    text = _("The program that does this test is not installed. To install it: {command}")
    return Found(
        "not-testable",
        (Reason(code="no-program", value=package, text=text.format(command=f"sudo apt install {package}")),),
    )
