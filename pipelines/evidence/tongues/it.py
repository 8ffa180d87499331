"""Italian."""

from pipelines.evidence.tongues.tongue import Tongue

_TIME = r"(?:second[oi]|minut[oi]|or[ae]|giorn[oi]|nott[ei]|settiman[ae]|mes[ei]|trimestr[ei]|ann[oi])"
_NUMBER = (
    r"(?:un[ao]?|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|quattordici|quindici|"
    r"sedici|vent\w*"
    r"|trent\w*|quarant\w*|cinquant\w*|sessant\w*|cento|mille|mezz[oa]|alcun[ie]|dozzina)"
)
_MONTH = r"(?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre)"
_DAY = r"(?:lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica)"

TONGUE = Tongue(
    "it",
    asks={
        "duration": rf"\bquant[oaie] (?:tempo|{_TIME}|dura\w*)\b|\bper quanto\b|\b(?:qual e la durata|"
        r"entro quanto)\b",
        "date": r"\bquando\b|\b(?:a|in|entro) (?:che|quale|quali) (?:or[ae]|data|giorn[oi]|mese|anno|orari[o]?)\b|"
        r"\b(?:che|quali?)"
        r"(?: sono gli| e l)? ?(?:ora|data|giorno|orari[o]?)\b|\bogni quanto\b|\bquante volte\b|"
        r"\bcon che frequenza\b",
        "price": r"\b(?:quant[oaie]|qual[ei]?|che)\b.*\b(?:cost\w*|prezz[oi]|tariff[ae]|paga\w*|affitto|importo|"
        r"stipendio|cauzione"
        r"|multa|quota|rimbors\w*|contributo|budget|spes[ae]|canone)\b",
        "number": r"\bquant[oaie]\b|\b(?:qual e (?:il|la|l)|che) ?(?:numero|temperatura|peso|altezza|lunghezza|"
        r"quantita|capacita"
        r"|velocita|percentuale|potenza|superficie|eta)\b",
        "who": r"\b(?:chi|a chi|da chi)\b",
        "place": r"\b(?:dove|dov)\b|\bin (?:quale|che) (?:sala|edificio|citta|via|menu|luogo|ufficio|piano|"
        r"stanza)\b|\ba che piano\b",
        "cause": r"\bperche\b|\bper quale motivo\b|\bcome mai\b",
    },
    refers=r"^e\b|\b(?:esso|essa|essi|lui|lei|loro|questo|questa|quello|quella)\b",
    found={
        "price": r"[€$£%]|\b(?:euro|eur|centesim[io]|franchi|per cento|gratis|gratuit\w+)\b",
        "duration": rf"(?:\d|\b{_NUMBER})[\s-]*(?:\w+\s){{0,2}}{_TIME}\b|\b(?:fino|indeterminat[oa]|permanente)\b",
        "date": rf"\b{_TIME}\b|\b{_MONTH}\b|\b{_DAY}\b|\b(?:1[6-9]|20)\d\d\b|\b\d{{1,2}}[:.]\d\d\b|\b(?:alle|dalle|"
        r"ore) \d|"
        r"\b(?:mezzogiorno"
        r"|mezzanotte|mattina|sera|pomeriggio|ogni|tutti|tutte|dopo|prima|quando|se|durante|subito|immediatamente|"
        r"settimanal\w*"
        r"|mensil\w*|annual\w*|giornalier\w*|fino|entro|volte|volta|appena)\b",
        "number": rf"\d|\b{_NUMBER}\b|\b(?:nessun[oa]?|illimitat\w*)\b",
        "who": r"\b(?:sig|signora?|dott\w*)\b|\b(?:direttore|direttrice|direzione|reparto|servizio|responsabile|"
        r"capo|squadra|team"
        r"|segretari[oa]|segreteria|reception|consiglio|comitato|presidente|dipendent[ei]|lavoratore|portiere|"
        r"portineria|custode"
        r"|tecnic[oi]|medico|infermier[ea]|inquilin[oi]|proprietari[oa]|fornitore|client[ei]|amministratore|"
        r"amministrazione"
        r"|ufficio|agenzia|azienda|tesoriere|superiore|coordinatore|personale|dipartimento|addett[oi])\b",
        "place": r"\b(?:in|nel|nella|nello|nei|nelle|nell|a|al|alla|allo|ai|alle|all|su|sul|sulla|sotto|presso|"
        r"dietro|davanti|tra"
        r"|fra|da|dal|dalla|verso|via)\b",
        "cause": r"\b(?:perche|poiche|siccome|affinche|per|grazie|motivo|ragione|causa|altrimenti|evita\w*|"
        r"impedisc\w*|permett\w*"
        r"|protegg\w*|pericol\w*|rischi\w*|quindi|cosi)\b",
    },
    counted=r"\bquant[ie]\s+(?P<noun>\w+)",
    generic="""
    secondo minuto minuti ora ore giorno giorni settimana settimane mese mesi anno anni fino resta restano rimane
    rimangono fare fa fanno trova trovare trovano dare da prendere avere ha hanno puo possono potere deve devono
    dovere ottenere usare usa utilizzare permette possibile necessario necessaria previsto significa chiama chiamare
    serve servono servire esiste succede accade massimo minimo massima minima esattamente circa normalmente dura
    durare costa costare persona persone gente cosa modo maniera tempo momento dire sapere mostrare bisogno favore
    differenza differenze distingue funziona serve significa
    occupa occupano prezzo prezzi tariffa esserci
    """,
    marks="""
    il lo gli un uno una di del della dello dei delle degli nel nella nei nelle al alla ai alle dal dalla sul sulla
    che chi cosa come dove quando quanto quanti quante quanta quale quali perche e ed sono siamo ha hanno ho puo
    posso possono devo deve si non con per tra fra questo questa questi mio mia suo sua nostro ci mi anche piu viene
    essere dov qual
    """,
    cased=True,
)
