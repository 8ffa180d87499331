"""Function words by language, as the analyzer folds them: pronouns, articles, prepositions, auxiliaries, and the words
that questions begin with.

Of the lists of the Snowball project (BSD) and of Lucene (Apache-2.0).
"""

from collections.abc import Mapping

STOPS: Mapping[str, str] = {
    "it": """
a abbia abbiamo abbiano abbiate ad agl agli ai al all alla alle allo anche avemmo avendo avesse avessero avessi
avessimo aveste avesti avete aveva avevamo avevano avevate avevi avevo avra avrai avranno avrebbe avrebbero avrei
avremmo avremo avreste avresti avrete avro avuta avute avuti avuto c che chi ci coi col come con contro cosa cui da
dagl dagli dai dal dall dalla dalle dallo degl degli dei del dell della delle dello deve devo di dov dove e ebbe
ebbero ebbi ed era erano eravamo eravate eri ero essendo fa faccia facciamo facciano facciate faccio facemmo facendo
facesse facessero facessi facessimo faceste facesti faceva facevamo facevano facevate facevi facevo fai fanno fara
farai faranno farebbe farebbero farei faremmo faremo fareste faresti farete faro fece fecero feci fosse fossero fossi
fossimo foste fosti fu fui fummo furono gli ha hai hanno ho i il in io l la le lei li lo loro lui ma mi mia mie miei
mio ne negl negli nei nel nell nella nelle nello noi non nostra nostre nostri nostro o per perche piu posso possono
puo qual quale quali quando quanta quante quanti quanto quella quelle quelli quello questa queste questi questo sara
sarai saranno sarebbe sarebbero sarei saremmo saremo sareste saresti sarete saro se sei si sia siamo siano siate siete
sono sta stai stando stanno stara starai staranno starebbe starebbero starei staremmo staremo stareste staresti
starete staro stava stavamo stavano stavate stavi stavo stemmo stesse stessero stessi stessimo steste stesti stette
stettero stetti stia stiamo stiano stiate sto su sua sue sugl sugli sui sul sull sulla sulle sullo suo suoi ti tra tu
tua tue tuo tuoi tutti tutto un una uno vi voi vostra vostre vostri vostro
""",
    "nl": """
aan al alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een eens en er ge geen
geweest haar had heb hebben heeft hem het hier hij hoe hoelang hoeveel hun iemand iets ik in is ja je jouw kan kon
krijg kunnen maar mag me meer men met mij mijn moet na naar niet niets nog nu of om omdat onder ons ook op over reeds
te tegen toch toen tot u uit uw van veel voor waar waarmee waarom wanneer want waren was wat welk welke werd wezen wie
wil word worden wordt zal ze zelf zich zij zijn zo zonder zou
""",
    "sv": """
alla allt an ar at att av blev bli blir blivit da dar de dem den denna deras dess dessa det detta dig din dina ditt du
efter ej eller en er era ert ett far finns for fran gor ha hade han hans har henne hennes hon honom hur i icke ingen
inom inte jag ju kan kunde lange man manga maste med mellan men mig min mina mitt mot mycket nagon nagot nagra nar ni
nu och om oss over pa sa sadan sadana sadant samma sedan sig sin sina sitta sjalv ska skulle som till under upp ut
utan vad var vara varfor varit varje vars vart vem vi vid vilka vilkas vilken vilket
""",
    "da": """
ad af alle alt anden at blev blive bliver da de dem den denne der deres det dette dig din disse dog du efter eller en
end er et far findes for fra gor ham han hans har havde have hende hendes her hos hun hvad hvem hvilke hvilken hvilket
hvis hvor hvordan hvorfor hvornar i ikke ind jeg jer jo kan kunne laenge ma man mange med meget men mig min mine mit
mod nar ned noget nogle nu og ogsa om op os over pa sadan selv sig sin sine sit skal skulle som thi til ud under vaere
vaeret var vi vil ville vor
""",
    "no": """
a alle at av bade bae bare begge ble blei bli blir blitt da de deg dei deim deira deires dem den denne der dere deres
det dette di din disse ditt du dykk dykkar eg ein eit eitt eller elles en enn er et ett etter far finnes for fordi fra
gjor ha hadde han hans har hennar henne hennes her hja ho hoe honom hoss hossen hun hva hvem hver hvilke hvilken
hvilket hvis hvor hvordan hvorfor i ikke ikkje ingen ingi inkje inn inni ja jeg kan kom korleis korso kun kunne kva
kvar kvarhelst kven kvi kvifor lenge ma man mange me med medan meg meget mellom men mi min mine mitt mot mye mykje na
nar ned no noe noen noka noko nokon nokor nokre og ogsa om opp oss over pa sa samme sann seg selv si sia sidan siden
sin sine sitt sjol skal skulle slik so som somme somt til um upp ut uten vaere vaert var vart varte ved vere verte vi
vil ville vore vors vort
""",
    "fi": """
ei eivat emme en et etta ette han haneen hanella hanelle hanelta hanen hanessa hanesta hanet hanta he heidan heidat
heihin heilla heille heilta heissa heista heita itse ja johon joiden joihin joiksi joilla joille joilta joina joissa
joista joita joka joksi jolla jolle jolta jona jonka jos jossa josta jota jotka kanssa kauan keiden keihin keiksi
keilla keille keilta keina keissa keista keita keneen keneksi kenella kenelle kenelta kenen kenena kenessa kenesta
kenet keta ketka koska kuin kuinka kuka kun me meidan meidat meihin meilla meille meilta meissa meista meita mihin
mika miksi milla mille milloin milta mina minka minua minulla minulle minulta minun minussa minusta minut minuun missa
mista mita miten mitka monta mukaan mutta naiden naihin naiksi nailla naille nailta naina naissa naista naita nama ne
niiden niihin niiksi niilla niille niilta niin niina niissa niista niita noiden noihin noiksi noilla noille noilta
noin noina noissa noista noita nuo nyt ole olemme olen olet olette oli olimme olin olisi olisimme olisin olisit
olisitte olisivat olit olitte olivat olla olleet ollut on onko ovat paljon pitaa pitaako poikki saa saan saanko se
seka sen siihen siina siita siksi silla sille silta sina sinua sinulla sinulle sinulta sinun sinussa sinusta sinut
sinuun sita tahan tai taksi talla talle talta tama taman tana tassa tasta tata te teidan teidat teihin teilla teille
teilta teissa teista teita tuo tuohon tuoksi tuolla tuolle tuolta tuon tuona tuossa tuosta tuota vaan vai vaikka voi
voiko voin yli
""",
    "pt": """
a ao aos aquela aquelas aquele aqueles aquilo as ate com como da das de dela delas dele deles depois deve devo do dos
e ela elas ele eles em entre era eram eramos essa essas esse esses esta estamos estao estas estava estavam estavamos
este esteja estejam estejamos estes esteve estive estivemos estiver estivera estiveram estiveramos estiverem
estivermos estivesse estivessem estivessemos estou eu faz fazer foi fomos for fora foram foramos forem formos fosse
fossem fossemos fui ha haja hajam hajamos hao havemos hei houve houvemos houver houvera houveram houveramos houverao
houverei houverem houveremos houveria houveriam houveriamos houvermos houvesse houvessem houvessemos isso isto ja lhe
lhes mais mas me mesmo meu meus minha minhas muito na nao nas nem no nos nossa nossas nosso nossos num numa o onde os
ou para pela pelas pelo pelos pode por porque posso preciso quais qual quando quanta quantas quanto quantos que quem
sao se seja sejam sejamos sem sera serao serei seremos seria seriam seriamos seu seus so somos sou sua suas tambem te
tem temos tenha tenham tenhamos tenho tera terao terei teremos teria teriam teriamos teu teus teve tinha tinham
tinhamos tive tivemos tiver tivera tiveram tiveramos tiverem tivermos tivesse tivessem tivessemos tu tua tuas um uma
voce voces vos
""",
    "ru": """
а без более больше будет будто бы был была были было быть в вам вас вдруг ведь во вот впрочем все всегда всего всех
всю вы где говорил да даже два для до должен должна должны другой его ее ей ему если есть еще ж же жизнь за зачем
здесь и из или им иногда их к кажется как какая какие каких какое какой каком какую когда конечно кто куда ли лучше
между меня мне много могу может можно мой моя мы на над надо наконец нас не него нее ней нельзя нет ни нибудь никогда
ним них ничего но ну нужно о об один он она они опять от откуда перед по под после потом потому почему почти при про
раз разве с сам свою себе себя сегодня сейчас сказал сказала сказать сколько со совсем так такой там тебя тем теперь
то тогда того тоже только том тот три тут ты у уж уже хорошо хоть чего чей человек чем через что чтоб чтобы чуть эти
этого этой этом этот эту я
""",
    "hu": """
a abban ahhoz ahogy ahol aki akik akkor alatt altal altalaban amely amelyek amelyekben amelyeket amelyet amelynek ami
amig amikor amit amolyan annak arra arrol at az azert azok azon azonban azt aztan azutan azzal bar be belul benne cikk
cikkek cikkeket csak de e ebben eddig egesz egy egyeb egyes egyetlen egyik egyre ehhez ekkor el eleg ellen elo eloszor
elott elso emilyen en ennek eppen erre es ez ezek ezen ezert ezt ezzel fel fele hanem hany hiszen hogy hogyan hol
honnan hova igen igy ill illetve ilyen ilyenkor ismet ison itt jo jobban jol kaphatok kell kellett keressunk keresztul
ki kit kivul kozott kozul legalabb legyen lehet lehetett lenne lenni lesz lett maga magat majd mar mas masik meddig
meg mellett mely melyek melyik mennyi mert mi miert mig mikor milyen minden mindenki mindent mindig mint mintha mit
mivel most nagy nagyobb nagyon ne neha nehany nekem neki nelkul nem nincs o ok oket olyan ossze ott pedig persze ra s
sajat sem semmi sok sokat sokkal szamara szemben szerint szinte talan tehat teljes tobb tovabb tovabba ugy ugyanis uj
ujabb ujra utan utana utolso vagy vagyis vagyok valaki valami valamint valo van vannak vele vissza viszont volna volt
voltak voltam voltunk
""",
    "id": """
ada adalah akan aku anda antara apa apabila apakah atau ataupun bagaimana bagi bahwa banyak beberapa begitu beliau
belum berapa bila bisa boleh bukan dalam dan dapat dari daripada demikian dengan di dia dimana hampir hanya harus
hingga ia ialah ini itu jika juga kalau kalian kami kamu kapan karena ke kemudian kenapa kepada ketika kita lebih maka
mana maupun melainkan melalui memiliki mengapa mereka meskipun namun oleh pada saja sama sana satu saya sebagai sebuah
secara sedangkan sehingga selain semua sendiri seorang seperti serta seseorang setelah setiap siapa suatu tanpa tapi
telah terlalu tersebut tetapi tidak untuk yaitu yakni yang
""",
    "tr": """
acaba ama ancak arada aslinda ayrica bana bazi belki ben benden beni benim beri bile bir bircok biri birkac birkez
birsey birseyi biz bizden bize bizi bizim boyle boylece bu buna bunda bundan bunlar bunlari bunlarin bunu bunun burada
cok cunku da daha dahi de defa degil diger diye dolayi dolayisiyla edecek eden ederek edilecek ediliyor edilmesi
ediyor eger en etmesi etti ettigi ettigini gibi gore halen hangi hatta hem henuz hep hepsi her herhangi herkesin hic
hicbir icin iki ile ilgili ise iste itibaren itibariyle kac kadar karsin katrilyon kendi kendilerine kendini kendisi
kendisine kendisini kez ki kim kimden kimdir kime kimi kimse mi mu nasil ne neden nedenle nedir nerde nerede nereden
nereye nicin niye o olan olarak oldu oldugu oldugunu olduklarini olmadi olmadigi olmak olmasi olmayan olmaz olsa olsun
olup olur olursa oluyor ona ondan onlar onlardan onlari onlarin onu onun oyle oysa pek ragmen sadece sanki sen senden
seni senin sey seyden seyi seyler siz sizden sizi sizin soyle su suna sunda sundan sunlari sunu tarafindan tum uc
uzere var vardi ve veya ya yani yapacak yapilan yapilmasi yapiyor yapmak yapti yaptigi yaptigini yaptiklari yerine
yine yok yoksa zaman zaten
""",
    "ro": """
acea aceasta aceea acei aceia acel acela acele acelea acest acesta aceste acestea acesti acestia acolo acum ai aia
aiba aici al ala ale alea altceva altcineva am ar are as asadar asemenea asta astazi astea astia asupra ati au avea
avem aveti azi bine bucur buna ca caci cand care carei caror carui cat cata cate cati catre catva ce cel ceva chiar
cind cine cineva cit cite citi citva contra cu cum cumva curand curind da daca dar datorita de deci deja deoarece
departe desi din dinaintea dintr dintre drept dupa ea ei el ele eram este esti eu face fara fi fie fiecare fii fim
fiti iar ieri ii il imi impotriva in inainte inaintea incat incit incotro intre intrucat intrucit iti la langa le li
linga lor lui ma maine mea mei mele mereu meu mi mine mult multa multi ne nicaieri nici nimeni niste noastra noastre
noi nostri nostru nu ori oricand oricare oricat orice oricind oricine oricit oricum oriunde pana pe pentru peste pina
poate pot prea prima primul prin printr sa sai sale sau se si sint sintem sinteti spre sub sunt suntem sunteti ta tai
tale tau te ti tie tine toata toate tot toti totusi trebuie tu un una unde undeva unei unele uneori unor va vi voastra
voastre voi vostri vostru voua vreo vreun
""",
    "ar": """
أ ألا أما أن أنت أنه أنها أو أى أي أيضا أين إذا إلا إلى إلي إما إن إنه إنها ا اذا الآن الا الان التى التي الذى الذي
الذين الى الي اما ان انت انه انها او اى اي ايضا ب بأن بان بعد بعض به بها بين بينما تكون تلك ثم جميع حتى حيث خلال ذلك
ضمن على عليه عليها عن عند عندما غير ف فأن فان فما فهو فهى فهي في فيه فيها قبل قد كان كانت كل كم كما كيف لا لدى لك لكن
لم لماذا لن له لها لي ما ماذا متى مع من منذ منه منها نحو هذا هذه هل هناك هو هى هي و وأن وإن وان وفي وكان وكانت وكل ولا
ولم ولن وما ومن وهو وهى وهي يجب يكون يمكن
""",
    "fa": """
آن آیا اباد اثر اره اري از است استفاده اش اكنون البته ام اما امد امده امروز امسال ان انان انجا اند انكه انها انچه او
اورد اورده اول اي ايا ايد ايشان ايم اين اينكه اگر این با بار باره باشد باشند باشيم بالا بالاي بايد بدون بر برابر
براساس براي برخوردار برخي برداري بروز بسيار بسياري بعد بعري بعضي بلكه بله بلي بنابراين بندي به بهترين بود بودن بودند
بوده بي بيرون بيست بيش بيشتر بيشتري بين تا تازه تاكنون تان تحت تر ترين تمام تمامي تنها تواند توانند توسط تول توي جا
جاي جايي جدا جديد جريان جز جلوي جلوگيري حتي حدود حق خارج خدمات خواست خواهد خواهند خواهيم خود خويش خياه داد دادن دادند
داده دارد دارند داريم داشت داشتن داشتند داشته دانست دانند در درباره دنبال ده دهد دهند دو دوم ديده ديروز ديگر ديگران
ديگري را راه رفت رفته روب روزهاي روي ريزي زياد زير زيرا سابق ساخته سازي سراسر سري سعي سمت سوم سوي سپس شان شايد شد شدن
شدند شده شش شما شناسي شود شوند صورت ضد ضمن طبق طريق طور طي عقب علت عنوان غير فقط فكر فوق قابل قبل قصد كجا كجاست كدام
كرد كردم كردن كردند كرده كس كسي كل كمتر كنار كند كنم كنند كنيد كنيم كه كي لطفا ما مان مانند مثل مختلف مدتي مردم مرسي
مقابل من مورد مي ميليارد ميليون مگر می ناشي نام نبايد نبود نخست نخستين نخواهد ندارد ندارند نداشته نزد نزديك نشان نشده
نظير نكرده نمايد نمي نه نوعي نيز نيست ه ها هاي هايي هر هرگز هزار هست هستند هستيم هفت هم همان همه همواره همين همچنان
همچنين همچون هنوز هنگام هنگامي هيچ و وسط وقتي وقتيكه ولي وي وگو يا يابد يك يكديگر يكي پاعين پس پنج پيش چرا چطور چقدر
چند چندين چنين چه چهار چون چيز چيزي چيست چگونه چی کجا کدام که کی گذاري گذاشته گردد گرفت گرفته گروهي گفت گفته گويد
گويند گيرد گيري
""",
    "hi": """
अंदर अत अदि अप अपना अपनि अपनी अपने अभि अभी आदि आप इंहिं इंहें इंहों इतयादि इत्यादि इन इनका इन्हीं इन्हें इन्हों इस
इसका इसकि इसकी इसके इसमें इसि इसी इसे उंहिं उंहें उंहों उन उनका उनकि उनकी उनके उनको उन्हीं उन्हें उन्हों उस उसके उसि
उसी उसे एक एवं एस एसे ऐसे ओर और कइ कई कब कर करता करते करना करने करें कहते कहा कहाँ का काफ़ी काफि कि किंहें किंहों
कितना कितनी कितने किन्हें किन्हों किया किर किस किसके किसि किसी किसे की कुछ कुल के कैसे को कोइ कोई कोन कोनसा कौन कौनसा
क्या क्यों गया घर जब जहाँ जहां जा जिंहें जिंहों जितना जिधर जिन जिन्हें जिन्हों जिस जिसे जीधर जेसा जेसे जैसा जैसे जो तक
तब तरह तिंहें तिंहों तिन तिन्हें तिन्हों तिस तिसे तो था थि थी थे दबारा दवारा दिया दुसरा दुसरे दूसरे दो द्वारा न नहिं
नहीं ना निचे निहायत नीचे ने पर पहले पुरा पूरा पे फिर बनि बनी बहि बही बहुत बाद बाला बिलकुल भि भितर भी भीतर मगर मानो मे
में यदि यह यहाँ यहां यहि यही या यिह ये रखें रवासा रहा रहे ऱ्वासा लिए लिये लेकिन व वग़ैरह वगेरह वरग वर्ग वह वहाँ वहां
वहिं वहीं वाले वुह वे संग सकता सकते सबसे सभि सभी सा साथ साबुत साभ सारा से सो हि ही हुअ हुआ हुइ हुई हुए हे हें है हैं
हो होता होति होती होते होना होने
""",
    "el": """
αλλα αν αντι απο αυτα αυτεσ αυτη αυτο αυτοι αυτοσ αυτουσ αυτων για γιατι δε δεν εαν ειμαι ειμαστε ειναι εισαι ειστε
εκεινα εκεινεσ εκεινη εκεινο εκεινοι εκεινοσ εκεινουσ εκεινων ενω επι η θα ισωσ κ και κατα κι μα με μετα μη μην μπορει
μπορω να ο οι ομωσ οπωσ οσο οτι παρα ποια ποιεσ ποιο ποιοι ποιοσ ποιουσ ποιων ποσα ποσεσ ποσο ποσοι ποτε που πρεπει
προσ πωσ σε στη στην στο στον τα την τησ τι το τον τοτε του των ωσ
""",
    "cs": """
a aby aj ale ani asi atd atp az bez bude budem budes by byl byla byli bylo byt ci co coz cz dalsi dnes do ho i ja jak
jaka jake jakmile jako jakoz jaky je jehoz jej jeji jejich jelikoz jemu jen jeste jez ji jine jiz jsem jses jsme jsou
jste k kam kde kdo kdy kdyz ke kolik ktera ktere kteri kterou ktery ma mate me mezi mi mit mne mohu muj musi musim
muze my na nacez nad nam nas nasi nebo neg nejsou nemu nemuz neni nez nic o od odkud on ona oni ono ony pak po pod
pokud pouze pred pres pri pricemz pro proc proto protoze prvni pta re s se si sve svych svym svymi ta tak take takze
tato tedy tem temu ten tento teto tim timto tipy to tohle toho tohoto tom tomto tomu tomuto tu tuto ty tyto u uz v vam
vas vase ve vice vsak vy z za zda zde ze zpet
""",
}
