/** Was läuft, was fehlt, was zu tun ist. */
import type { Catalogue } from "../catalogue";

const PARTS: Record<string, { name: string; what: string }> = {
  database: { name: "Datenbank", what: "Bewahrt Konten, Chatbots und Gespräche auf." },
  index: { name: "Suchindex", what: "Findet die Stellen, auf denen Antworten beruhen." },
  prefect: { name: "Prefect-Server", what: "Plant die Abgleiche der Quellen und führt Buch darüber." },
  worker: { name: "Worker für Abgleiche", what: "Liest Dokumente und nimmt sie in den Index auf." },
  opensearch: { name: "OpenSearch", what: "Ein Suchindex, den sich mehrere Maschinen teilen." },
  llm: { name: "Sprachmodell", what: "Schreibt Antworten in eigenen Sätzen, mit ihrem Beleg." },
  redis: { name: "Redis", what: "Teilt Zwischenspeicher und Grenzen zwischen mehreren Prozessen." },
  reranker: { name: "Reranker", what: "Bringt die gefundenen Stellen in eine feinere Reihenfolge." },
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
  states: { ok: "Läuft", missing: "Nicht eingerichtet", failing: "Gestört" },
};
