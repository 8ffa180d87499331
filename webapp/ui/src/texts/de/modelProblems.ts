/** Was beim Einrichten und Fragen von Anbietern schiefging, nach dem Code des Dienstes. */
export const MODELS: Record<string, readonly [what: string, remedy: string]> = {
  admins_only: ["Das dürfen nur, die die Organisation besitzen oder verwalten.", "Sie darum bitten."],
  model_unknown: [
    "Dieses Modell kennt der Anbieter nicht, oder die Adresse ist eine andere.",
    "Ein Modell der Liste wählen.",
  ],
  provider_answer: ["Was der Anbieter antwortet, ist nicht das erwartete Protokoll.", "Die Adresse prüfen."],
  provider_broken: ["Der Anbieter meldet einen eigenen Fehler.", "Später noch einmal versuchen."],
  provider_busy: [
    "Der Anbieter nimmt gerade nicht mehr Anfragen an, oder das Guthaben ist aufgebraucht.",
    "Warten, oder dort im Konto nachsehen.",
  ],
  provider_certificate: ["Dem Zertifikat des Anbieters wird hier nicht vertraut.", "Die Adresse prüfen."],
  provider_key_refused: ["Der Anbieter nimmt den Schlüssel nicht an.", "Den richtigen Schlüssel eintragen."],
  provider_key_unreadable: [
    "Der Schlüssel wurde unter einem anderen Geheimnis dieser Installation aufbewahrt.",
    "Den Schlüssel noch einmal eintragen.",
  ],
  provider_late: ["Der Anbieter hat nicht rechtzeitig geantwortet.", "Noch einmal versuchen."],
  provider_redirects: ["Der Anbieter antwortet unter einer anderen Adresse.", "Diese Adresse eintragen."],
  provider_disobeys: [
    "Das Modell hält sich nicht an das, was das System vorgibt.",
    "Ein anderes Modell wählen.",
  ],
  provider_misranks: [
    "Der Anbieter stellt einen Text, der antwortet, hinter einen, der es nicht tut.",
    "Ein anderes Modell wählen.",
  ],
  provider_no_counts: [
    "Der Anbieter zählt keine Tokens; was er kostet, ist nicht bekannt.",
    "Dort im Konto nachsehen.",
  ],
  provider_no_stream: ["Das Modell antwortet nur als Ganzes.", "Ein anderes wählen, wenn das stört."],
  provider_refuses: ["Der Anbieter lehnt die Anfrage ab.", "Modell und Adresse prüfen."],
  provider_unreachable: ["Unter der Adresse des Anbieters antwortet niemand.", "Die Adresse prüfen."],
  too_many_providers: [
    "Mehr Anbieter kann eine Organisation nicht haben.",
    "Einen löschen, der nicht gebraucht wird.",
  ],
  address_refused: [
    "Diese Adresse führt in ein privates Netz, zu diesem Dienst selbst, oder sie ist nicht schlicht geschrieben.",
    "Eine Adresse im Internet angeben, oder sie von denen erlauben lassen, die diese Installation betreiben.",
  ],
  address_unresolvable: ["Zu diesem Namen gibt es hier keine Adresse.", "Prüfen, wie er geschrieben wird."],
  answer_too_large: [
    "Von dort kam mehr zurück, als gelesen wird.",
    "Prüfen, ob es die Adresse des gemeinten Dienstes ist.",
  ],
};
