"""Which pairs are worth comparing: rows that share a key, the rarest first, in number linear in the rows."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from app.domain.matching.agreement import Comparer
from app.domain.matching.evidence import Evidence
from app.domain.matching.guards import hopeless
from app.domain.matching.rows import Rows
from app.domain.matching.wording import organisation, plain_words, street
from app.language import later

PAIRS_PER_ROW = 12
PAIRS_BESIDE = 60_000  # for short lists every doubt is looked at
_LOOKING = later("Looking for pairs")
_LARGEST = 80  # rows that share a key and are still compared with each other
_VOWELS = str.maketrans("", "", "aeiouyhw")
_SAME_SOUND = str.maketrans("kqzvdbgjx", "ccsftpkis")


def candidates(rows: Rows, comparer: Comparer) -> list[tuple[int, int]]:
    """Pairs of places in the rows, each once, in order; never more than some for each row."""
    blocks = _blocks(rows, comparer)
    held, count, second, two = rows.rows, len(rows.rows), rows.second, rows.two
    marks, never = _marks(rows), hopeless(rows)
    seen: set[int] = set()
    worth_it: list[int] = []
    for a, b in _sharing(blocks, rows):
        if (two and second[a] == second[b]) or (marks[a] and marks[b] and marks[a].isdisjoint(marks[b])):
            continue
        pair = a * count + b
        if pair not in seen:
            seen.add(pair)
            if not never(held[a], held[b]):
                worth_it.append(pair)
    return [divmod(pair, count) for pair in sorted(worth_it)]


def _sharing(blocks: dict[int, list[list[int]]], rows: Rows) -> Iterator[tuple[int, int]]:
    """The pairs of the smallest blocks, as many as are allowed; a pair may come several times."""
    most = _largest_that_fits(blocks, rows)
    sizes = [size for size in sorted(blocks) if size <= most]
    total = sum(len(blocks[size]) * size * (size - 1) // 2 for size in sizes)
    pairs = (pair for size in sizes for block in blocks[size] for pair in combinations(block, 2))
    return rows.watch.so_many(pairs, total, _LOOKING)


def _marks(rows: Rows) -> list[frozenset[str]]:
    """What people have for sure if they are one: a name that begins with the same letter, or something of their own.

    Colleagues share half a row; most of them are told apart by this at no cost.
    """
    if rows.kind == "accounts":
        return [frozenset()] * len(rows.rows)
    own = [
        place
        for place, field in enumerate(rows.fields)
        if not field.around and field.evidence in (Evidence.EMAIL, Evidence.PHONE, Evidence.CODE, Evidence.DATE)
    ]
    known: dict[frozenset[str], frozenset[str]] = {}
    marks = []
    for given, family, row in zip(rows.column("first_name"), rows.column("last_name"), rows.rows, strict=True):
        letters = {given[:1], family[:1]} - {""}
        mark = frozenset(letters | {row[place] for place in own if row[place]}) if letters else frozenset[str]()
        marks.append(known.setdefault(mark, mark))
    return marks


def _largest_that_fits(blocks: dict[int, list[list[int]]], rows: Rows) -> int:
    """The size up to which all blocks together stay within the number of pairs that is allowed."""
    left = PAIRS_PER_ROW * len(rows.rows) + PAIRS_BESIDE
    most = 2
    for size in sorted(blocks):
        left -= len(blocks[size]) * size * (size - 1) // 2
        if left < 0 and size > 2:
            break
        most = size
    return most


def _blocks(rows: Rows, comparer: Comparer) -> dict[int, list[list[int]]]:
    """The rows that share a key, by how many they are. Key by key, so that few keys are held at a time."""
    blocks: defaultdict[int, list[list[int]]] = defaultdict(list)
    keys = _people(rows, comparer) if rows.kind == "people" else _accounts(rows, comparer)
    for column in keys:
        counts = Counter(rows.watch.over(column, _LOOKING))
        shared: dict[str, list[int]] = {key: [] for key, held in counts.items() if key and 2 <= held <= _LARGEST}
        for place, key in enumerate(column):
            if key in shared:
                shared[key].append(place)
        for block in shared.values():
            if not rows.two or _mixed(block, rows.second):
                blocks[len(block)].append(block)
    return blocks


def _mixed(block: list[int], second: list[bool]) -> bool:
    return len({second[place] for place in block}) == 2


def _people(rows: Rows, comparer: Comparer) -> Iterator[Sequence[str]]:
    given, family = rows.column("first_name"), rows.column("last_name")
    yield from _own(rows)
    yield [" ".join(sorted((g, f))) if g and f else "" for g, f in zip(given, family, strict=True)]
    either = [" ".join(sorted((g[:4], f[:4]))) if g and f else "" for g, f in zip(given, family, strict=True)]
    yield either
    sounds = [_sound(name) for name in rows.watch.over(family, _LOOKING)]
    yield [f"{sound} {g[:1]}" if g and sound else "" for g, sound in zip(given, sounds, strict=True)]
    yield [f"{f[-4:]} {g[:1]}" if g and f else "" for g, f in zip(given, family, strict=True)]
    yield given
    yield family
    yield sounds
    for around in _surroundings(rows, comparer):
        yield around
        yield [a and f and f"{a} {f[:3]}" for a, f in zip(around, family, strict=True)]
        yield [a and g and f"{a} {g[:3]}" for a, g in zip(around, given, strict=True)]
        yield [a and pair and f"{a} {pair}" for a, pair in zip(around, either, strict=True)]


def _accounts(rows: Rows, comparer: Comparer) -> Iterator[Sequence[str]]:
    over = rows.watch.over
    names = [organisation(name) for name in over(rows.column("company"), _LOOKING)]
    telling = comparer.telling.get("company")
    yield from _own(rows)
    yield rows.column("domain")
    yield [site.rpartition(".")[0] for site in rows.column("domain")]
    yield [name.joined for name in names]
    yield [name.joined[:5] for name in names]
    yield [name.joined if len(name.words) == 1 else name.initials for name in names]
    rarest = [telling.rarest(name.words, 3) if telling else [] for name in over(names, _LOOKING)]
    for place in range(3):
        yield [words[place] if len(words) > place else "" for words in rarest]
    yield [" ".join(sorted(words[:2])) if len(words) > 1 else "" for words in rarest]
    yield [_sound(words[0]) if words else "" for words in rarest]
    yield [words[0][:3] if words else "" for words in rarest]
    yield [words[0][-3:] if words else "" for words in rarest]
    for around in _surroundings(rows, comparer):
        yield around
        yield [a and n.joined and f"{a} {n.joined[:3]}" for a, n in zip(around, names, strict=True)]
        yield [f"{a} {w[0]}" if a and w else "" for a, w in zip(around, rarest, strict=True)]


def _own(rows: Rows) -> Iterator[Sequence[str]]:
    """What is mostly of one: addresses, numbers, dates."""
    for place, field in enumerate(rows.fields):
        if field.around or field.evidence in (Evidence.GIVEN, Evidence.FAMILY, Evidence.ORGANISATION, Evidence.SITE):
            continue
        column = [row[place] for row in rows.watch.over(rows.rows, _LOOKING)]
        if field.evidence is Evidence.PHONE:
            column = [number[-8:] for number in column]
        yield column
        if field.evidence is Evidence.EMAIL:
            yield [name if len(name := address.partition("@")[0]) > 4 else "" for address in column]
        if field.evidence is Evidence.TEXT:
            words = [plain_words(text).words for text in rows.watch.over(column, _LOOKING)]
            held = Counter(word for some in words for word in some)
            over = rows.watch.over(words, _LOOKING)
            yield [min(some, key=lambda word: (held[word], word), default="") for some in over]


def _surroundings(rows: Rows, comparer: Comparer) -> Iterator[Sequence[str]]:
    """Where somebody is to be found, each as one word; further columns too, with which a name is rarely met twice."""
    for place, field in enumerate(rows.fields):
        column = [row[place] for row in rows.rows]
        if field.evidence is Evidence.ORGANISATION and field.around:
            made = [organisation(name) for name in rows.watch.over(column, _LOOKING)]
            telling = comparer.telling[field.name]
            yield ["".join(telling.rarest(words.words, 1)) for words in made]
        elif field.evidence is Evidence.STREET:
            telling, over = comparer.telling[field.name], rows.watch.over(column, _LOOKING)
            yield ["".join(sorted(telling.rarest(street(text).words, 2))) for text in over]
        elif field.name in ("region", "country"):
            continue
        elif field.around or field.evidence in (Evidence.DATE, Evidence.CODE):
            yield column
            if field.evidence is Evidence.DATE:
                yield [date[4:] for date in column]
                yield [date[:6] for date in column]


def _sound(name: str) -> str:
    """How a name sounds, roughly: its first letter and the consonants after it, doubled ones once."""
    if not name:
        return ""
    bones = name[1:].replace("ph", "f").replace("ck", "k").replace("sch", "s").translate(_VOWELS).translate(_SAME_SOUND)
    single = "".join(c for place, c in enumerate(bones) if c != " " and (place == 0 or bones[place - 1] != c))
    return name[0].translate(_SAME_SOUND) + single[:4]
