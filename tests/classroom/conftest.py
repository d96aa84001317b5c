"""A classroom for each test."""

from pathlib import Path

import pytest

from tests.classroom.house import House


@pytest.fixture
def house(pcsol_home: Path) -> House:
    return House(pcsol_home)


@pytest.fixture
def counting(pcsol_home: Path) -> House:
    """Its list counts twice."""
    return House(pcsol_home, "counting")


@pytest.fixture
def given(pcsol_home: Path) -> House:
    """Its list ends with a comparison and a second reader."""
    return House(pcsol_home, "given")
