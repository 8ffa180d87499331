"""What the guards know of English: words of one meaning, opposites, negations, quantifiers, bounds.

Words as they are written; ``reading`` compares their stems. A list is not grown from a bench's own mutations.
"""

from pipelines.text.analyzer import term

_SYNONYMS = """
begin start commence launch began begun started | end finish conclude terminate | buy purchase acquire bought
get receive obtain got | build construct erect built | big large biggest largest huge great | small little tiny
allow permit permitted allowed authorise authorize | forbid prohibit ban forbidden prohibited banned
mandatory compulsory obligatory required | optional voluntary | yearly annual annually | monthly month | weekly week
daily day | about roughly approximately around circa nearly almost | cost price charge fee | fix repair mend
refund reimburse repay refunded reimbursed | phone telephone call | immediately promptly instantly straightaway
quick fast rapid swift | slow sluggish | help assist support aid | show display indicate | choose select pick chose
need require must | give provide supply offer gave given | keep retain hold kept held | make produce create made
use utilise utilize employ | send dispatch ship sent | ask request | tell inform notify | say state mention said
write written wrote writing | speak spoke spoken talk | take took taken | go went gone | come came | become became
lead led | find found discover | found establish | run ran operate | win won victory | lose lost | grow grew grown
rise rose risen increase climb | fall fell fallen decrease decline drop | pay paid payment | employee staff worker
company firm business | car vehicle automobile | child kid children | person people individual | doctor physician
house home | job position post | place location site | town city | street road | sick ill | holiday vacation leave
laptop computer notebook | trip journey travel | close shut closed | open opened | stop halt cease
leave depart left departure | arrive arrival | live reside inhabit | die death died | bear born birth
teach taught | think thought | bring brought | sell sold sale | renew extend renewal extension | remove delete
cancel annul | replace substitute | deadline limit | method way procedure | important significant essential
near close nearby | entire whole complete full total | sufficient enough | several multiple | each every
contain include comprise hold | consist comprise | locate situate lie | name call title | own possess belong
part portion section | goal aim purpose objective | result outcome | error mistake fault | test examine check inspect
maximum max | minimum min | evening night | morning | often frequently | rarely seldom | usually normally
approve accept endorse | reject refuse decline | vote elect | serve work | head lead manage direct | annual yearly
"""

_ANTONYMS = """
allow forbid | allow prohibit | permit forbid | permit prohibit | accept reject | accept refuse | approve reject
include exclude | compulsory optional | mandatory optional | mandatory voluntary | compulsory voluntary
required optional | rise fall | rose fell | rose sank | increase decrease | increase reduce | raise lower | raise reduce
raised cut | grow shrink | grew shrank | win lose | won lost | defeat lose | beat lose | upper lower | top bottom
north south | east west | northern southern | eastern western | northeast southwest | northwest southeast
left right | inside outside | indoor outdoor | indoors outdoors | internal external | public private
public confidential | open close | open closed | opens closes | summer winter | spring autumn | day night
morning evening | slow quick | slow fast | slowly quickly | slowly rapidly | early late | earlier later | before after
first last | old young | old new | older younger | oldest youngest | older newer | large small | larger smaller
largest smallest | big small | bigger smaller | biggest smallest | long short | longer shorter | longest shortest
high low | higher lower | highest lowest | more less | more fewer | most least | most fewest | over under
above below | deep shallow | deeper shallower | deepest shallowest | near far | nearer farther | nearest farthest
strong weak | stronger weaker | strongest weakest | fast slow | faster slower | fastest slowest | hot cold
hotter cooler | hotter colder | warm cool | warmer cooler | warmer colder | dark light | dark bright | darker paler
darker lighter | brighter darker | brighter duller | steep gentle | steeper gentler | narrow wide | narrower wider
narrow broad | narrower broader | dear cheap | dearer cheaper | expensive cheap | expensive inexpensive | good bad
better worse | best worst | greater smaller | greater lesser | thick thin | thicker thinner | heavy light
heavier lighter | heaviest lightest | rich poor | safe dangerous | harmless dangerous | harmless poisonous
harmless harmful | poisonous edible | painless painful | free paid | true false | present absent | success failure
success fail | begin end | start stop | start end | arrive depart | arrive leave | enter leave | buy sell | bought sold
import export | love hate | agree disagree | remember forget | add remove | add subtract | lock unlock
connect disconnect | enable disable | activate deactivate | visible hidden | visible invisible | possible impossible
legal illegal | lawful unlawful | valid invalid | complete incomplete | complete partial | full empty | wet dry
hard soft | even odd | male female | north south | unanimous divided | unanimous narrow | permanent temporary
advance afterwards | advance arrears | always never | always sometimes | often rarely | often seldom | many few
maximum minimum | frequent rare | common rare | simple complex | easy difficult | known unknown | same different
remain disappear | remain vanish | stay leave | appear disappear | survive perish | survive die | ground top
upstairs downstairs | upstream downstream | written oral | written verbal | writing mouth | credit debit | profit loss
gain lose | majority minority | clockwise anticlockwise | clockwise counterclockwise | vertical horizontal | male female
gratis fee | gratis charge | gratis paid | married single | positive negative | push pull | on off | single double
former latter | senior junior
"""

# Several words that are one: what they stand for is compared.
_PHRASES = """
at least : ≥ | no less than : ≥ | no fewer than : ≥ | not less than : ≥ | not fewer than : ≥ | a minimum of : ≥
at most : ≤ | no more than : ≤ | not more than : ≤ | a maximum of : ≤ | up to : ≤
no one : nobody | each one : every | every one : every | not only : notonly | no longer : nolonger
free of charge : gratis | at no cost : gratis | without charge : gratis | for free : gratis | free of cost : gratis
at once : immediately | right away : immediately | without delay : immediately | straight away : immediately
with immediate effect : immediately | as soon as possible : soon | in order to : to | due to : because
because of : because | owing to : because | per year : yearly | a year : yearly | each year : yearly
every year : yearly | each month : monthly | every month : monthly | per month : monthly | each day : daily
every day : daily | per day : daily | each week : weekly | every week : weekly | per week : weekly
without a dissenting vote : unanimous | without dissent : unanimous | without opposition : unanimous
unanimously : unanimous | is able to : can | are able to : can | is allowed to : may | are allowed to : may
has to : must | have to : must | is required to : must | are required to : must | not all : notall | not every : notall
not each : notall | not everybody : notall | not everyone : notall | only some : notall | only part : notall
only a part : notall | a part of : notall
"""

_NEGATIONS = """
not no never none nobody nothing neither nor without hardly nolonger nowhere
nicht kein keine keinen ne pas jamais aucun
"""
NEGATIONS = frozenset(_NEGATIONS.split())
CONDITIONS = frozenset(("if", "unless", "whether", "wenn", "si"))
QUANTIFIERS = {
    **dict.fromkeys(("all", "every", "each", "everybody", "everyone", "everything", "always", "both"), "all"),
    **dict.fromkeys(("no", "none", "nobody", "nothing", "never", "neither"), "none"),
    **dict.fromkeys(("only", "solely", "exclusively"), "only"),
    **dict.fromkeys(("some", "sometimes", "notall", "partly", "several", "few"), "some"),
    **dict.fromkeys(("most", "mostly"), "most"),
    "half": "half",
    "notonly": "notonly",
    "≥": "≥",
    "≤": "≤",
}
# Words about sources, not about what they say.
_TALK = "according document documents passage source sources answer text says states mentions information"
TALK = frozenset(map(term, _TALK.split()))


def _entries(text: str) -> list[list[str]]:
    return [entry.split() for line in text.strip().splitlines() for entry in line.split("|") if entry.strip()]


def _groups() -> dict[str, frozenset[int]]:
    """The groups of one meaning that a stem belongs to."""
    found: dict[str, set[int]] = {}
    for number, words in enumerate(_entries(_SYNONYMS)):
        for word in words:
            found.setdefault(term(word), set()).add(number)
    return {stem: frozenset(numbers) for stem, numbers in found.items()}


def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, other in _entries(_ANTONYMS):
        found.setdefault(term(one), set()).add(term(other))
        found.setdefault(term(other), set()).add(term(one))
    return {stem: frozenset(others - {stem}) for stem, others in found.items()}


def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """By first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words in _entries(_PHRASES):
        found.setdefault(words[0], []).append((tuple(words[:-2]), words[-1]))
    return {first: sorted(phrases, key=lambda each: -len(each[0])) for first, phrases in found.items()}


GROUPS = _groups()
OPPOSITES = _opposites()
PHRASES = _phrases()


def same(one: str, other: str) -> bool:
    """Whether two stems mean the same, as far as the list knows."""
    return one == other or bool(GROUPS.get(one, frozenset()) & GROUPS.get(other, frozenset()))


def opposite(one: str, other: str) -> bool:
    """Whether two stems mean the opposite, as far as the list knows."""
    return other in OPPOSITES.get(one, frozenset())
