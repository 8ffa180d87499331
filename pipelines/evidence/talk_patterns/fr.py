"""Small talk in French, by subject: see the package for how a pattern is written."""

from collections.abc import Mapping

FILES = "(?:documents?|fichiers?|sources?|textes?)"
PATTERNS: Mapping[str, str] = {
    "greeting": """
(?:bonjour|bonsoir|salut|coucou|allo|re bonjour)(?: (?:a tous|tout le monde|a vous|toi|vous|comment (?:ca va|allez
vous|vas tu)|ca va))*|(?:comment )?(?:ca va|allez vous|vas tu)(?: bien)?|comment tu
vas|(?:bonjour|bonsoir|salut|coucou|allo|hello|rebonjour|bien le bonjour|enchantee?|bienvenue)(?: (?:bonjour|a
tous|a toutes|a vous|tout le monde|toi|vous|encore|mon ami|l ami|comment (?:ca va|allez vous|vas tu|tu vas|vous
allez)|ca va(?: bien)?|vous allez bien|tu vas bien))*|comment (?:allez vous|vas tu|ca va|vous portez vous)(?:
(?:aujourd hui|bien))*|(?:il y a|y a t il) quelqu un|tu es la|vous etes la""",
    "thanks": """
(?:ok |super |parfait |tres bien |genial |d accord )*(?:merci|mille mercis|je (?:vous|te) remercie)(?:
(?:beaucoup|bien|infiniment|a (?:vous|toi|tous)|pour (?:ton|votre|l|cette|la|tout)(?:
(?:aide|reponse|info|information))?|d avance|encore|mille fois|c est (?:parfait|gentil|super)|ca m aide|bonne
journee))*|(?:c est )?(?:parfait|super|genial|tres utile)|ca m a aide|bien joue|(?:ok |oui |ah |super |parfait
|tres bien |genial |d accord |excellent |bien )*(?:merci+|mille mercis|grand merci|un grand merci|je (?:vous|te)
remercie|merci bien)(?: (?:beaucoup|bien|infiniment|encore|a (?:vous|toi|tous)|d avance|mille fois|pour
(?:tout|ton|votre|l|cette|la|les|ta|vos|tes|ces)(?:
(?:aide|reponses?|infos?|informations?|explications?|temps|patience|precisions?))?|c est (?:tout|clair|tres
clair|parfait|gentil|tres gentil|super|note|bon|utile|tres utile|exactement ce que je (?:cherchais|voulais))|ca
(?:m a|m) (?:beaucoup )?aidee?|ca me suffit|bonne (?:journee|soiree)))*|(?:ok |oui |ah )*(?:c est
(?:parfait|super|genial|clair|tres clair|tout|note|bon|tres utile|utile|exactement ce que je
(?:cherchais|voulais)|compris)|ca (?:m a|m)(?: (?:beaucoup|bien))? aidee?|ca (?:repond a ma question|me
suffit)|(?:j ai )?compris|entendu|d accord|tres (?:bien|utile|clair)|excellent|formidable|impeccable|pas d autres?
questions?)|(?:ok|oui|non|bon|d accord|bien)(?: (?:merci|d accord|super|parfait|bien|compris|ca va))*|non merci|c
(?:est|etait) (?:tres |vraiment )?(?:rapide|gentil|utile|clair)""",
    "farewell": """
(?:au revoir|a (?:bientot|plus(?: tard)?|demain|la prochaine)|bonne (?:journee|soiree|nuit)|adieu|ciao)(?: (?:et
merci|a tous))*|(?:au revoir|a (?:bientot|plus(?: tard)?|demain|la prochaine|tout a l heure|tres
vite|lundi)|(?:bonne|belle) (?:journee|soiree|nuit|continuation|semaine|fin de (?:journee|soiree|semaine))|bon
(?:week end|weekend|apres midi)|adieu|ciao|salut|c est tout(?: pour aujourd hui)?)(?: (?:et merci|a tous|a
vous|alors))*""",
    "self": """
qui (?:es tu|etes vous|est ce)|tu es qui|vous etes qui|(?:c est|qu est ce que c est) (?:quoi|refdesk|ca)|qu es
tu|comment (?:tu t appelles|t appelles tu|vous appelez vous)|(?:es tu|etes vous|tu es|vous etes)(?: (?:un|une))?
(?:robot|humain|personne|bot|ia|machine|chatbot|vraie personne)|presente toi|presentez vous|(?:a|avec) qui (?:est
ce que )?(?:je parle|ai je affaire|parle je|je discute)(?: ici)?|(?:qui|qu est ce que|que) (?:es tu|etes vous|tu
es|vous etes)(?: (?:exactement|au juste|donc))?|(?:es tu|etes vous|tu es|vous etes|est ce que (?:tu es|vous
etes))(?: (?:un|une|vraiment))* (?:robot|humain|personne|bot|ia|machine|chatbot|programme|vraie personne|etre
humain)(?: ou (?:un |une )?(?:robot|humain|personne|bot|ia|machine|chatbot|programme))?|quel est (?:ton|votre)
nom|qui t a (?:cree|programme|fait)|qui vous a (?:cree|programme|fait)|quel age as tu|(?:parles tu|parlez
vous|comprends tu|comprenez vous|tu parles|vous parlez) (?:francais|anglais|allemand|espagnol)|quelles langues
(?:parles tu|parlez vous)""",
    "able": """
(?:que|qu est ce que) (?:peux tu|pouvez vous|tu peux|vous pouvez|sais tu|savez vous|tu sais|vous savez)(?:
(?:faire|m aider))?(?: (?:pour moi|pour nous|ici))*|(?:comment )?(?:peux tu|pouvez vous|tu peux|vous pouvez)(?: m|
nous)? aider|a quoi (?:sers tu|servez vous|tu sers|vous servez|ca sert)|quelles?(?: (?:sortes?|types?|genres?) de)?
questions (?:puis je|peut on|je peux|dois je)(?: (?:te|vous))?(?: poser)?(?: ici)?|que puis je (?:te|vous)?
?demander|comment (?:ca marche|ca fonctionne|fonctionnes tu|tu fonctionnes)|(?:a l )?aide|aide moi|aidez
moi|(?:que|qu est ce que)(?: (?:peux tu|pouvez vous|tu peux|vous pouvez|sais tu|savez vous|tu sais|vous savez|fais
tu|faites vous|peut faire ce (?:bot|chatbot)))(?: (?:faire|repondre|m aider|offrir|proposer))?(?: (?:pour
(?:moi|nous)|ici|exactement))*|(?:en quoi|a quoi|comment) (?:peux tu|pouvez vous|tu peux|vous pouvez)(?:
(?:m|nous|me))? ?(?:aider|repondre|servir)|(?:peux tu|pouvez vous|pourriez vous|pourrais tu)(?: (?:m|nous))?
aider(?: s il (?:te|vous) plait)?|(?:j ai|je voudrais) (?:besoin d aide|une question|des questions|poser une
question)|comment (?:ca marche|ca fonctionne|t utiliser|vous utiliser|utiliser ce (?:bot|chatbot))|a quoi
(?:sert|sers)(?: (?:ce|cet|ca|tu))?(?: (?:bot|chatbot|outil|assistant))?|que (?:puis je|dois je|peut on) (?:te
|vous )?(?:demander|ecrire)(?: ici)?""",
    "documents": """
(?:quels?|quelles?|combien de|quels sont (?:les|tes|vos)) @file@(?: (?:connais tu|connaissez vous|as tu|avez
vous|tu connais|vous connaissez|tu as|vous avez|sont (?:disponibles|la|ici|connus)|y a t il|il y a|utilises
tu|utilisez vous|peux tu lire|as tu lus?|est ce que (?:tu|vous) (?:as|avez|connais|connaissez)))?(?:
(?:ici|disponibles|lus?))*|(?:montre|montrez|liste|listez|donne|donnez)(?: (?:moi|nous|les|tes|vos|tous|la liste
des))* @file@|d ou viennent (?:tes|vos) reponses|que (?:sais tu|savez vous|connais tu)|(?:quels?|quelles?|combien
de|quels sont) @file@ (?:as tu|avez vous|est ce que tu as|est ce que vous avez|connais tu|connaissez vous|y a t
il|sont disponibles|sont la|consultes tu|consultez vous|peux tu (?:lire|consulter|citer)|pouvez vous
(?:lire|consulter|citer))(?: (?:ici|en stock|dans ta base))*|(?:de|a|sur|dans) quels? @file@ (?:disposes
tu|disposez vous|as tu acces|avez vous acces|t appuies tu|vous appuyez vous|cherches tu|cherchez vous)|(?:peux tu
|pouvez vous |montre|montrez|liste|listez|donne|donnez|affiche|affichez|voir|montrer|lister)(?:
(?:montrer|lister|donner|afficher|moi|nous|me|les|tes|vos|tous|toutes|la liste|la liste des|de tes|de vos|une liste
des?|de|des))* @file@|(?:la |une )?liste des? (?:tous les )?@file@|(?:tous les|tes|vos) @file@|ou (?:trouves
tu|prends tu|trouvez vous) (?:tes|vos) (?:reponses|informations)|(?:que|qu est ce que) (?:connais tu|sais tu|tu
connais|tu sais|vous savez|contient ta base)|(?:as tu|avez vous|y a t il|est ce que tu as) (?:des|d autres)
@file@(?: (?:ici|disponibles))*""",
    "news": """
(?:quoi de neuf|(?:qu est ce qui (?:est nouveau|a change)|quoi de nouveau|qu y a t il de (?:nouveau|neuf)|des
nouveautes|quelles sont les nouveautes|les nouveautes|du nouveau)|(?:quels )?(?:nouveaux|derniers) @file@)(?:
(?:ici|aujourd hui|cette semaine|recemment))*|(?:y a t il|il y a|avez vous|as tu)(?: (?:du|des|de|quelque chose
de))? (?:nouveau|neuf|nouveautes|nouveaux @file@|mises? a jour)(?: (?:ici|aujourd hui|cette
semaine|recemment))*|(?:du neuf|du nouveau|quoi d autre de nouveau|les dernieres nouveautes|quelque chose de
nouveau)|quels? (?:nouveaux |derniers )?@file@ (?:ont ete|sont)(?: (?:ajoutes?|nouveaux|recents?|modifies?|mis a
jour))+(?: (?:recemment|dernierement|cette semaine))*|quels sont les (?:nouveaux|derniers) @file@|qu est ce qui a
(?:ete ajoute|change)(?: (?:recemment|dernierement|cette semaine|ici))*|(?:les )?(?:nouveaux|derniers) @file@""",
}
