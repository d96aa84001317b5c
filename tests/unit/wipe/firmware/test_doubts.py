"""Known-bad firmware: a file with a source for everything it says."""

import pytest
import yaml

from pcsol.errors import ProfileError
from pcsol.i18n import speaking
from pcsol.store.profiles import shipped_folder
from pcsol.wipe.firmware.doubts import FILE, against, load_known_bad, parse_known_bad, sleeps_first

KNOWN = load_known_bad()


@pytest.mark.parametrize(
    ("model", "technique", "effect"),
    [
        ("Crucial_CT256MX100SSD1", "ata-sanitize-crypto", "clear"),
        ("CT500MX200SSD1", "ata-sanitize-crypto", "clear"),
        ("Samsung SSD 850 EVO 500GB", "ata-sanitize-crypto", "clear"),
        ("Samsung Portable SSD T5", "ata-sanitize-crypto", "clear"),
        ("INTEL SSDPEKNW512G8", "nvme-sanitize-block", "never"),
        ("INTEL SSDPEKNW010T8", "nvme-sanitize-crypto", "never"),
    ],
)
def test_a_model_that_is_known_is_doubted(model, technique, effect):
    assert (technique, effect) in {(doubt.technique, doubt.effect) for doubt in against(KNOWN, model, "1.0")}


@pytest.mark.parametrize("model", ["Samsung SSD 860 EVO 500GB", "CT500MX500SSD1", "WDC WD10EZEX-08WN4A0", "", None])
def test_a_model_that_is_not_is_not(model):
    assert against(KNOWN, model, None) == ()


def test_the_doubt_says_why_in_the_language_of_the_moment_and_where_from():
    for language, word in (("fr", "semaines"), ("en", "weeks")):
        with speaking(language):
            text = against(KNOWN, "INTEL SSDPEKNW512G8", "002C")[0].text
        assert word in text
        assert "issues 752, 1784, 3027" in text


def test_a_drive_that_wants_to_sleep_first_is_known_and_not_doubted():
    assert sleeps_first(KNOWN, "SAMSUNG MZVKV512HAJH-000L1", "6L0QBXX7")
    assert against(KNOWN, "SAMSUNG MZVKV512HAJH-000L1", "6L0QBXX7") == ()
    assert not sleeps_first(KNOWN, "INTEL SSDPEKNW512G8", None)


def test_a_firmware_is_told_apart_and_one_that_is_not_known_may_be_the_bad_one():
    known = parse_known_bad(
        "schema: pcsol/known-bad-firmware/1\nknown:\n- {models: [MODEL X], firmware: 'A[12]', "
        "techniques: [ata-sanitize-block], effect: never, why: parce que, source: here}\n",
        "f",
    )
    assert against(known, "A Model X", "A1")
    assert against(known, "A Model X", None)
    assert not against(known, "A Model X", "A13")


@pytest.mark.parametrize(
    "text",
    ["", "known: []", "schema: pcsol/known-bad-firmware/1\nknown:\n- {models: ['(('], techniques: [zero]}\n", "a: ["],
)
def test_a_faulty_file_is_an_error_that_names_it(text):
    with pytest.raises(ProfileError):
        parse_known_bad(text, FILE)


def test_every_entry_has_both_languages_and_a_source():
    plain = yaml.safe_load((shipped_folder() / FILE).read_text("utf-8"))
    assert all({"fr", "en"} <= set(entry["why"]) and entry["source"] for entry in plain["known"])
