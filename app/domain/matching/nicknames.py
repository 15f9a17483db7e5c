"""First names and the short forms that people go by."""

from functools import lru_cache

_FORMS = """
alexander alex sandy sascha sasha xander al | alexandra alex sandra sasha sandy | alfred alf fred freddy al | albert
al bert bertie | andreas andi andy andre | andrew andy drew andre | anthony tony anton toni | antonio tony toni nino
| angela angie | ann anna anne annie anja nancy annika | barbara barb babs bärbel barbie | benjamin ben benny benji
| bernard bernie bernhard | catherine katherine kathryn katharina katarina kate katie kathy cathy kat kathleen cat
katja | charles charlie chuck chas karl carl carlos | charlotte lotte charlie lottie | christian chris | christina
christine tina chris christa kirsten kristina kristine | christopher chris christoph kit topher | claudia claudie |
cynthia cindy | daniel dan danny dani | daniela dani danielle | david dave davy davey | deborah debbie debra deb |
dennis denny | dominik dominic dom nick | donald don donny | dorothy dorothea dot dottie dolly dora thea | douglas
doug | edward ed eddie ted ned teddy eduard edouard | edwin ed eddie | eleanor ellen nora nell ella elinor lena |
elizabeth elisabeth liz lizzie beth betty lisa eliza elise bettina elsa libby lisbeth liza betsy bess | emily em
emma millie | eric erik erich | eugene gene | evelyn eve evie | ferdinand ferdi | florence flo florian | frances
fran francesca fanny franny | francis frank francesco francisco franz frans paco pancho | frederick fred freddy
friedrich fritz freddie frederic fredrick | gabriel gabe | gabriele gabi gabriella gaby gabrielle | george georg
jorge georges jorg | gerald gerry jerry gerhard gerd gert gerard | gregory greg gregor | guenter gunter gunther
gunnar | hannah hanna johanna hanne jo | harold harry hal | heinrich heinz henry heiner hein henri enrique harry
hank hendrik henrik | helen helena helene lena nell elena ellen | isabel isabella bella isabelle izzy ysabel | jacob
jakob jake jack james jim jimmy jamie jacques | jacqueline jackie | janet jan jane | jeffrey jeff geoff geoffrey |
jennifer jen jenny jenn | jeremy jerry jeremiah | jessica jess jessie | joachim jochen achim | joan joanne joanna jo
| john jon johnny jack johan johann johannes hans jan jean juan giovanni ian sean hannes ivan | jonathan jon jonny
nathan | joseph joe joey josef jose sepp giuseppe pepe jo | josephine jo josie | joshua josh | judith judy jude |
julia julie jules juliane | katrin kathrin kati | kenneth ken kenny | kimberly kim | kurt curt konrad conrad conny |
larry lawrence laurence lars lorenz laurent | leonard leo len lenny leonardo leon | leopold leo poldi | lillian lily
lilly lil | louis lou louie ludwig luis lewis lutz luigi | louise lou luise louisa | lucas luke lukas | lucy lucia
lucie | magdalena lena magda leni | manfred manni fred | manuel manu | margaret maggie meg peggy marge margarete
margarethe gretchen grete greta rita margarita margot megan madge daisy | maria mary marie mia molly polly marietta
mimi may miriam | marion mary | mark marc markus marcus marco | martha marty patty | martin marty | martina tina |
matthew matt matthias mathias mats mathieu matteo matty | maximilian max maxwell maxim | melanie mel melissa missy |
michael mike mick micky mikey michel michele miguel mikael mischa mitch michal | michelle shelly | miriam mimi |
natalie nat natalia natasha | nathaniel nathan nat nate | nicholas nick nicky nicolas nikolaus klaus nico niko
niklas claus nils niels | nicole nicky nikki nic | norman norm | oliver ollie olli | olivia liv livia ollie | pamela
pam | patricia pat patty trish tricia patti patsy | patrick pat paddy rick | paul paulo paolo pablo pavel | penelope
penny | peter pete petra pedro pierre piotr pit pieter | philip phil phillip philipp pip philippe | rachel rachael
rae | raymond ray raimund | rebecca becky becca bec | reinhard reiner rainer | renate rena | richard rick dick rich
ricky richie ricardo riccardo | robert bob rob bobby robbie roberto bert rupert robb | roger rodger rudiger | roland
rolf | ronald ron ronnie ronny | rosemary rose rosie romy | rudolf rudi rolf rudy | russell russ rusty | ruth ruthie
| samantha sam sammy | samuel sam sammy | sarah sara sally sadie | sebastian seb basti bastian | simon si simone |
sophia sophie sofia sofie fia | stanley stan | stephanie steph stefanie steffi stefania | stephen steve steven
stefan stephan steffen stephane stevie estefan | susan sue susie suzanne susanne sanne susanna suzy suzie | sylvia
silvia silvie | theodore ted theo teddy theodor | theresa terry therese teresa resi tess tessa terri | thomas tom
tommy tomas thom | timothy tim timmy | ulrich uli ueli | ursula uschi ulla | valentin val valentina | vanessa nessa
| veronica ronnie vroni veronika | victor vic viktor | victoria vicky tori viktoria vicki vic | vincent vince
vincenzo vinny | virginia ginny | walter walt wally | wilhelm willi willy william bill billy will liam guillermo wim
guillaume willie | wolfgang wolf | zachary zach zack
"""


@lru_cache(maxsize=1)
def _circles() -> dict[str, frozenset[int]]:
    circles: dict[str, set[int]] = {}
    for number, line in enumerate(" ".join(_FORMS.split()).split("|")):
        for name in line.replace("ä", "a").split():
            circles.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in circles.items()}


def is_given_name(word: str) -> bool:
    """True for a folded first name, or a short form of one, of those that many go by."""
    return word in _circles()


def one_name(one: str, other: str) -> bool:
    """True where two folded first names are forms of one name: Bob and Robert."""
    circles = _circles()
    return one in circles and other in circles and not circles[one].isdisjoint(circles[other])
