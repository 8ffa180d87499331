/**
 * Das Haus um die Seiten.
 *
 * Wortwahl: chatbot = Chatbot, source = Quelle, document = Dokument, passage = Stelle, citation = Beleg, quote = Zitat,
 * gap = Lücke, sync = Abgleich, index = Index, searchable = durchsuchbar, schedule = Zeitplan, conversation = Gespräch,
 * statement = Aussage, confidence = Sicherheit, reader = Leseansicht, outline = Gliederung, embedder = Embedder.
 * Ohne Anrede: Knöpfe und Hinweise stehen im Infinitiv. Zahlen und Daten macht ``format``.
 */
import type { Catalogue } from "../catalogue";
import { number, plural } from "../format";

const left = (seconds: number) => {
  if (seconds < 10) return "noch einige Sekunden";
  if (seconds < 55) return `noch etwa ${number(Math.ceil(seconds / 10) * 10)} s`;
  if (seconds < 3_300) return `noch etwa ${number(Math.ceil(seconds / 60))} min`;
  return `noch etwa ${number(Math.ceil(seconds / 3_600))} h`;
};

const TROUBLE: Record<number, { title: string; hint: string }> = {
  0: {
    title: "Der Server ist nicht erreichbar",
    hint: "Prüfen, ob Refdesk läuft und die Verbindung steht, dann noch einmal versuchen.",
  },
  403: { title: "Das ist nicht erlaubt", hint: "Jemand in der Organisation darf es vielleicht." },
  404: { title: "Nicht gefunden", hint: "Vielleicht wurde es gelöscht, oder der Link stimmt nicht." },
  409: { title: "Es hat sich inzwischen geändert", hint: "Neu laden und ansehen, was jetzt da ist." },
  413: { title: "Zu groß", hint: "Weniger oder kleinere Dateien auf einmal senden." },
  429: { title: "Zu viele Anfragen", hint: "Einen Augenblick warten, dann noch einmal versuchen." },
  503: {
    title: "Ein Teil des Dienstes fehlt gerade",
    hint: "In einer Minute noch einmal versuchen; die Seite „System“ sagt, was fehlt.",
  },
};

export const shell: Catalogue["shell"] = {
  product: "Refdesk",
  loading: "Wird geladen",
  retry: "Noch einmal versuchen",
  cancel: "Abbrechen",
  required: "Bitte ausfüllen.",
  close: "Schließen",
  save: "Speichern",
  waitSeconds: (seconds) => `In ${plural(seconds, "Sekunde", "Sekunden")} noch einmal versuchen.`,
  requestId: (id) => `Wenn es bleibt, hilft der Verwaltung diese Nummer: ${id}`,
  trouble: (status) =>
    TROUBLE[status] ?? {
      title: "Etwas ist schiefgegangen",
      hint: "Noch einmal versuchen; wenn es bleibt, auf der Seite „System“ nachsehen.",
    },
  changed: {
    title: "Inzwischen hat jemand anderes es geändert",
    text: (when) =>
      `Jemand hat es ${when} gespeichert. Die eigene Eingabe ist noch da: Speichern setzt sie an die Stelle der anderen.`,
    differs: "Die andere Fassung weicht ab in:",
    take: "Andere Fassung nehmen, eigene verwerfen",
    overwrite: "Eigene Fassung speichern",
  },
  skip: "Zum Inhalt springen",
  nav: {
    label: "Hauptmenü",
    chatbots: "Chatbots",
    models: "Modelle",
    usage: "Verbrauch",
    system: "System",
    api: "API-Beschreibung",
    menu: "Menü",
    open: "Menü öffnen",
    close: "Menü schließen",
  },
  account: { logout: "Abmelden", of: (name, organization) => `${name}, ${organization}` },
  language: { label: "Sprache", failed: "Die Sprache konnte nicht gewechselt werden" },
  theme: { label: "Darstellung", light: "Hell", dark: "Dunkel", auto: "Wie das System" },
  pace: { left, perMinute: (n) => `${number(n)} je Minute` },
  reindex: {
    going: ({ share, seconds_left }) =>
      `Die Dokumente werden neu indexiert: ${Math.floor((share ?? 0) * 100)} %${
        seconds_left == null ? "" : `, ${left(seconds_left)}`
      }. Fragen werden währenddessen beantwortet.`,
    waiting: (why) =>
      `Das neue Indexieren der Dokumente wartet${why ? `: ${why}` : "."} Fragen werden währenddessen beantwortet.`,
  },
  alerts: { open: (n) => (n > 0 ? `Meldungen: ${number(n)}` : "Keine Meldungen") },
  crumbs: "Standort",
  tabs: {
    label: "Teile dieses Chatbots",
    chat: "Chat",
    sources: "Quellen",
    search: "Suche",
    settings: "Einstellungen",
  },
  status: {
    draft: "Noch keine Dokumente",
    processing: "Liest Dokumente",
    active: "Bereit",
    paused: "Angehalten",
  },
  someFailed: (n) => `${plural(n, "Dokument", "Dokumente")} fehlgeschlagen`,
  palette: {
    open: "Suchen und öffnen (Strg K)",
    placeholder: "Chatbots, Dokumente, Gespräche, Seiten oder eine Frage",
    nothing: "Nichts gefunden",
    pages: "Seiten",
    actions: "Aktionen",
    chatbots: "Chatbots",
    documents: "Dokumente",
    conversations: "Gespräche",
    ask: (question) => (question ? `„${question}“ fragen` : "Fragen"),
    newChatbot: "Neuer Chatbot",
    keyboard: "Hilfe zur Tastatur",
  },
  keyboard: {
    title: "Tastatur",
    open: "Hilfe zur Tastatur (?)",
    keys: [
      { keys: ["Strg", "K"], text: "Suchen und öffnen" },
      { keys: ["?"], text: "Diese Hilfe" },
      { keys: ["Eingabe"], text: "Frage senden" },
      { keys: ["Umschalt", "Eingabe"], text: "Neue Zeile in der Frage" },
      { keys: ["Esc"], text: "Leseansicht oder Dialog schließen" },
      { keys: ["J"], text: "Nächster Beleg in der Leseansicht" },
      { keys: ["K"], text: "Voriger Beleg in der Leseansicht" },
      { keys: ["+"], text: "Seite in der Leseansicht vergrößern" },
      { keys: ["−"], text: "Seite in der Leseansicht verkleinern" },
    ],
  },
  notFound: {
    title: "Hier ist nichts",
    text: "Die Seite gibt es nicht, oder was sie zeigte, wurde gelöscht.",
    home: "Zu den Chatbots",
  },
};
