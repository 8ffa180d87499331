/** Was läuft, was fehlt, was zu tun ist. */
import type { Catalogue } from "../catalogue";

const PARTS: Record<string, { name: string; what: string }> = {
  database: { name: "Datenbank", what: "Bewahrt Konten, Chatbots und Gespräche auf." },
  index: { name: "Suchindex", what: "Findet die Stellen, auf denen Antworten beruhen." },
  documents: { name: "Dokumente", what: "Ob sie so gelesen sind, wie diese Version liest." },
  languages: { name: "Sprachen", what: "Ob der Embedder die der Dokumente kennt." },
  prefect: { name: "Prefect-Server", what: "Plant die Abgleiche der Quellen und führt Buch darüber." },
  worker: { name: "Worker für Abgleiche", what: "Liest Dokumente und nimmt sie in den Index auf." },
  opensearch: { name: "OpenSearch", what: "Ein Suchindex, den sich mehrere Maschinen teilen." },
  llm: { name: "Sprachmodell", what: "Schreibt Antworten in eigenen Sätzen, mit ihrem Beleg." },
  redis: { name: "Redis", what: "Zählt Anfragen für mehrere Prozesse." },
  reranker: { name: "Reranker", what: "Bringt die gefundenen Stellen in eine feinere Reihenfolge." },
};

/** Was ohne einen nötigen Teil nicht geht. */
const WITHOUT: Record<string, string> = {
  database: "Nichts geht: Konten, Chatbots und Gespräche liegen darin.",
  index: "Keine Frage wird beantwortet und kein Dokument gefunden.",
  documents: "Dokumente bleiben, wie eine ältere Version sie gelesen hat.",
  languages: "Über ihre Sprachen ist nichts bekannt.",
  prefect: "Kein Dokument kommt hinzu; Fragen werden weiter beantwortet.",
  redis: "Grenzen werden in diesem Prozess gezählt, bis er wieder da ist; das merkt er von selbst.",
  reranker: "Ergebnisse behalten die Reihenfolge des Indexes.",
  worker: "Neue Dokumente warten, bis er wieder da ist; Fragen werden weiter beantwortet.",
};

/** Wie es ohne einen zusätzlichen Teil ist, und wie er einzurichten wäre. */
const UNSET: Record<string, { consequence: string; remedy: string }> = {
  opensearch: {
    consequence: "Der eingebaute SQLite-Index dient: für eine Maschine.",
    remedy: "REFDESK_OPENSEARCH_URL setzen.",
  },
  llm: {
    consequence: "Antworten sind zitierte Sätze, nicht geschriebene.",
    remedy: "OPENAI_API_KEY setzen.",
  },
  redis: {
    consequence: "Grenzen werden in diesem Prozess gezählt.",
    remedy: "REFDESK_REDIS_URL setzen.",
  },
  reranker: { consequence: "Ergebnisse behalten die Reihenfolge des Indexes.", remedy: "Nichts nötig." },
};

export const system: Catalogue["system"] = {
  title: "System",
  intro: "Die Teile dieser Installation: was läuft, was fehlt und was dagegen zu tun ist.",
  ready: "Alles, was gebraucht wird, läuft.",
  notReady: "Etwas, das gebraucht wird, fehlt.",
  again: "Noch einmal prüfen",
  operatorsOnly: "Diese Seite ist für die, die diese Installation betreiben.",
  needed: "Nötig",
  optional: "Zusätzlich",
  part: (name) => PARTS[name] ?? { name, what: "" },
  without: "Ohne das:",
  now: "Zustand:",
  remedy: "Zu tun:",
  said: (name, state, what, said) => {
    if (state === "missing") return UNSET[name]?.[what] ?? said;
    return (state === "failing" && what === "consequence" && WITHOUT[name]) || said;
  },
  states: { ok: "Läuft", missing: "Nicht eingerichtet", failing: "Gestört" },
};
