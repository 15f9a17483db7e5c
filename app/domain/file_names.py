"""Names of files that people attach: safe to keep, safe to write on any system, and which kinds are risky to open."""

import re
import unicodedata

from app.language import later

LONGEST = 200
_UNWRITABLE = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_PROGRAM, _SCRIPT = later("a program"), later("a script")
_INSTALLER, _SHORTCUT = later("an installer"), later("a shortcut that can start a program")
_MACROS, _IMAGE = later("a document with macros"), later("a disk image")
_PAGE = later("a web page, which may run scripts")
_RISKY = {
    _PROGRAM: "exe com scr pif cpl dll sys app appimage bin run elf gadget jar jnlp apk class out so dylib",
    _SCRIPT: "bat cmd ps1 psm1 psd1 vbs vbe vb js jse mjs wsf wsh wsc hta sh bash zsh csh fish ksh command tool "
    "py pyw pyc pyz pl rb php lua tcl ahk au3 scpt applescript workflow action reg inf ws sct msh osx",
    _INSTALLER: "msi msp mst msix msixbundle appx appxbundle deb rpm pkg mpkg flatpak snap application",
    _SHORTCUT: "lnk url desktop scf library-ms search-ms settingcontent-ms webloc inetloc fileloc theme themepack rdp",
    _MACROS: "xlsm xltm xlam xlsb xla xll docm dotm pptm potm ppam ppsm sldm accde accdb mdb ade adp odb slk iqy oqy",
    _IMAGE: "iso img vhd vhdx dmg",
    _PAGE: "html htm xhtml mht mhtml svg chm",
}
_BY_ENDING = {ending: kind for kind, endings in _RISKY.items() for ending in endings.split()}


def risk_of(name: str) -> str:
    """What a file would be to open, where that kind can do harm: "a program"; empty for the rest."""
    _, dot, ending = writable(name).rpartition(".")
    return _BY_ENDING.get(ending.casefold(), "") if dot else ""


def kept_name(name: str) -> str:
    """A name as it is kept and shown: no character that cannot be stored, seen, or that turns the writing round."""
    shown = "".join(" " if c.isspace() else c if _visible(c) else "\N{REPLACEMENT CHARACTER}" for c in name)
    return _short(" ".join(unicodedata.normalize("NFC", shown).split())) or "file"


def writable(name: str) -> str:
    """The name for a file of its own on any system: no path, no reserved word, no ending hidden behind dots."""
    safe = _UNWRITABLE.sub("_", kept_name(name)).rstrip(". ").lstrip(" ")
    safe = f"_{safe}" if _RESERVED.match(safe) or safe.startswith(("-", "~")) else safe
    return safe if safe.strip("._ ") else f"file{safe.strip()}".rstrip(".")


def renamed(before: str, name: str) -> str:
    """A new name; the ending stays where none is written, so that the file can still be opened."""
    name, ending = kept_name(name), _ending(before)
    return name if not ending or _ending(name) else _short(name + ending)


def _visible(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn") or char in "\u200c\u200d"


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f".{ending}" if dot and stem and len(ending) <= 12 and " " not in ending else ""


def _short(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    ending = _ending(name)
    return name[: LONGEST - 1 - len(ending)].rstrip() + "…" + ending
