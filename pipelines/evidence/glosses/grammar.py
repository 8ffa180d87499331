"""Words of asking and of grammar in German, French and Spanish, as they are asked in English; longest phrases first.

What only joins words (articles, most prepositions) is not here: it is left out of what is searched.
"""

GERMAN = """
wie viele kosten | wie viel kosten | was kosten | wie teuer sind | wie teuer ist = how much does cost
wie viele | wieviele | wieviel | wie viel = how many
wie viel geld = how much money
wie lange | wie lang = how long
wie oft | wie häufig = how often
wie hoch ist | wie hoch sind | wie hoch liegt | wie hoch wird = how much is
wie hoch | wie gross = how high
wie laut | wie weit | wie alt | wie schwer | wie tief | wie schnell | wie breit | wie warm = how loud | how far \
| how old | how heavy | how deep | how fast | how wide | how hot
wie spät | um wie viel uhr | um wieviel uhr | wann genau = what time
was kostet | wie teuer = how much does cost
was ist | was sind | was = what is | what are | what
seit wann | ab wann | bis wann | wann = since when | from when | until when | when
wie = how
wer | wen | wem | wessen = who | who | who | whose
wo | woher | wohin = where
an wen | bei wem | mit wem = who
warum | wieso | weshalb = why
wofür | wozu = what for
welche | welcher | welches | welchen | welchem = which
darf man | darf ich | dürfen wir | darf | dürfen = may one | may i | may we | may | may
kann man | kann ich | können wir | kann | können | könnte = can one | can i | can we | can | can | could
muss man | muss ich | müssen wir | muss | müssen = must one | must i | must we | must | must
soll | sollen | sollte = should
gibt es | gibt s | existiert = is there
bekomme ich | bekomme | bekommt | bekommen = do i get | get | gets | get
ist | sind | war | waren = is | are | was | were
wird | werden | wurde | wurden = is | are | was | were
hat | haben | hatte = has | have | had
ich | wir | man = i | we | one
mein | meine | meinen | meinem | meiner = my
unser | unsere | unseren = our
ohne | mit = without | with
mehr als | weniger als | mindestens | höchstens | maximal = more than | less than | at least | at most | at most
mehr | weniger = more | less
kein | keine | keinen | nicht | nie | niemals = no | no | no | not | never | never
und | oder = and | or
im voraus = in advance
vor | nach | zwischen | bis | unter | über | während | pro | je = before | after | between | until | under | over \
| during | per | per
wenn | falls = if
nur | auch | noch | alle | jeder | jede | jedes = only | also | still | all | each | each | each
am meisten | am wenigsten = the most | the least
teurer | billiger | länger | kürzer | größer | kleiner = more expensive | cheaper | longer | shorter | larger | \
smaller
teuerste | billigste | günstigste | längste | kürzeste = most expensive | cheapest | cheapest | longest | shortest
größte | kleinste | höchste | niedrigste | älteste | neueste = largest | smallest | highest | lowest | oldest | newest
"""

FRENCH = """
qu est ce que c est que | qu est ce que | qu est ce qui = what is | what | what
est ce que | est ce qu = |
y a t il | il y a | existe t il = is there
quand a lieu | quand ont lieu = when takes place | when take place
combien de temps | pendant combien de temps = how long
combien coûte | combien coûtent | combien coute = how much does cost
combien de fois = how often
combien de = how many
combien d = how many
combien = how much
à quelle heure | a quelle heure = what time
à quelle date | depuis quand | jusqu à quand = what date | since when | until when
quel est | quelle est | quels sont | quelles sont = what is | what is | what are | what are
à quelle fréquence | quel âge = how often | how old
quand | où est | où sont | où se trouve | où se trouvent = when | where is | where are | where is | where are
où puis je | où peut on | où dois je | où faut il = where can i | where can one | where must i | where must one
pourquoi | comment = why | how
à qui | de qui | avec qui | qui = who
que | quoi | quel | quelle | quels | quelles | lequel | laquelle = what | what | which | which | which | which \
| which | which
peut on | puis je | pouvons nous | peut il | peut elle = can one | can i | can we | can it | can it
peut | peuvent | pourrait = can | can | could
dois je | doit on | faut il | devons nous | doit | doivent = must i | must one | must one | must we | must | must
a t on le droit de | a t on le droit d | ai je le droit de | a le droit de = may one | may one | may i | may
est | sont | était | étaient = is | are | was | were
ont | avait = have | had
je | nous | on = i | we | one
mon | ma | mes = my
notre | nos = our
sans | avec = without | with
plus de | moins de | au moins | au plus | au maximum | maximum = more than | less than | at least | at most | at \
most \
| at most
le plus | la plus | les plus | le moins | la moins = the most | the most | the most | the least | the least
plus | moins = more | less
pas | jamais | aucun | aucune = not | never | no | no
et | ou = and | or
avant | après | entre | jusqu à | sous | pendant | par = before | after | between | until | under | during | per
si | seulement | aussi | encore | tous | toutes | chaque = if | only | also | still | all | all | each
"""

SPANISH = """
cuánto tiempo = how long
cuánto cuesta | cuánto cuestan | cuánto vale | qué precio tiene = how much does cost
con qué frecuencia | cada cuánto = how often
cuántas veces = how often
cuántos | cuántas = how many
cuánto | cuánta = how much
a qué hora | a que hora | qué día | desde cuándo | hasta cuándo = what time | what time | which day | since when \
| until when
cuál es | cuáles son | qué es | qué son = what is | what are | what is | what are
cuándo | dónde | adónde | cómo | por qué = when | where | where | how | why
a quién | quién | quiénes = who
qué | cuál | cuáles = what | which | which
se puede | se pueden | puedo | podemos | puede | pueden | podría = can one | can one | can i | can we | can | can | \
could
se debe | debo | debemos | debe | deben | hay que | tengo que | tenemos que | tiene que = must one | must i | must \
we \
| must | must | must one | must i | must we | must
está permitido | está prohibido = is allowed | is forbidden
hay | existe = is there
es | son | está | están | era | fue = is | are | is | are | was | was
tiene | tienen | ha | han = has | have | has | have
yo | nosotros = i | we
mi | mis = my
nuestro | nuestra | nuestros = our
sin | con = without | with
más de | menos de | al menos | como mínimo | como máximo | a lo sumo | máximo = more than | less than | at least \
| at least | at most | at most | at most
más caro | más cara | más barato | más barata = most expensive | most expensive | cheapest | cheapest
más | menos = more | less
no | nunca | ningún | ninguna = not | never | no | no
y | o = and | or
antes de | antes | después | entre | hasta | bajo | durante | por | cada = before | before | after | between | until \
| under | during \
| per | each
si | solo | también | todavía | todos | todas = if | only | also | still | all | all
"""
