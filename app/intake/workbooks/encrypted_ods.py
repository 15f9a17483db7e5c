"""OpenDocument spreadsheets with a password (ODF 1.2 and 1.3, part 3), decrypted in memory."""

import base64
import hashlib
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from app.domain.problems import Problem
from app.intake.workbooks.package import MANIFEST, attributes, read_list
from app.intake.workbooks.refusals import (
    BOMB,
    DAMAGED,
    PASSWORD_MISSING,
    PASSWORD_WRONG,
    UNKNOWN_PROTECTION,
    WantsPasswordError,
)

_ENTRY = re.compile(rb"<manifest:file-entry\b([^<>]*)(?:/>|>(.*?)</manifest:file-entry>)", re.DOTALL)
_TAGS = {
    name: re.compile(rb"<manifest:" + name + rb"\b([^<>]*)>")
    for name in (b"encryption-data", b"algorithm", b"start-key-generation", b"key-derivation")
}
_LOCKED = re.compile(rb"<manifest:encryption-data\b.*?</manifest:encryption-data>", re.DOTALL)
_MOST_ROUNDS = 10_000_000
_LARGEST = 1 << 30


@dataclass(frozen=True, slots=True)
class Lock:
    """How one part is encrypted."""

    cipher: str
    vector: bytes
    start_key: str
    rounds: int
    salt: bytes
    key_size: int
    checksum_type: str
    checksum: bytes


def decrypted_ods(path: Path, password: str) -> io.BytesIO:
    """The package without its protection. WantsPasswordError where the password is missing or not the one."""
    if not password:
        raise WantsPasswordError(PASSWORD_MISSING)
    packed = io.BytesIO()
    room = _LARGEST
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w") as new:
        manifest = read_list(old, MANIFEST)
        locks = _locks(manifest)
        if not locks:
            raise Problem(UNKNOWN_PROTECTION)
        for entry in old.infolist():
            body = _LOCKED.sub(b"", manifest) if entry.filename == MANIFEST else old.read(entry)
            if (lock := locks.get(entry.filename)) and entry.filename.endswith(".xml"):
                body = _unlocked(body, lock, password, room)
                room -= len(body)
            elif lock:
                continue  # pictures of the pages and the like
            new.writestr(entry.filename, body)
    packed.seek(0)
    return packed


def _locks(manifest: bytes) -> dict[str, Lock]:
    found = {}
    for entry in _ENTRY.finditer(manifest):
        inside = entry[2] or b""
        said = {name: tag.search(inside) for name, tag in _TAGS.items()}
        data, algorithm, start, derivation = (attributes(m[1]) if m else {} for m in said.values())
        if not data:
            continue
        if derivation.get("key-derivation-name", "PBKDF2").rpartition("#")[2].upper() != "PBKDF2":
            raise Problem(UNKNOWN_PROTECTION)
        found[attributes(entry[1]).get("full-path", "")] = Lock(
            cipher=algorithm.get("algorithm-name", "").lower(),
            vector=_binary(algorithm.get("initialisation-vector", "")),
            start_key=start.get("start-key-generation-name", "sha1").lower(),
            rounds=int(derivation.get("iteration-count", "1024")),
            salt=_binary(derivation.get("salt", "")),
            key_size=int(derivation.get("key-size", "16")),
            checksum_type=data.get("checksum-type", "").lower(),
            checksum=_binary(data.get("checksum", "")),
        )
    return found


def _binary(text: str) -> bytes:
    return base64.b64decode(text, validate=False)


def _unlocked(body: bytes, lock: Lock, password: str, room: int) -> bytes:
    """One part: the key from the password, the cipher, the check, and then what a package does anyway: inflate."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    if not lock.cipher.endswith("aes256-cbc") or lock.rounds > _MOST_ROUNDS or lock.key_size != 32:
        raise Problem(UNKNOWN_PROTECTION)
    if len(body) % 16 or len(lock.vector) != 16:
        raise Problem(DAMAGED)
    start = hashlib.sha256 if lock.start_key.endswith("sha256") else hashlib.sha1
    key = hashlib.pbkdf2_hmac("sha1", start(password.encode()).digest(), lock.salt, lock.rounds, lock.key_size)
    decryptor = Cipher(algorithms.AES(key), modes.CBC(lock.vector)).decryptor()
    plain = decryptor.update(body) + decryptor.finalize()
    check = hashlib.sha256 if "sha256" in lock.checksum_type else hashlib.sha1
    packed = plain[: -plain[-1]] if plain and plain[-1] <= 16 else plain
    if lock.checksum and check(packed[:1024]).digest() != lock.checksum:
        raise WantsPasswordError(PASSWORD_WRONG)
    inflater = zlib.decompressobj(-15)
    try:
        text = inflater.decompress(packed, room)
    except zlib.error as error:
        raise WantsPasswordError(PASSWORD_WRONG) from error
    if inflater.unconsumed_tail:
        raise Problem(BOMB)
    return text
