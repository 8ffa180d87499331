/** Was eine Organisation in diesem Monat verbraucht hat, und was sie darf. */
import type { Catalogue } from "../catalogue";
import { number } from "../format";

export const usage: Catalogue["usage"] = {
  title: "Verbrauch",
  intro: (month) =>
    `Was Ihre Organisation im ${month} verbraucht hat, und was sie darf. Monate zählen nach UTC.`,
  plan: (name) => `Tarif: ${name}`,
  resets: (day) => `Fragen, Tokens und Geld beginnen am ${day} von vorn.`,
  whole: "Die Organisation",
  own: "Sie selbst",
  people: "Nach Person",
  nobody: "In diesem Monat hat noch niemand etwas gefragt.",
  nothing: {
    title: "In diesem Monat noch nichts verbraucht",
    text: "Geben Sie einem Chatbot Dokumente und fragen Sie ihn etwas: Was das verbraucht, wird hier gezählt.",
    go: "Zu den Chatbots",
  },
  what: {
    documents: "Dokumente",
    storage: "Speicher",
    questions: "Fragen",
    tokens: "Tokens von Modellen",
    cost: "Kosten von Modellen",
  },
  of: (used, most) => `${used} von ${most}`,
  unlimited: "ohne Grenze",
  full: "aufgebraucht",
  person: "Wer",
  byModel: "Nach Modell",
  byModelNote:
    "Jeder Aufruf, auch solche, für die ein anderes Modell einspringen musste. Was Ihre eigenen Anbieter antworten, zählt bei keiner der Grenzen oben.",
  provider: "Anbieter",
  model: "Modell",
  calls: "Aufrufe",
  read: "Tokens gelesen",
  written: "Tokens geschrieben",
  price: "Kosten",
  installation: "Diese Installation",
  removed: "Ein gelöschter Anbieter",
  rates: "Anfragen auf einmal",
  ratesIntro: "Wer mehr sendet, soll einen Moment warten; es geht von selbst weiter.",
  group: {
    ask: "Fragen",
    search: "Suchen",
    upload: "Hochladen, Abgleiche",
    provider: "Modelle testen",
    read: "Lesen",
    write: "Ändern",
  },
  ofOrganization: "Organisation",
  ofPerson: "Jede Person",
  per: (count, window) => `${number(count)} je ${window}`,
  windows: {
    second: "Sekunde",
    "5 second": "5 Sekunden",
    minute: "Minute",
    hour: "Stunde",
    day: "Tag",
    month: "Monat",
    year: "Jahr",
  },
};
