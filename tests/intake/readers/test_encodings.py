"""Encodings told from bytes alone: every letter comes back, and where that cannot be known the person is asked."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake.choices import Choices
from app.intake.found import Outcome
from app.intake.readers.encoding import guess_encoding
from app.intake.readers.wide import unmarked_wide
from app.intake.reading import look
from tests.examples import tried

TEXTS = {
    "fr": ("Nom;Prénom;Société\nLefèvre;Zoé;Hôpital Général\nGarçon;André;Médecins Réunis\n",
           "cp1252 mac_roman cp850 iso8859_15"),
    "one": ("Nom,Ville\nRené Faure,Paris\n", "cp1252 mac_roman cp850"),
    "marks": ("Nom,Ville\nRené Faure,“Orléans” – d’œuvre €\n", "cp1252 mac_roman"),
    "euro": ("Nom;Prix;Note\nFaure;12 €;cœur d'Orléans\n", "cp1252 iso8859_15"),
    "de": ("Name;Ort\nJürgen Groß;Köln\nBärbel Müller;Düsseldorf\n", "cp1252 mac_roman cp850 cp437 iso8859_15"),
    "de short": ("Name;Ort\nMüller;Bonn\n", "cp1252"),
    "es": ("Nombre,Ciudad\nJosé Muñoz,Málaga\nÁngela Ibáñez,León\n", "cp1252 mac_roman cp850"),
    "pt": ("Nome,Cidade\nJoão Conceição,São Paulo\nInês Simões,Guimarães\n", "cp1252 mac_roman cp850"),
    "sv": ("Namn;Ort\nÅsa Öberg;Västerås\nBjörn Åkesson;Göteborg\n", "cp1252 mac_roman cp850"),
    "da": ("Navn;By\nSøren Kjær;Århus\nBjørn Næss;Tromsø\n", "cp1252 mac_roman cp850"),
    "pl": ("Imię;Miasto\nŁukasz Wójcik;Łódź\nGrażyna Żółć;Kraków\nWiśniewski;Gdańsk\n", "cp1250 iso8859_2 cp852"),
    "cs": ("Jméno;Město\nJiří Dvořák;Plzeň\nTomáš Černý;Brno\n", "cp1250 iso8859_2 cp852"),
    "hu": ("Név;Város\nErdős Gergő;Győr\nSzűcs Ágnes;Pécs\n", "cp1250 iso8859_2"),
    "ro": ("Nume;Oraş\nIonuţ Ştefănescu;Iaşi\nMărgărit;Braşov\n", "cp1250"),
    "tr": ("Ad;Şehir\nAyşe Yılmaz;İstanbul\nÇağlar Güneş;İzmir\n", "cp1254"),
    "lt": ("Vardas;Miestas\nŽivilė Kazlauskaitė;Šiauliai\nJūratė;Kaunas\n", "cp1257"),
    "ru": ("Имя;Город\nИван Петров;Москва\nАнна Смирнова;Казань\n", "cp1251 koi8_r cp866 iso8859_5 mac_cyrillic"),
    "uk": ("Ім'я;Місто\nОлексій Ковальчук;Київ\nЮлія;Львів\n", "cp1251"),
    "el": ("Όνομα;Πόλη\nΓιώργος Παπαδόπουλος;Αθήνα\nΕλένη;Πάτρα\n", "cp1253 iso8859_7"),
    "he": ("שם;עיר\nדן כהן;תל אביב\n", "cp1255"),
    "ar": ("الاسم;المدينة\nمحمد علي;القاهرة\n", "cp1256"),
    "ja": ("名前,会社\n田中太郎,東京病院\n鈴木花子,大阪クリニック\n佐藤,京都医療センター\n", "cp932 euc_jp iso2022_jp"),
    "ja short": ("Name,Company\n田中太郎,東京病院\n", "cp932 euc_jp"),
    "zh": ("姓名,公司\n王伟,北京医院\n李娜,上海科技有限公司\n", "gbk"),
    "zh short": ("Name,Company\n张敏,深圳检验中心\n", "gbk"),
    "tw": ("姓名,公司\n陳志明,台北醫院\n林美玲,高雄科技股份有限公司\n", "big5"),
    "ko": ("이름,회사\n김민수,서울병원\n박지은,부산의료원\n", "euc_kr"),
    "ko short": ("Name,Company\n이영희,대한제약\n", "euc_kr"),
}  # fmt: skip
CASES = [(text, codec) for text, codecs in TEXTS.values() for codec in codecs.split()]


@pytest.mark.parametrize(("text", "codec"), CASES, ids=[f"{k}-{c}" for k, (_, cs) in TEXTS.items() for c in cs.split()])
def test_a_code_page_is_known_by_the_words_it_makes(tmp_path: Path, text: str, codec: str) -> None:
    path = tmp_path / "text.csv"
    path.write_bytes(text.encode(codec))
    encoding = guess_encoding(path)
    assert path.read_bytes().decode(encoding.codec) == text
    assert codec != "cp1252" or encoding.sure


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-16", "utf-32"])
@pytest.mark.parametrize("language", ["fr", "ru", "ja", "he", "de short"])
@pytest.mark.parametrize("marks", [0, 2])
def test_wide_text_with_and_without_marks(tmp_path: Path, codec: str, language: str, marks: int) -> None:
    text = TEXTS[language][0]
    path = tmp_path / "text.csv"
    path.write_bytes(("\ufeff" * marks + text).encode(codec))
    encoding = guess_encoding(path)
    read = path.read_bytes()[encoding.skip :].decode(encoding.codec)
    assert read == text and encoding.sure
    assert look(path).format == "csv"


def test_bytes_that_are_no_wide_text() -> None:
    assert unmarked_wide(b"Name,Email\nAn\0a,a@lab.example\n\x1a") is None
    assert unmarked_wide(bytes(range(256)) * 8) is None
    assert unmarked_wide(b"Name,Email\nAna,a@x.example\n") is None


def test_letters_that_cannot_be_told_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes("Name,Email\nM\x9fller,m@lab.example\n".encode("latin-1"))  # ź of one code page, ü of another
    found = look(path)
    assert found.outcome is Outcome.ASK and "encoding" in found.reason
    settled = look(path, Choices(encoding="mac_roman"))
    assert settled.outcome is Outcome.IMPORT and settled.primary is not None
    assert settled.primary.sample[0].cells[0] == "Müller"


def test_a_delimiter_beyond_ascii_is_no_letter(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes("Name¬Email¬City\nAna¬a@x.example¬St Mary’s\nBo¬b@x.example¬Bonn\n".encode("cp1252"))
    found = look(path)
    assert (found.encoding, found.delimiter, found.outcome) == ("cp1252", "¬", Outcome.IMPORT)


@given(st.binary(max_size=300))
@tried(200, deadline=None)
def test_any_bytes_have_an_encoding_that_reads_them(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "text.csv"
    path.write_bytes(b"Name,Email\n" + content)
    encoding = guess_encoding(path)
    errors = "replace" if encoding.errors == "strict" and not encoding.sure else encoding.errors
    path.read_bytes()[encoding.skip :].decode(encoding.codec, errors)


def test_nul_here_and_there_does_not_make_letters_of_two_bytes(tmp_path: Path) -> None:
    path = tmp_path / "text.csv"
    path.write_bytes((b"Name,Email\n" + b"Ana,ana@lab.example\n" * 50).replace(b"a", b"a\0"))
    assert guess_encoding(path).name == "utf-8"


@given(st.text(max_size=60))
@tried(200, deadline=None)
def test_utf8_is_never_taken_for_anything_else(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("text") / "text.csv"
    path.write_bytes(b"Name,Email\n" + text.replace("\0", "").replace("\x1b", "").encode("utf-8", "ignore"))
    assert guess_encoding(path).name == "utf-8"
