"""Where the resources are found: inside an installed package, else beside it."""

import importlib.util
import shutil
from pathlib import Path

import app.shipped
from tests.house_rules import ROOT


def test_a_checkout_finds_the_resources_beside_the_package():
    assert app.shipped.shipped() == ROOT / "resources"
    assert app.shipped.shipped().is_dir()


def test_an_installed_package_finds_them_inside_itself(tmp_path: Path):
    (tmp_path / "app" / "_resources").mkdir(parents=True)
    copy = shutil.copy(app.shipped.__file__, tmp_path / "app")
    spec = importlib.util.spec_from_file_location("installed", copy)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.shipped() == tmp_path / "app" / "_resources"
