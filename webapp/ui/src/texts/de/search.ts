/** Was die Suche findet, zum Feinjustieren. */
import type { Catalogue } from "../catalogue";
import { digits, number, plural } from "../format";

export const search: Catalogue["search"] = {
  title: "Suche",
  intro:
    "Die Stellen, auf denen die Antwort auf eine Frage beruhen würde, die besten zuerst, mit den Werten hinter der Reihenfolge. Eine Antwort wird nicht geschrieben.",
  query: "Frage oder Wörter",
  queryHelp: "So fragen, wie es die Leserinnen und Leser tun.",
  topK: "Stellen",
  submit: "Suchen",
  within: "In diesem Dokument suchen",
  everywhere: "Wieder alle Dokumente durchsuchen",
  tooLong: "Höchstens 8.000 Zeichen.",
  start: {
    title: "Ein Blick unter die Haube",
    text: "Eine Frage eingeben und sehen, welche Stellen dazu gefunden werden und warum in dieser Reihenfolge.",
  },
  nothing: {
    title: "Keine Stelle gefunden",
    text: "Nichts in den Quellen dieses Chatbots enthält diese Wörter oder ihre Bedeutung. Andere Wörter versuchen oder eine Quelle dazu anlegen.",
    add: "Zu den Quellen",
  },
  found: (n) => plural(n, "Stelle", "Stellen"),
  searching: "Wird gesucht",
  rank: (n) => `Rang ${number(n)}`,
  page: (n) => `Seite ${number(n)}`,
  scores: "Werte",
  score: {
    label: "Gesamtwert",
    help: "Beide Zweige zusammen; der beste Treffer hat 1. Gut für die Reihenfolge, kein Maß für Vertrauen.",
  },
  bm25: { label: "Wörter (BM25)", help: "Wie gut die Wörter passen; seltene zählen mehr. Nach oben offen." },
  cosine: {
    label: "Bedeutung (Kosinus)",
    help: "Wie nah die Bedeutung ist: 1 ist gleich, 0 hat nichts miteinander zu tun.",
  },
  notFound: "von diesem Zweig nicht gefunden",
  none: "–",
  value: (value, most = 3) => digits(value, most),
  explain: "Was die Werte bedeuten",
  more: "Alles zeigen",
  less: "Weniger zeigen",
  moreOf: (rank) => `Stelle ${number(rank)} ganz zeigen`,
  lessOf: (rank) => `Von Stelle ${number(rank)} weniger zeigen`,
};
