"""A PSID as it is typed, scanned, or scanned on a French keyboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.wipe.firmware.psid import guidance, read_psid, what_is_wrong

PSID = "VCZWQAM0123456789ABCDEFGHJKLMNPQ"
FRENCH = str.maketrans("0123456789QAWZM", "à&é\"'(-è_çAQZW?")


@pytest.mark.parametrize(
    "typed",
    [
        PSID,
        PSID.lower(),
        f" {PSID}\n",
        "-".join(PSID[i : i + 4] for i in range(0, 32, 4)),
        f"SN:ABC123 PSID:{PSID}",
        f"https://example.org/?p&psid={PSID}",
        PSID.translate(FRENCH),
    ],
)
def test_it_is_read_however_it_comes(typed):
    assert read_psid(typed) == PSID
    assert what_is_wrong(typed) is None


@pytest.mark.parametrize("typed", ["", PSID[:-1], PSID + "A", "A" * 32, PSID[:-1] + "*", PSID[:-1] + "É"])
def test_what_is_none_is_told(typed):
    assert read_psid(typed) is None
    assert what_is_wrong(typed)


def test_the_count_is_told(english):
    assert "these are 31" in what_is_wrong(PSID[:-1])


@given(st.text(max_size=80))
def test_nothing_that_is_typed_breaks_it(typed):
    found = read_psid(typed)
    assert found is None or (len(found) == 32 and found.isascii() and found.isalnum())


@given(st.from_regex(r"[0-9A-Z]{31}[0-9]", fullmatch=True))
def test_every_psid_survives_a_french_keyboard(psid):
    assert read_psid(psid.translate(FRENCH)) == psid


def test_the_guidance_names_the_drive_and_says_that_it_proves_nothing(english):
    steps = guidance("/dev/sdb", PSID)
    assert any(PSID in step and "/dev/sdb" in step for step in steps)
    assert "proves nothing" in steps[-1]
