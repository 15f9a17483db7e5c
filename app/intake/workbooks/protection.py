"""Workbooks with a password, decrypted in memory and nowhere else."""

import io
from pathlib import Path

from app.domain.problems import Problem
from app.intake.workbooks.refusals import (
    DAMAGED,
    PASSWORD_MISSING,
    PASSWORD_WRONG,
    UNKNOWN_PROTECTION,
    WantsPasswordError,
)

# Excel encrypts with it what is only to be opened read-only, and opens it without asking.
_DEFAULT_PASSWORD = "VelvetSweatshop"


def is_encrypted_package(path: Path) -> bool:
    """True for an OLE2 file that holds an encrypted package (.xlsx or .xlsb with a password)."""
    import olefile

    try:
        with olefile.OleFileIO(path) as ole:
            return bool(ole.exists("EncryptedPackage"))
    except OSError as error:
        raise Problem(DAMAGED) from error


def decrypted(path: Path, password: str) -> io.BytesIO:
    """The workbook (.xls, .xlsx, .xlsb) without its protection; WantsPasswordError where it stays shut."""
    import msoffcrypto
    from msoffcrypto import exceptions
    from msoffcrypto.format.ooxml import OOXMLFile

    for attempt in [password, _DEFAULT_PASSWORD] if password else [_DEFAULT_PASSWORD]:
        plain = io.BytesIO()
        try:
            with path.open("rb") as file:
                office = msoffcrypto.OfficeFile(file)
                if isinstance(office, OOXMLFile):
                    office.load_key(password=attempt, verify_password=True)
                else:
                    office.load_key(password=attempt)  # the old format always checks
                office.decrypt(plain)
        except exceptions.InvalidKeyError:
            continue
        except exceptions.DecryptionError as error:
            raise Problem(UNKNOWN_PROTECTION) from error
        plain.seek(0)
        return plain
    raise WantsPasswordError(PASSWORD_WRONG if password else PASSWORD_MISSING)
