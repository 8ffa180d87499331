/** Die Chatbots auf einen Blick. */
import type { Catalogue } from "../catalogue";
import { number, plural } from "../format";

export const dashboard: Catalogue["dashboard"] = {
  title: "Chatbots",
  search: "Chatbots suchen",
  create: "Neuer Chatbot",
  empty: {
    title: "Der erste Chatbot",
    text: "Ein Chatbot antwortet aus den Dokumenten, die er bekommt, und zeigt zu jeder Antwort die Stelle, auf der sie beruht. Anlegen, Dateien darauf ziehen, fragen.",
    sample: "Nichts zur Hand? Die Dokumente einer kleinen Bibliothek (auf Englisch) liegen bereit.",
  },
  sample: {
    make: "Beispielbibliothek ausprobieren",
    failed: "Die Beispielbibliothek konnte nicht angelegt werden",
    name: "Beispielbibliothek",
    description:
      "Ausleihe, Gebühren, Räume und Öffnungszeiten einer kleinen öffentlichen Bibliothek, aus ihren eigenen Dokumenten.",
    welcome:
      "Willkommen in der Bibliothek. Hier gibt es Auskunft zu Ausleihe, Gebühren, Räumen und Öffnungszeiten; jede Antwort zeigt die Stelle, auf der sie beruht.",
  },
  noMatch: (q) => ({
    title: "Kein Chatbot passt",
    text: `„${q}“ steht in keinem Namen und in keiner Beschreibung.`,
  }),
  clear: "Suche leeren",
  noDescription: "Noch keine Beschreibung",
  ready: (n) => `${plural(n, "Dokument", "Dokumente")} bereit`,
  waiting: (n) => `${number(n)} in Wartestellung`,
  failed: (n) => `${number(n)} fehlgeschlagen`,
  skipped: (n) => `${number(n)} übersprungen`,
  asked: (when) => `Zuletzt gefragt: ${when}`,
  quoted: (words) => `„${words}“`,
  actions: (name) => `Aktionen für ${name}`,
  open: "Öffnen",
  edit: "Bearbeiten",
  delete: "Löschen",
  updated: (when) => `Geändert: ${when}`,
  more: (n) => `Mehr zeigen (noch ${number(n)})`,
  count: (n) => plural(n, "Chatbot", "Chatbots"),
  form: {
    create: "Neuer Chatbot",
    edit: (name) => `${name} bearbeiten`,
    submitCreate: "Anlegen",
    submitEdit: "Speichern",
    more: "Mehr",
    name: "Name",
    nameHelp: "So heißt er in der Liste.",
    description: "Beschreibung",
    descriptionHelp: "Was er weiß und für wen.",
    welcome: "Begrüßung",
    welcomeHelp: "Steht vor der ersten Frage.",
    instructions: "Anweisungen",
    instructionsHelp:
      "Wie er antworten soll: Ton, Sprache, was wegbleibt. Gilt, wenn ein Sprachmodell eingerichtet ist.",
    model: "Modell",
    modelHelp:
      "Name eines Sprachmodells. Leer: das der Installation. Ganz ohne Modell sind Antworten zitierte Sätze.",
    modelsFailed: "Der Anbieter nennt seine Modelle nicht; tippen Sie den Namen ein.",
    temperature: "Temperatur",
    temperatureHelp:
      "0 hält sich an die Quellen, höhere Werte formulieren freier. Gilt, wenn ein Sprachmodell eingerichtet ist.",
    created: (name) => `${name} ist angelegt. Jetzt Dateien darauf ziehen.`,
    saved: "Gespeichert.",
  },
  remove: {
    title: (name) => `${name} löschen?`,
    text: "Quellen, Dokumente und Gespräche gehen mit. Das lässt sich nicht rückgängig machen.",
    type: (name) => `Zur Bestätigung „${name}“ eingeben`,
    submit: "Endgültig löschen",
    done: (name) => `${name} wurde gelöscht.`,
    failed: "Das Löschen ist fehlgeschlagen",
  },
};
