"""What a zip archive that is none, or no longer a whole one, is refused with by the library that reads it."""

import zipfile
import zlib

BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError),  # OSError: a place before the file begins
    *(KeyError, ValueError),  # a part that is missing, or a name or a size that cannot be
    *(NotImplementedError, RuntimeError),  # packed in a way nobody uses, or with a password
)
