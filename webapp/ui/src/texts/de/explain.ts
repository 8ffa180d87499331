/** Wie eine Antwort zustande kam. */
import type { Catalogue } from "../catalogue";
import { number, plural } from "../format";

/** Die Bausteine der Abfrage; ein eigener der Installation geht unter seinem Namen. */
const STEPS: Record<string, string> = {
  rewriter: "Die Frage lesen",
  speller: "Rechtschreibung",
  embedder: "Bedeutung der Frage",
  retriever: "Suche",
  privacy: "Vertrauliche Quellen",
  confidence: "Beste Sätze, Sicherheit",
  tables: "Tabellen",
  context: "Was das Modell bekommt",
  prompt: "Prompt",
  generator: "Schreiben",
  citations: "Belege",
};

/** Was die Sicherheit gedrückt hat. */
const REASONS: Record<string, string> = {
  name_missing: "ein Name aus der Frage fehlt",
  rarest_word_missing: "das seltenste Wort der Frage fehlt",
  word_missing: "ein Wort der Frage fehlt",
  qualifier_missing: "was die Frage einschränkt, fehlt",
  kind_missing: "nichts von der Art, nach der gefragt ist, steht da",
  contrary: "es geht um das Gegenteil oder ein anderes Maß",
  one_of_many: "eine Zeile sagt nicht, was alle sagen würden",
  elsewhere: "ein Wort der Frage steht nur in anderen Sätzen der Stelle",
};

export const explain: Catalogue["explain"] = {
  title: "Wie diese Antwort zustande kam",
  close: "Erklärung schließen (Esc)",
  unrecorded:
    "Diese Antwort ist älter als ihre Erklärung: Was gesucht und gefunden wurde, wurde damals nicht bewahrt.",
  question: "Die Frage",
  typed: "Wie eingegeben",
  searched: "Wie gesucht",
  words: "Wörter",
  documents: "Nur in",
  sure: "Sicherheit",
  share: (percent) => `${percent} %`,
  band: "Also ist es",
  bands: {
    answer: "eine Antwort",
    closest: "keine Antwort: die nächsten Stellen",
    nothing: "keine Antwort",
  },
  reasons: "Gedrückt durch",
  reason: (code) => REASONS[code] ?? code.replaceAll("_", " "),
  unsearched: "Vertrauliche Quellen",
  found: (n) => `Was gefunden wurde (${number(n)})`,
  nothing: "Es wurde nichts gesucht oder nichts gefunden.",
  unnamed: (n) => `${plural(n, "weitere Stelle darf", "weitere Stellen dürfen")} nicht genannt werden.`,
  purged: "Der Text wird nicht mehr aufbewahrt.",
  score: (score) => `Wert ${score}`,
  noWords: "nicht über Wörter gefunden",
  byWords: (rank, score) => `Wörter: Nr. ${number(rank)} (${score})`,
  byMeaning: (rank, score) => `Bedeutung: Nr. ${number(rank)} (${score})`,
  fates: {
    cited: "zitiert",
    nearest: "als nächste Stelle gezeigt",
    read: "gelesen, nicht zitiert",
    no_room: "weggelassen: kein Platz",
    rank: "weggelassen: zu weit hinten",
  },
  claims: "Ihre Aussagen",
  claim: (start, end, verdict) => `Zeichen ${start}–${end}: ${verdict}`,
  making: "Wie sie entstand",
  model: "Modell",
  withheld: "Stellen, die aus seinen Worten weggelassen wurden",
  tokens: "Token",
  counted: (prompt, completion) => `${prompt} gelesen, ${completion} geschrieben`,
  reckoned: (prompt, completion) =>
    `etwa ${prompt} gelesen, ${completion} geschrieben: geschätzt, weil die Antwort abgebrochen wurde`,
  time: "Insgesamt",
  step: (name) => STEPS[name] ?? name.replaceAll("_", " "),
  ms: (value) => `${value} ms`,
  prompt: "Der Prompt",
  said: (role, length) => `${role}, ${length} Zeichen`,
  notKept: "Nicht gezeigt: Es enthält, was nicht genannt werden darf, oder wurde nicht aufbewahrt.",
  given: (title, length) => `${title}, ${length} Zeichen`,
  again: {
    label: "Noch einmal fragen",
    help: "Mit den Einstellungen und Dokumenten von heute. Gespeichert wird nichts.",
    failed: "Die Frage konnte nicht noch einmal gestellt werden",
    title: "Noch einmal gefragt",
    same: "Dieselbe Antwort mit denselben Quellen.",
    differs: "Die Antwort wäre eine andere.",
    confidence: "Sicherheit",
    moved: (points) => `${points} Punkte`,
    kept: "Gebliebene Quellen",
    gone: "Weggefallene Quellen",
    fresh: "Neue Quellen",
  },
};
