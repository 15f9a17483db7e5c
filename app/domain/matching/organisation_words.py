"""Words of organisations' names: legal forms, abbreviations, numbers, and words that say little."""

import re
from functools import lru_cache

from app.domain.matching.keys import LEGAL_FORMS, fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _table(text: str) -> dict[str, str]:
    return dict(entry.strip().split("=", 1) for entry in text.split(";"))


SPELLED = _table(
    """limited liability company=llc; public limited company=plc; private limited=ltd; open joint stock company=jsc;
    public joint stock company=jsc; closed joint stock company=jsc; joint stock company=jsc;
    joynt stock company=jsc; joint stock compan=jsc; gesellschaft mit beschrankter haftung=gmbh;
    aktiengesellschaft=ag; aktiengeselschaft=ag; societatea cu raspundere limitata=srl; societe anonyme=sa;
    sociedad anonima=sa; societa per azioni=spa; societa a responsabilita limitata=srl;
    societe a responsabilite limitee=sarl; sociedad limitada=sl; sp z o o=spzoo; sp z oo=spzoo;
    limited partnership=lp; limited liability partnership=llp; besloten vennootschap=bv; naamloze vennootschap=nv;
    s a de c v=sadecv; sa de cv=sadecv; общество с ограниченной ответственностью=ooo; акционерное общество=jsc;
    открытое акционерное общество=jsc; ооо=ooo; оао=jsc; зао=jsc; пао=jsc; ао=jsc; co ltd=ltd; pte ltd=ltd;
    pty ltd=ltd; pvt ltd=ltd; sdn bhd=bhd; d o o=doo; united states=us; united kingdom=uk; forty four=44;
    van der=vander; fourty four=44"""
)
"""Several words that stand for one; what they become is a legal form or an abbreviation."""
_SPELLED = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, SPELLED), key=len, reverse=True))})\b")

FORMS = LEGAL_FORMS | _words("jsc ojsc oao zao pao ooo spzoo sadecv akg ano pt na de as se ev")
_OF_NO_KIND = _words("inc incorporated corp corporation co company private pte pty pvt de na")
_ONE_FORM = _table("limited=ltd; oao=jsc; ojsc=jsc; zao=jsc; pao=jsc; akg=ag; ooo=llc; sas=sa; ggmbh=gmbh; oyj=oy")

SHORT = _table(
    """univ=university; uni=university; universitats=university; universitatsklinikum=university hospital;
    hosp=hospital; hosps=hospital; hospitals=hospital; krankenhaus=hospital; spital=hospital; hopital=hospital;
    klinik=clinic; klinikum=clinic; clinics=clinic; clinique=clinic; clinica=clinic; st=saint; ste=saint;
    sankt=saint; skt=saint; mt=mount; ft=fort; med=medical; medic=medical; ctr=center; cntr=center; centre=center;
    centers=center; zentrum=center; zent=center; intl=international; internat=international; natl=national;
    nat=national; assoc=associates; assn=association; dept=department; lab=laboratory; labs=laboratory;
    laboratories=laboratory; labor=laboratory; laboratoires=laboratory; labore=laboratory; inst=institute;
    institut=institute; instituto=institute; insitute=institute; hlth=health; healthcare=health; svc=service;
    svcs=service; services=service; serv=service; sys=system; systems=system; syst=system; grp=group; gruppe=group;
    mgmt=management; mfg=manufacturing; tech=technology; technologies=technology; reg=regional; comm=community;
    cmty=community; gen=general; mem=memorial; meml=memorial; pharm=pharmaceuticals; pharma=pharmaceuticals;
    pharmaceutical=pharmaceuticals; diag=diagnostics; diagnostic=diagnostics; organisation=organization;
    labour=labor; fdn=foundation; coll=college; govt=government; bros=brothers; dr=doctor; drs=doctor;
    ind=industries; ent=enterprises; amer=american; rsch=research; ped=pediatric; ortho=orthopedics; onc=oncology;
    hlthcare=health; northeast=ne; northwest=nw; southeast=se; southwest=sw; dist=district; div=division;
    solns=solutions; and=&; und=&; et=&"""
)
NUMBERS = _table(
    """first=1; second=2; third=3; fourth=4; fifth=5; sixth=6; seventh=7; eighth=8; ninth=9; tenth=10; one=1; two=2;
    three=3; four=4; five=5; six=6; seven=7; eight=8; nine=9; ten=10; twenty=20; thirty=30; forty=40; fourty=40;
    fifty=50; 1st=1; 2nd=2; 3rd=3; 4th=4; 5th=5; 6th=6; 7th=7; 8th=8; 9th=9; 10th=10; ii=2; iii=3; iv=4; vi=6;
    vii=7; viii=8; ix=9; xi=11; xii=12; xiii=13; xiv=14; xv=15; xvi=16; xx=20"""
)
ROMAN = {"i": "1", "v": "5", "x": "10"}
SILENT = _words("the of for in on at to & a an de la le les el los las du des der die das dem den del di da do y e s")
PLAIN = _words(
    """hospital clinic medical center health university laboratory institute international national regional
    community general memorial group service system management technology solutions holding holdings bank trust
    fund capital partners industries industry enterprises associates association foundation company business
    global research diagnostics pharmaceuticals department school college family care practice praxis doctor saint
    american united city county state north south east west restaurant cafe hotel grill bar house network
    insurance securities financial finance energy engineering manufacturing construction consulting digital
    products trading investment investments development america europe asia usa us uk"""
)
STREETS = _table(
    """st=street; str=street; strasse=street; rd=road; ave=avenue; av=avenue; blvd=boulevard; blv=boulevard; dr=drive;
    ln=lane; ct=court; cir=circle; crct=circuit; cct=circuit; cres=crescent; pl=place; pde=parade; pkwy=parkway;
    sq=square; hwy=highway; ter=terrace; tce=terrace; cl=close; gr=grove; e=east; w=west; n=north; s=south;
    ne=northeast; nw=northwest; ste=suite; apt=apartment; fl=floor; rm=room; bldg=building; mt=mount; between=;
    bet=; near=; off=; at=; and=; the=; of="""
)
PLAIN_STREET = _words(
    """street road avenue boulevard drive lane court circle circuit crescent place parade parkway square highway
    terrace close grove east west north south main park suite apartment floor room building way rue via calle"""
)

_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_APOSTROPHES = re.compile("['’‘`´ʼ]")
_SINGLES = re.compile(r"\b(?:(?![ivxs&] |[ivxs&]$)\w )+(?![ivxs&]\b)\w\b")
_DIGITS_APART = re.compile(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)")
_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b")


@lru_cache(maxsize=65_536)
def spelled_alike(name: str) -> str:
    """An organisation's name folded, with initials joined and legal forms of several words as one."""
    text = _APOSTROPHES.sub("", name.replace("&", " and ").replace("+", " and "))
    text = _DOTTED.sub(lambda letters: letters[0].replace(".", "") + " ", text)
    text = _SPELLED.sub(lambda found: SPELLED[found[0]], fold(text))
    return _SINGLES.sub(lambda letters: letters[0].replace(" ", ""), text)


def without_forms(words: list[str]) -> tuple[list[str], frozenset[str]]:
    """The words of a name without the legal forms at its ends, and the forms that say something."""
    forms = []
    while len(words) > 1 and words[-1] in FORMS:
        forms.append(words[-1])
        words = words[:-1]
        if len(words) > 1 and words[-1] == "and":
            words = words[:-1]
    while len(words) > 1 and words[0] in FORMS - {"de", "as", "co", "me"}:
        forms.append(words[0])
        words = words[1:]
    return words, frozenset(_ONE_FORM.get(form, form) for form in forms if form not in _OF_NO_KIND)


def number_of(word: str, first: bool) -> str:
    """The digits of a word that is a number, a numeral or an ordinal; else the word."""
    if word in NUMBERS:
        return NUMBERS[word]
    if not first and word in ROMAN:
        return ROMAN[word]
    return _ORDINAL.sub(r"\1", word)


def apart(word: str) -> list[str]:
    """Letters and digits of a word apart: ahl1, 2007b."""
    return _DIGITS_APART.split(word)
