"""Nothing on the live medium gives a shell: young people sit before it."""

import re
from pathlib import Path

IMAGE = Path(__file__).resolve().parents[2] / "image"


def test_grub_keeps_its_editor_and_command_line_shut_and_starts_every_entry_without_a_password() -> None:
    text = (IMAGE / "grub/grub.cfg").read_text("utf-8")
    assert re.search(r"^set superusers=\w+$", text, re.M)
    assert not re.search(r"^\s*password", text, re.M), "a password would open them"
    entries = re.findall(r"^menuentry .*$", text, re.M)
    assert len(entries) >= 3
    assert all("--unrestricted" in one for one in entries)


def test_one_program_is_started_and_it_is_no_shell() -> None:
    units = {file.name: file.read_text("utf-8") for file in (IMAGE / "base/etc/systemd/system").iterdir()}
    started = re.findall(r"^ExecStart=(\S+)", "\n".join(units.values()), re.M)
    assert started
    assert all(one.startswith("/usr/lib/pcsol/") or "systemctl" in one for one in started), started
    assert not any("getty" in text or "sulogin" in text for text in units.values())
    assert "pcsol.service" in units["pcsol.target"]


def test_no_way_of_systemd_or_the_kernel_to_a_console_is_left() -> None:
    text = (IMAGE / "base.sh").read_text("utf-8")
    (units,) = re.findall(r"^for unit in (.*); do\n  ln -sf /dev/null \S+/systemd/system/\$unit\"$", text, re.M)
    for shut in ("emergency", "rescue", "debug-shell", "getty@", "autovt@", "serial-getty@", "console-getty"):
        assert f"{shut}.service" in units.split()
    assert "ctrl-alt-del.target" in text
    assert "*.wants" in text, "what Debian's packages enable is not started"


def test_two_entries_have_the_kernel_check_the_memory_and_no_key_is_given_twice() -> None:
    text = (IMAGE / "grub/grub.cfg").read_text("utf-8")
    entries = re.findall(r"^menuentry .*? --hotkey=(\w) \{\n(.*?)^\}", text, re.M | re.S)
    keys = [key for key, _commands in entries]
    assert len(keys) == len(set(keys)) == 5
    assert not set(keys) & set("aqzwmec"), "they lie elsewhere on the other keyboard, or are GRUB's own"
    checked = {re.search(r"pcsol\.lang=(\w+)", commands)[1] for _key, commands in entries if "memtest=4" in commands}  # type: ignore[index]
    assert checked == {"fr", "en"}
    plain = [re.sub(r"memtest=4 |^\s*echo.*\n", "", commands, flags=re.M) for _key, commands in entries]
    assert plain[0] == plain[2], "it starts the same PCSol"
    assert plain[1] == plain[3]
