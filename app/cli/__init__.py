"""The command line: every main job without a window, printed for people or as one JSON document."""

from app.cli.running import run

__all__ = ["run"]
