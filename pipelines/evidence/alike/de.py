"""German: words of one group may stand for each other."""

GROUPS = """
attest krankmeldung krankschreibung arbeitsunfahigkeitsbescheinigung bescheinigung | krank erkrankt erkrankung
krankheit | auto wagen pkw fahrzeug kfz | parkplatz stellplatz parken parkflache parkhaus | fahrrad rad velo | chef
chefin vorgesetzte vorgesetzter fuhrungskraft teamleitung teamleiter abteilungsleiter abteilungsleitung | firma
unternehmen betrieb gesellschaft arbeitgeber | mitarbeiter mitarbeiterin beschaftigte angestellte arbeitnehmer
personal belegschaft kollege | azubi auszubildende lehrling | gehalt lohn vergutung entgelt bezahlung verdienst |
bezahlen zahlen entrichten begleichen uberweisen zahlung | kosten preis gebuhr entgelt tarif teuer betragen |
eintritt eintrittspreis | strafe bussgeld mahngebuhr versaumnisgebuhr saumniszuschlag | rabatt ermassigung nachlass
vergunstigung ermassigt gunstiger | kostenlos gratis umsonst unentgeltlich gebuhrenfrei kostenfrei | erstatten
erstattung ruckerstattung zuruckzahlen ersetzen ubernehmen ruckzahlung zuruckbekommen zuruckerhalten | kaution
sicherheitsleistung pfand | rechnung beleg quittung | abrechnen einreichen vorlegen abgeben abrechnung | einreichen
abgeben stellen vorlegen einsenden schicken | beantragen antrag anfordern beantragung | anmelden anmeldung
registrieren registrierung einschreiben | kundigen kundigung austritt austreten beenden ausscheiden | umziehen umzug
| ferien urlaub erholungsurlaub | freistellung sonderurlaub freigestellt | heirat hochzeit heiraten eheschliessung
trauung | geburt entbindung geboren | kind kinder nachwuchs | homeoffice heimarbeit mobil zuhause hause telearbeit |
dienstreise reise geschaftsreise reisekosten | ubernachtung hotel ubernachten unterkunft | zug bahn bahnfahrt |
mittagessen essen mahlzeit mittag verpflegung | kantine speisesaal betriebsrestaurant mensa | pause ruhezeit
mittagspause | besprechung sitzung treffen versammlung meeting | beginnen anfangen starten beginn start anfang
losgehen | enden aufhoren ende schluss schliessen | stattfinden abhalten veranstalten | geoffnet offen offnen offnet
aufmachen offnungszeiten | geschlossen schliessen schliesst zumachen | abgeschlossen verschlossen abschliessen |
besuchen besuch besucher gast | mieten leihen ausleihen leihweise verleih miete | verleihen ausleihen leihen
entleihen ausgeliehen | zuruckgeben ruckgabe zuruckbringen retournieren | kaufen erwerben anschaffen kauf kaufdatum
| bestellen anfordern bestellung ordern | liefern lieferung zustellen anliefern | verlieren verlust abhandenkommen
verloren verlorene verlorengehen | fundsachen fundsache verlorene gefundene | gegenstand sache ding gegenstande
sachen | aufbewahren aufheben lagern verwahren aufgehoben aufbewahrt | wegwerfen entsorgen entsorgung | mull abfall
| kaputt defekt beschadigt gebrochen storung schaden | reparieren reparatur instandsetzen instandhaltung beheben
ausbessern beseitigen | putzen reinigen saubern saubermachen reinigung abwaschen abspulen saubern spulen | pflegen
warten wartung pflege | ausschalten abschalten abstellen ausmachen | einschalten anschalten anstellen anmachen |
einstellen einstellung regeln anpassen verstellen | gerat maschine apparat automat | automatisch selbsttatig |
bedeuten heissen bedeutung meldung | erlauben durfen gestatten zulassen erlaubt gestattet zulassig | verbieten
untersagen verboten untersagt unzulassig | genehmigen bewilligen genehmigung zustimmung zustimmen erlaubnis
bewilligung erlauben | mussen verpflichtet pflicht | brauchen benotigen erforderlich notig notwendig | leiten fuhren
leitung leiter leiterin geleitet leitet | zustandig verantwortlich betreuen kummern ansprechpartner
ansprechpartnerin kontakt | vorsitzende vorsitzender vorstand prasident prasidentin vorsitz | stellvertreter
stellvertreterin vertreten vertretung vertreter | wahlen wahl gewahlt bestimmen ernennen | teilnehmen teilnahme
mitmachen teilnehmer | anwesend teilnehmer | beschliessen beschluss entscheiden entscheidung | kontaktieren
erreichen anrufen melden wenden | telefonnummer telefon rufnummer durchwahl nummer | adresse anschrift | mail email
mailadresse | unterschreiben unterzeichnen unterschrift | hund haustier tier hunde | rauchen zigarette | larm krach
laut ruhestorung musik | feuer brand feueralarm | notfall alarm unfall | verletzt verletzung unfall | erstehilfe
verbandskasten verbandkasten hilfekasten | arzt arztin mediziner betriebsarzt betriebsarztin | schlussel transponder
chip | ausweis karte mitgliedskarte chipkarte | passwort kennwort zugangsdaten | rechner computer laptop notebook pc
| drucker drucken ausdrucken | kopieren kopie fotokopie | internet wlan netz | wohnung appartement | mieter mieterin
bewohner | vermieter vermieterin eigentumer eigentumerin verpachter | keller untergeschoss | erdgeschoss parterre |
aufzug fahrstuhl lift | heizung heizen | strom elektrizitat | nebenkosten betriebskosten | versicherung versichern
versichert | haften haftung aufkommen | verwenden benutzen nutzen gebrauchen einsetzen verwendung benutzung | fassen
aufnehmen fassungsvermogen volumen inhalt passen | wiegen gewicht schwer | gross grosse flache | dauern dauer gelten
laufen laufzeit | gultig gelten gultigkeit gilt | verlangern verlangerung erneuern | fruh vorher voraus fruhzeitig
rechtzeitig | spat spatestens | mindestens wenigstens minimum | hochstens maximal maximum limit hochstgrenze |
haufig oft regelmassig | erwachsene erwachsener | rentner senior senioren seniorin | schuler schulerin kind |
student studierende studentin studenten | lehrer lehrerin lehrkraft | kurs lehrgang unterricht training schulung |
trainer trainerin kursleiter kursleiterin ubungsleiter | ort veranstaltungsort treffpunkt | erlos einnahmen gewinn
geld | geld betrag summe | spende spenden spendenbescheinigung | verkaufen verkauf | erhohen steigen erhohung
steigern | senken reduzieren sinken verringern | andern anderung umstellen wechseln | sperren gesperrt geschlossen
absperren | mitbringen mitnehmen dabeihaben | gepack koffer tasche | einschliessen aufbewahren wegschliessen |
garantie gewahrleistung | ersatzteil ersatzteile | mahnung erinnerung | probleme problem storung fragen
schwierigkeit | grund ursache | ziel zweck | verspatung verspatet zuspat verzug | absagen stornieren stornierung
absage rucktritt | fehlen abwesend nichterscheinen | uberstunden mehrarbeit | abmelden abmeldung | berechtigt
anspruch anrecht recht zustehen zusteht
"""
