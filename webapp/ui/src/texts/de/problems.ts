/** Was schiefging, nach dem Code des Dienstes: was los ist und was zu tun ist. Ohne Eintrag gilt dessen Englisch. */
import type { Limit } from "~/api/problem";
import type { Catalogue } from "../catalogue";
import { dayOnly, number } from "../format";
import { MODELS } from "./modelProblems";

type Words = readonly [what: string, remedy: string];

const LOG = "Noch einmal versuchen; wenn es bleibt, im Protokoll des Workers nachsehen.";
const AGAIN = "Neu laden und dann entscheiden.";
const LOGIN = "Noch einmal anmelden.";
const SPLIT = "In kleinere Dateien teilen und diese hochladen.";
const SAVE = "Im Programm öffnen, das sie erzeugt hat, neu speichern und hochladen.";
const NOTHING = "Nichts zu tun.";

/** Dokumente, die nicht gelesen oder nicht gefunden werden können. */
const DOCUMENTS: Record<string, Words> = {
  bad_encoding: ["Der Text steht in keinem bekannten Zeichensatz.", "Als UTF-8 speichern und neu hochladen."],
  broken: ["Die Datei ist beschädigt und nicht lesbar.", SAVE],
  encrypted: ["Die Datei ist durch ein Passwort geschützt.", "Das Passwort entfernen und neu hochladen."],
  type_mismatch: [
    "Der Inhalt ist nicht von der Art, die der Name verspricht.",
    "Die richtige Endung geben oder in dieser Art neu speichern und hochladen.",
  ],
  too_long: ["Das Dokument hat mehr Text, als gelesen wird.", SPLIT],
  too_many_passages: ["Das Dokument ist zu lang: Es gäbe zu viele Stellen.", SPLIT],
  too_many_pages: ["Das Dokument hat mehr Seiten, als gelesen werden.", SPLIT],
  archive_too_large: [
    "Das Archiv enthält mehr, als entpackt wird.",
    "Entpacken und den Inhalt hochladen, oder in kleinere Archive teilen.",
  ],
  nested_too_deep: [
    "Die Datei liegt tiefer in Archiven, als gelesen wird.",
    "Das äußere Archiv entpacken und seinen Inhalt hochladen.",
  ],
  converter_timeout: ["Das Lesen dauerte zu lange.", `Neu exportieren. ${SPLIT}`],
  converter_memory: ["Das Lesen braucht zu viel Speicher.", `Neu exportieren. ${SPLIT}`],
  converter_unavailable: [
    "Das Programm, das Dokumente liest, konnte nicht gestartet werden.",
    "Der Abgleich versucht es von selbst wieder; das Protokoll des Workers sagt mehr.",
  ],
  unreadable: [
    "Die Datei lässt sich nicht in Text verwandeln.",
    "In einer anderen Art speichern und neu hochladen.",
  ],
  unknown_type: ["Dateien dieser Art werden nicht gelesen.", "In einer anderen Art speichern und hochladen."],
  empty: ["Die Datei ist leer.", "Nichts zu tun, oder die Datei mit Inhalt hochladen."],
  dynamic_form: [
    "Ein Formular, das erst Programme von Adobe aufbauen; seine Seite enthält nur einen Hinweis.",
    "Im Adobe Reader öffnen, als neues PDF drucken und dieses hochladen.",
  ],
  no_text: [
    "Ein Bild, oder Seiten, die Bilder sind: Es fand sich kein Text darin.",
    "Auf der Maschine des Workers tesseract-ocr einrichten und noch einmal lesen, oder mit erkanntem Text hochladen.",
  ],
  nothing_to_index: [
    "Darin ist nichts, was gefunden werden könnte.",
    "Nichts zu tun, oder in einer unterstützten Art hochladen.",
  ],
  already_indexed: ["Das Dokument wurde gelesen und ist durchsuchbar.", NOTHING],
  document_broke: [
    "Beim Aufnehmen in den Index geschah etwas Unerwartetes.",
    "Neu speichern oder in einer anderen Art hochladen; das Protokoll des Workers sagt mehr.",
  ],
  file_missing: ["Die hochgeladene Datei liegt nicht mehr im Speicher.", "Noch einmal hochladen."],
  probe_failed: [
    "Eine Suche fand das Dokument gleich nach dem Aufnehmen nicht.",
    "Noch einmal lesen; wenn es bleibt, neu indexieren.",
  ],
};

/** Index, Speicher, Modelle, Abgleiche. */
const PARTS: Record<string, Words> = {
  embedder_unavailable: [
    "Der Embedder antwortet nicht brauchbar.",
    "REFDESK_EMBEDDER und den Anbieter prüfen, dann noch einmal versuchen.",
  ],
  provider_unavailable: [
    "Das Sprachmodell antwortet nicht brauchbar.",
    "OPENAI_API_KEY und OPENAI_BASE_URL prüfen; bis dahin wird zitiert.",
  ],
  reranker_unavailable: [
    "Der Reranker antwortet nicht brauchbar.",
    "REFDESK_RERANKER und seinen Server prüfen; bis dahin bleibt die Reihenfolge des Indexes.",
  ],
  storage_error: [
    "Gespeicherte Dateien fehlen oder lassen sich nicht schreiben.",
    "Prüfen, ob der Datenordner beschreibbar ist und Platz hat.",
  ],
  database_busy: ["Die Datenbank hat gerade zu viel zu tun.", "Gleich noch einmal versuchen."],
  database_unavailable: [
    "Die Datenbank ist nicht erreichbar.",
    "Noch einmal versuchen; die Seite „System“ sagt, was fehlt.",
  ],
  storage_full: ["Der Platz für hochgeladene Dateien reicht nicht.", "Platz auf dem Datenträger schaffen."],
  index_full: [
    "Der Platz für den Index reicht nicht.",
    "Platz auf dem Datenträger schaffen; dann geht es von selbst weiter.",
  ],
  index_mismatch: [
    "Das passt nicht zum Index.",
    "Den Embedder verwenden, mit dem der Index gebaut wurde, oder neu indexieren.",
  ],
  index_swapped: ["Der Index wurde inzwischen ausgewechselt.", "Nichts zu tun: Es wird neu gemacht."],
  index_timeout: [
    "Der Index hat nicht rechtzeitig geantwortet.",
    "Noch einmal versuchen; vielleicht ist er überlastet.",
  ],
  index_unavailable: [
    "Der Index ist nicht erreichbar.",
    "Den Index starten (OpenSearch oder der Datenträger der SQLite-Datei) und noch einmal versuchen.",
  ],
  pipeline_error: ["Das Verarbeiten ist fehlgeschlagen.", LOG],
  reindex_broke_off: ["Das neue Indexieren ist abgebrochen.", "Es wird von selbst wieder versucht."],
  reindex_incomplete: [
    "Einige Dokumente lassen sich nicht übernehmen.",
    "Noch einmal lesen oder löschen; dann geht es von selbst weiter.",
  ],
  source_config_invalid: ["Was die Quelle lesen soll, ist nicht zu verstehen.", "Die Quelle neu einstellen."],
  unknown_source_kind: [
    "Die Quelle ist von einer Art, die diese Version nicht kennt.",
    "Diese Installation aktualisieren oder die Quelle löschen.",
  ],
  sync_broke: ["Beim Abgleich geschah etwas Unerwartetes.", LOG],
  sync_crashed: [
    "Der Abgleich wurde dreimal von außen beendet.",
    "Prüfen, ob der Speicher reicht; dann noch einmal abgleichen.",
  ],
  sync_failed: ["Der Abgleich ist fehlgeschlagen.", LOG],
};

/** Anfragen, die abgelehnt wurden. */
const REQUESTS: Record<string, Words> = {
  already_replaced: ["Die Frage wurde inzwischen geändert oder neu beantwortet.", "Das Gespräch neu laden."],
  bad_cursor: ["Die Liste lässt sich von hier nicht fortsetzen.", "Neu laden."],
  bad_idempotency_key: ["Die Anfrage trägt keinen brauchbaren Schlüssel.", "Noch einmal senden."],
  bad_origin: [
    "Das ist nur von der Seite dieses Servers aus erlaubt.",
    "Die Seite unter ihrer Adresse öffnen.",
  ],
  bad_request: ["Die Anfrage war so nicht zu lesen.", "Neu laden und noch einmal versuchen."],
  busy_document: ["Jemand anderes hat es gleichzeitig geändert.", AGAIN],
  chatbot_paused: ["Er beantwortet gerade keine Fragen.", ""],
  conflict: ["Jemand anderes hat es inzwischen geändert.", AGAIN],
  demo_code: [
    "Der Link zur Vorführung wurde schon benutzt oder ist abgelaufen.",
    "„make up“ gibt einen neuen aus.",
  ],
  demo_host: ["Die Vorführung öffnet sich nur auf der Maschine, auf der sie läuft.", ""],
  duplicate_name: ["Zwei Dateien haben denselben Namen.", "Eine umbenennen."],
  email_taken: ["Mit dieser E-Mail-Adresse gibt es schon ein Konto.", "Anmelden."],
  file_gone: ["Die Datei dieser Fassung wird nicht mehr aufbewahrt; ihr Text schon.", ""],
  forbidden: ["Das ist nicht erlaubt.", ""],
  gone: ["Das wurde endgültig entfernt.", ""],
  idempotency_key_reused: [
    "Unter diesem Schlüssel wurde schon anderes gefragt.",
    "Neu laden und neu fragen.",
  ],
  ingestion_unavailable: [
    "Der Abgleich ist gerade nicht erreichbar.",
    "Angenommene Dateien werden gelesen, sobald er wieder da ist.",
  ],
  database_busy: ["Die Datenbank ist gerade belegt.", "Gleich noch einmal versuchen."],
  database_unavailable: ["Die Datenbank antwortet nicht.", "In einer Minute noch einmal versuchen."],
  internal_error: ["Ein unerwarteter Fehler.", "Er steht unter der Nummer der Anfrage im Protokoll."],
  interrupted: ["Der Prozess, der die Antwort schrieb, ist beendet.", "Noch einmal fragen."],
  invalid: ["Eine Eingabe ist so nicht möglich.", "Die genannten Felder prüfen."],
  invalid_token: ["Die Anmeldung gilt nicht mehr.", LOGIN],
  malformed_json: ["Die Anfrage war so nicht zu lesen.", "Neu laden und noch einmal versuchen."],
  method_not_allowed: ["Das geht an dieser Stelle nicht.", "Neu laden."],
  no_pages: ["Dieses Dokument hat keine Seiten; zu sehen ist nur sein Text.", ""],
  no_such_page: ["Diese Seite hat das Dokument nicht.", ""],
  not_found: ["Das gibt es nicht oder nicht mehr.", ""],
  nothing_to_cancel: ["Es gibt nichts abzubrechen.", ""],
  operators_only: ["Das dürfen nur die, die diese Installation betreiben.", ""],
  page_unavailable: ["Die Seite lässt sich gerade nicht zeigen.", "Den Text lesen oder das Original öffnen."],
  quota_exceeded: [
    "Das Kontingent Ihres Tarifs ist aufgebraucht.",
    "Die Seite „Verbrauch“ sagt, wovon und bis wann.",
  ],
  rate_limited: ["Das waren sehr viele Anfragen in kurzer Zeit.", "Kurz warten; es geht von selbst weiter."],
  reindex_under_way: ["Ein Index wird schon gefüllt.", ""],
  request_header_fields_too_large: [
    "Die Kopfzeilen der Anfrage sind zu groß.",
    "Cookies dieser Seite löschen.",
  ],
  request_too_slow: ["Die Anfrage kam zu langsam an.", "Die Verbindung prüfen und noch einmal senden."],
  server_busy: ["Der Server hat gerade zu viel zu tun.", "Gleich noch einmal versuchen."],
  still_running: ["Die Antwort wird noch geschrieben.", "Ihr Ende abwarten oder sie anhalten."],
  storage_full: [
    "Es ist kein Platz mehr für Neues. Fragen und Lesen gehen weiter.",
    "Warten, bis wer den Dienst betreibt Platz geschaffen hat.",
  ],
  text_purged: ["Der Text wurde endgültig gelöscht.", ""],
  token_expired: ["Die Anmeldung ist abgelaufen.", LOGIN],
  token_not_fresh: ["Die Anmeldung ist zu alt.", LOGIN],
  token_revoked: ["Die Anmeldung gilt nicht mehr.", LOGIN],
  too_large: ["Das ist mehr, als auf einmal angenommen wird.", "Weniger oder kleinere Dateien senden."],
  too_many_attempts: ["Zu viele falsche Passwörter.", "Etwas warten und dann noch einmal versuchen."],
  too_many_at_once: ["Zu viele Anfragen auf einmal.", "Gleich noch einmal versuchen."],
  too_many_looks: ["Gerade werden zu viele Seiten gezeichnet.", "Gleich noch einmal versuchen."],
  too_many_requests: ["Zu viele Anfragen auf einmal.", ""],
  too_many_streams: ["Es werden schon zu viele Antworten geschrieben.", ""],
  unauthorized: ["Nicht angemeldet.", "Anmelden."],
  unavailable: ["Ein nötiger Teil des Dienstes antwortet nicht.", "In einer Minute noch einmal versuchen."],
  unknown_host: ["Unter diesem Namen ist der Dienst nicht zu erreichen.", "Die richtige Adresse öffnen."],
  unknown_language: ["Diese Sprache ist hier nicht bekannt.", ""],
  unsupported_media_type: ["Diese Art von Inhalt wird hier nicht gelesen.", ""],
  wrong_credentials: ["E-Mail oder Passwort stimmt nicht.", ""],
};

/** Einzelne Felder; die Zahl im Englischen nennt die Grenze. */
const FIELDS: Record<string, string> = {
  email: "Das ist keine E-Mail-Adresse.",
  address_refused: "Diese Adresse wird nicht gefragt: privat, oder nicht schlicht geschrieben.",
  address_unresolvable: "Zu diesem Namen gibt es keine Adresse.",
  key_needed: "Den Schlüssel noch einmal eintragen: Er galt für eine andere Adresse.",
  unknown_provider: "Diesen Anbieter gibt es nicht.",
  email_taken: "Dazu gibt es schon ein Konto.",
  missing: "Das fehlt.",
  null: "Das darf nicht leer sein.",
  number: "Diese Zahl geht hier nicht.",
  outside: "Das liegt außerhalb des Textes.",
  password_known: "Dieses Passwort ist allzu bekannt.",
  password_mismatch: "Die beiden Passwörter sind verschieden.",
  password_too_long: "Das Passwort ist zu lang.",
  password_too_short: "Das Passwort ist zu kurz: mindestens # Zeichen.",
  text: "Der Text enthält Zeichen, die es nicht gibt.",
  unknown_plan: "Diesen Tarif gibt es hier nicht.",
  unknown_filter: "Danach lässt sich nicht filtern.",
  unknown_document: "Ein Dokument davon gibt es nicht, oder es darf nicht zitiert werden.",
  // Von pydantic: https://docs.pydantic.dev/latest/errors/validation_errors/
  bool_parsing: "Hier geht nur Ja oder Nein.",
  bool_type: "Hier geht nur Ja oder Nein.",
  enum: "Das steht nicht zur Wahl.",
  extra_forbidden: "Dieses Feld gibt es hier nicht.",
  finite_number: "Diese Zahl geht hier nicht.",
  float_parsing: "Das ist keine Zahl.",
  float_type: "Das ist keine Zahl.",
  greater_than: "Muss größer als # sein.",
  greater_than_equal: "Mindestens #.",
  int_from_float: "Das ist keine ganze Zahl.",
  int_parsing: "Das ist keine ganze Zahl.",
  int_type: "Das ist keine ganze Zahl.",
  less_than: "Muss kleiner als # sein.",
  less_than_equal: "Höchstens #.",
  literal_error: "Das steht nicht zur Wahl.",
  string_pattern_mismatch: "Das hat nicht die erwartete Form.",
  string_too_long: "Höchstens # Zeichen.",
  string_too_short: "Mindestens # Zeichen.",
  string_type: "Das ist kein Text.",
  too_long: "Höchstens #.",
  too_many_values: "Das ist zu viel auf einmal.",
  too_short: "Mindestens #.",
  uuid_parsing: "Das ist keine Kennung.",
  value_error: "Das geht so nicht.",
};

const WORDS: Record<string, Words> = { ...DOCUMENTS, ...MODELS, ...PARTS, ...REQUESTS };

const limitIn = (said: string) => /-?\d[\d,.]*\d|\d/.exec(said)?.[0] ?? "";

/** Was ein Tarif zählt. */
const COUNTED: Record<string, string> = {
  questions: "Fragen",
  tokens: "Tokens von Modellen",
  cost: "für Modelle",
  documents: "Dokumenten",
  storage: "Bytes an Dokumenten",
};

function reached({ name, of, most, used, resets_at }: Limit): string | null {
  const what = COUNTED[name];
  if (!what) return null;
  const whose = of === "organization" ? "Ihre Organisation hat" : "Sie haben";
  const spent = `${whose} ${number(used)} von ${number(most)} ${what} verbraucht.`;
  return resets_at
    ? `${spent} Am ${dayOnly(resets_at)} geht es von vorn los.`
    : `${spent} Erst etwas löschen, oder weniger senden.`;
}

export const problems: Catalogue["problems"] = {
  detail: (code, said) => WORDS[code]?.filter(Boolean).join(" ") ?? said,
  limit: (limit, said) => reached(limit) ?? said,
  field: (code, said) => {
    const limit = limitIn(said);
    const words = FIELDS[code];
    return !words || (words.includes("#") && !limit) ? said : words.replace("#", limit);
  },
  message: (code, said) => WORDS[code]?.[0] ?? said,
  action: (code, said) => WORDS[code]?.[1] || said,
};
