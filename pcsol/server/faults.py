"""What the hub answers when it does not do what was asked: a status, a sentence, a remedy, and each fault by name."""

from collections.abc import Sequence
from typing import Any

from pcsol.i18n import N_, _


class Fault(Exception):  # noqa: N818  # it is an answer
    """`what` and `remedy` are texts of the catalogue, translated when they are shown, in the language of the caller."""

    def __init__(
        self, status: int, what: str, *, remedy: str = "", details: str = "", faults: Sequence[str] = (), wait: int = 0
    ) -> None:
        """`wait`: seconds after which to try again (Retry-After), 0 when waiting does not help."""
        super().__init__(what)
        self.status, self.what, self.remedy, self.details = status, what, remedy, details
        self.faults, self.wait = tuple(faults), wait

    def to_json(self) -> dict[str, Any]:
        """Return the object of the contract, in the language of the moment."""
        error = {"code": self.status, "what": _(self.what), "remedy": _(self.remedy), "details": self.details}
        return {"error": {**error, "faults": list(self.faults)} if self.faults else error}


def unknown_caller() -> Fault:
    """401: nobody that we know."""
    return Fault(
        401, N_("The hub does not know who asks."), remedy=N_("Log in; a station enrols again with a new code.")
    )


def not_allowed() -> Fault:
    """403: known, and not allowed."""
    return Fault(403, N_("Your role does not allow this."), remedy=N_("Ask your coordinator or the administrator."))


def not_found() -> Fault:
    """404: not there, or not yours to see: the two are never told apart."""
    return Fault(404, N_("There is nothing here by this name."), remedy=N_("Look for it in the list of towers."))


def too_big(most_bytes: int) -> Fault:
    """413."""
    return Fault(
        413, N_("This is more than the hub takes at once."), remedy=N_("Report it to us: no record is that big."),
        details=f"more than {most_bytes} bytes",
    )  # fmt: skip


def photo_too_big(most_bytes: int) -> Fault:
    """413."""
    return Fault(
        413, N_("This photo is too big."), remedy=N_("Choose a smaller one: at most 15 MB."),
        details=f"more than {most_bytes} bytes",
    )  # fmt: skip


def form_too_big(most_bytes: int) -> Fault:
    """413."""
    return Fault(
        413, N_("This is more than the hub takes at once."), remedy=N_("Send less at once, in several goes."),
        details=f"more than {most_bytes} bytes",
    )  # fmt: skip


def too_often(what: str = N_("Too many tries.")) -> Fault:
    """429: `what` there is too much of in a quarter of an hour."""
    return Fault(429, what, remedy=N_("Wait a quarter of an hour, then try again."), wait=900)


def unreadable(faults: Sequence[str]) -> Fault:
    """422: it is not what it should be; each fault is named."""
    return Fault(
        422, N_("This is not a record that the hub can take."),
        remedy=N_("It is kept at the station. Report it to us, with its file."), faults=faults,
    )  # fmt: skip


def not_understood(faults: Sequence[str]) -> Fault:
    """422: what a page, an address or a station asks, but for records; each fault is named."""
    return Fault(
        422, N_("The hub does not understand what was asked."),
        remedy=N_("Go back and look at what you typed. If it happens again, report it to us."), faults=faults,
    )  # fmt: skip


def conflict() -> Fault:
    """409: another record has this id."""
    return Fault(
        409, N_("Another record is kept under the same number already."),
        remedy=N_("A record is never changed. Keep both files aside and report this to us."),
    )  # fmt: skip


def strange_form() -> Fault:
    """403: the form was not sent by a page of ours, or the page is older than the session."""
    return Fault(403, N_("This page is too old, or not of this hub."), remedy=N_("Load the page again, then send it."))


def gone() -> Fault:
    """503: the database does not answer, or its disk is full. Whoever sends a record keeps it."""
    return Fault(
        503, N_("The hub cannot write at the moment."),
        remedy=N_("Nothing is lost: stations send again. Look at the hub's disk and its log."), wait=30,
    )  # fmt: skip


def unknown_code() -> Fault:
    """401 at enrolment: the same whatever is wrong with the code."""
    return Fault(
        401, N_("This code is not right, or is over."),
        remedy=N_("Ask for a new one: at the hub, under Stations."),
    )  # fmt: skip


def of_another_structure() -> Fault:
    """409 at enrolment: the station's key is known elsewhere in this federation."""
    return Fault(
        409, N_("This station belongs to another structure of this hub."),
        remedy=N_("Give it a home of its own (PCSOL_HOME), or let that structure revoke it and ask us."),
    )  # fmt: skip


def other_papers_key() -> Fault:
    """409: a thief of the token must not replace the key that certificates are believed by."""
    return Fault(
        409, N_("Another key is known for the certificates of this station."),
        remedy=N_("Revoke the station at the hub, then enrol it again."),
    )  # fmt: skip


def password_first() -> Fault:
    """403: a first password serves to choose one's own, and for nothing else."""
    return Fault(403, N_("Choose your own password first."), remedy=N_("Open the page “Password”."))


def on_another_line() -> Fault:
    """422: a tower is one machine of a donor's, not two."""
    return Fault(
        422, N_("This tower stands on another line of a donor’s list already."),
        remedy=N_("Take that line and the tower apart first, if it was a mistake."),
    )  # fmt: skip


def no_picture(details: str) -> Fault:
    """422: no picture, a damaged one, or one that would fill the hub's memory."""
    return Fault(
        422, N_("This is no photo that the hub can take."),
        remedy=N_("Choose a photo of a phone or camera: JPEG, PNG or WebP, whole, and not more than 15 MB."),
        details=details,
    )  # fmt: skip


def too_many_photos() -> Fault:
    """422: a tower has as many photos as it may."""
    return Fault(422, N_("This tower has too many photos already."), remedy=N_("Take one away first."))


def unnamed_part() -> Fault:
    """422: a part nobody could find again."""
    return Fault(
        422, N_("A part needs a kind, and words for what it is."), remedy=N_("Go back, and write what stands on it.")
    )


def in_stock_already() -> Fault:
    """422: the same part twice in stock."""
    return Fault(422, N_("A part with this serial is in stock already."), remedy=N_("Look for it in the stock."))


def wrong_address(faults: Sequence[str]) -> Fault:
    """422: what stands in the address, or in a form, is none of what it may be."""
    return Fault(
        422, N_("This address asks for something that does not exist."),
        remedy=N_("Begin at the page from the menu, and choose there."), faults=faults,
    )  # fmt: skip


def not_that_way() -> Fault:
    """405."""
    return Fault(405, N_("This page cannot be asked in this way."), remedy=N_("Open it from the menu."))


def meanwhile() -> Fault:
    """409: somebody else was faster."""
    return Fault(
        409, N_("Somebody else has changed the same thing meanwhile; nothing of yours was kept."),
        remedy=N_("Load the page again, look, and do it once more if it is still to be done."),
    )  # fmt: skip
