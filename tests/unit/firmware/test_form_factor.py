import pytest

from pcsol.judge.form_factor import form_factor


@pytest.mark.parametrize(
    ("chassis", "model", "form"),
    [
        ("Mini Tower", "OptiPlex 780", "tower"),
        ("Tower", None, "tower"),
        ("Desktop", "OptiPlex 7050", None),
        ("Desktop", "HP Compaq Pro 6300 MT", "tower"),
        ("Desktop", "Precision Tower 5810", "tower"),
        ("Low Profile Desktop", "HP Compaq dc5700 Microtower", "tower"),
        ("Mini Tower", "HP Compaq 8200 Elite SFF PC", "small"),
        ("Space-saving", "OptiPlex 790", "small"),
        ("Desktop", "HP Compaq dc7600 Small Form Factor", "small"),
        ("Desktop", "HP Compaq 8000 Elite Ultra-slim PC", "small"),
        ("Desktop", "ThinkCentre M93p Tiny", "mini"),
        ("Desktop", "HP EliteDesk 800 G2 DM 35W", "mini"),
        ("Lunch Box", "ESPRIMO Q920", None),
        ("All In One", None, "all-in-one"),
        ("Rack Mount Chassis", None, "server"),
        (None, None, None),
    ],
)
def test_the_words_of_the_model_come_before_the_chassis(
    chassis: str | None, model: str | None, form: str | None
) -> None:
    assert form_factor(chassis, model, has_battery=False) == form


def test_a_notebook_without_a_battery_is_not_believed() -> None:
    assert form_factor("Notebook", "MS-7A38", has_battery=False) is None
    assert form_factor("Notebook", "Latitude E4310", has_battery=True) == "laptop"
