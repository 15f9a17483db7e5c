"""Why a workbook is not read, in sentences that say what to do; the parent of the worker says them in its language."""

from app.domain.problems import Problem
from app.language import later

DAMAGED = later(
    "The workbook is damaged or was not downloaded completely. Export it again, or ask for it packed as a ZIP if it "
    "came by e-mail."
)
CELLS_DAMAGED = later(
    "The workbook is damaged: its cells cannot be read. Open it in Excel, save it again, and import that."
)
TOO_LARGE = later(
    "Reading the workbook needs more memory than is allowed; a stray cell far to the right or far below is the usual "
    "cause. Copy the table into a new workbook, or save the sheet as .csv, and import that."
)
TOO_WIDE = later(
    "The sheet is thousands of columns wide and holds millions of cells, which no list of people does. Keep the "
    "columns you need, save the sheet, and import that."
)
REPEATED = later(
    "The sheet repeats one and the same row more than a hundred thousand times, which no list of people does. Delete "
    "those rows and import it again."
)
TOO_SLOW = later("Reading the workbook takes too long. Save the sheet you need as .csv and import that.")
TOO_MUCH = later(
    "The workbook unpacks to more than this program reads. Save the sheet you need as .csv and import that."
)
BOMB = later(
    "The workbook is packed so densely that it looks like an attack (a small file that unpacks to a huge one); it is "
    "not opened. If you trust its sender, save the sheet as .csv and import that."
)
DEFINITIONS = later(
    "The workbook holds definitions that no spreadsheet program writes and that are used for attacks; it is not opened."
)
PART_ENCRYPTED = later("The workbook's package is encrypted. Save it without a password and import it again.")
UNKNOWN_PROTECTION = later(
    "The workbook is protected with a password in a way that is not known here. Open it with its password, save it "
    "without one, and import that."
)
PASSWORD_MISSING = later("The workbook is protected with a password. Enter the password to read it; it is not kept.")
PASSWORD_WRONG = later(
    "The password does not open this workbook. Mind capitals and the keyboard's language, and try again."
)


class WantsPasswordError(Problem):
    """The workbook is protected, and the password is missing or wrong."""
