"""French."""

from pipelines.evidence.tongues.tongue import Tongue

_TIME = r"(?:secondes?|minutes?|heures?|jours?|nuits?|semaines?|mois|trimestres?|ans?|annees?)"
_NUMBER = (
    r"(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente"
    r"|quarante|cinquante|soixante|cent|mille|demi\w*|plusieurs|quelques|dizaine|douzaine)"
)
_MONTH = r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)"
_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?"

TONGUE = Tongue(
    "fr",
    asks={
        "duration": rf"\bcombien d(?:e |\W)(?:temps|{_TIME})\b|\bquel(?:le)? (?:est )?(?:la |le )?(?:duree|delai)\b"
        r"|\b(?:dans|sous) quel delai\b",
        "date": r"\bquand\b|\bquel(?:le)?s? (?:est )?(?:l )?(?:heures?|dates?|jours?|mois|annee|horaires?)\b|"
        r"\ba partir de "
        r"quand\b|\bcombien de fois\b|\ba quelle frequence\b",
        "price": r"\b(?:combien|quel(?:le)?s?)\b.*\b(?:cout\w*|prix|tarifs?|frais|loyer|montant|salaire|prime|"
        r"indemnite"
        r"|caution|amende|paie\w*|payer|paye\w*|rembours\w*|participation|subvention|budget|facture\w*|cotisation)\b",
        "number": r"\bcombien\b|\bquel(?:le)?s? (?:est |sont )?(?:la |le |l |les )?(?:age|nombre|numero|temperature|"
        r"taille|poids"
        r"|hauteur|longueur|quantite|capacite|vitesse|pourcentage|puissance|superficie)\b",
        "who": r"\b(?:qui|a qui|par qui|chez qui)\b(?! est ce que| est-ce que)",
        "place": r"\bou\b(?= (?:est|sont|se|puis|peut|faut|dois|doit|trouve|va|vont|il|on|je|les|le|la|l)\b)|"
        r"^ou\b|\bdans quel(?:le)? "
        r"(?:salle|piece|batiment|ville|rue|menu|endroit|bureau)\b|\ba quel(?:le)? (?:etage|adresse|endroit)\b",
        "cause": r"\bpourquoi\b|\bpour quelle raison\b",
    },
    found={
        "price": r"[€$£%]|\b(?:euros?|eur|francs?|centimes?|pour cent|gratuite?s?|gratuitement)\b",
        "duration": rf"(?:\d|\b{_NUMBER})[\s-]*(?:\w+\s){{0,2}}{_TIME}\b|\b(?:jusqu|indetermine\w*|permanen\w*)\b",
        "date": rf"\b{_TIME}\b|\b{_MONTH}\b|\b{_DAY}\b|\b(?:1[6-9]|20)\d\d\b|\b\d{{1,2}} ?h(?:\b|\d\d)|"
        rf"\b\d{{1,2}}:\d\d\b|"
        r"\b\d+ ?heures?\b"
        r"|\b(?:midi|minuit|matin|soir|chaque|tous|toutes|apres|avant|des|lorsque|quand|si|pendant|immediatement|"
        r"hebdomadaire\w*|mensuel\w*|annuel\w*|quotidien\w*|jusqu|sous|1er)\b",
        "number": rf"\d|\b{_NUMBER}\b|\b(?:aucune?|illimite\w*)\b",
        "who": r"\b(?:m|mme|monsieur|madame|dr)\b|\b(?:directeur|directrice|direction|service|responsable|chef|"
        r"equipe|gerante?"
        r"|secretariat|secretaire|accueil|conseil|comite|president\w*|employe\w*|salarie\w*|concierge|gardien\w*|"
        r"technicien\w*"
        r"|medecin|infirmier\w*|locataire|proprietaire|fournisseur|client\w*|administrateur\w*|administration|bureau"
        r"|departement|agence|entreprise|societe|tresorier\w*|tuteur|superieur|manager)s?\b",
        "place": r"\b(?:dans|en|a|au|aux|sur|sous|chez|pres|derriere|devant|entre|depuis|vers|via|par)\b",
        "cause": r"\b(?:parce|car|puisque|afin|pour|grace|raison|cause|sinon|evite\w*|empeche\w*|permet\w*|"
        r"protege\w*|danger\w*"
        r"|risque\w*|donc|ainsi)\b",
    },
    counted=r"\bcombien (?:de |d ?['’]? ?)(?P<noun>\w+)",
    generic="""
    seconde minute heure heures jour jours semaine semaines an ans annee annees faire fait font trouve trouver
    trouvent donner donne prendre prend avoir peut pouvoir doit devoir falloir faut obtenir utiliser utilise permet
    possible necessaire prevu prevue signifie appelle appeler nomme sert servir existe passe arriver arrive maximum
    minimum maximale minimale exactement environ normalement dure durer coute couter personne gens chose maniere
    facon temps moment quel quelle combien dire savoir montrer besoin s il plait
    difference differences distingue fonctionne faire partir sert
    facon temps moment quel quelle combien dire savoir montrer besoin s il plait occupe occuper charge
    prix tarif tarifs
    """,
    cased=True,
)
