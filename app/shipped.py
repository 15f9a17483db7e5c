"""Where the resources are: inside the installed package, or beside it in a checkout."""

from pathlib import Path


def shipped() -> Path:
    """The folder of resources, from a wheel, an editable install, a checkout or a bundle."""
    here = Path(__file__).parent
    inside = here / "_resources"
    return inside if inside.is_dir() else here.parent / "resources"
