/** Quellen eines Chatbots: abgleichen, Zeitpläne, Dokumente. */
import type { Catalogue } from "../catalogue";
import { number, plural } from "../format";
import { documents } from "./documents";

type Sources = Catalogue["sources"];
type Words = Parameters<Sources["schedule"]["sentence"]>[0];

const DAYS = ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"];

const every = (minutes: number) => {
  if (minutes % 60 === 0) return minutes === 60 ? "jede Stunde" : `alle ${number(minutes / 60)} Stunden`;
  return minutes === 1 ? "jede Minute" : `alle ${number(minutes)} Minuten`;
};

const rhythm = (words: Words) =>
  ({
    hourly: () => "jede Stunde",
    daily: () => `täglich um ${words.time} Uhr`,
    weekdays: () => `Montag bis Freitag um ${words.time} Uhr`,
    weekly: () => `jeden ${DAYS[words.day] ?? ""} um ${words.time} Uhr`,
    interval: () => every(words.minutes),
    cron: () => `nach Cron „${words.cron}“`,
  })[words.rhythm]();

const duration = (seconds: number) => {
  if (seconds < 1) return "weniger als eine Sekunde";
  if (seconds < 60) return `${number(seconds)} s`;
  if (seconds < 3_600) return `${number(Math.floor(seconds / 60))} min ${number(seconds % 60)} s`;
  return `${number(Math.floor(seconds / 3_600))} h ${number(Math.floor((seconds % 3_600) / 60))} min`;
};

export const sources: Sources = {
  title: "Quellen",
  list: "Quellen dieses Chatbots",
  choose: "Quelle",
  add: "Quelle anlegen",
  empty: {
    title: "Noch nichts zu lesen",
    text: "Antworten beruhen auf Dokumenten. Dateien oder einen Ordner irgendwo auf diese Seite ziehen: Eine Minute später lässt sich zu ihnen fragen.",
  },
  gone: {
    title: "Diese Quelle gibt es hier nicht",
    text: "Vielleicht wurde sie gelöscht, oder der Link stimmt nicht.",
    first: "Die erste Quelle zeigen",
  },
  kind: { upload: "Hochgeladene Dateien" },
  documents: (n) => plural(n, "Dokument", "Dokumente"),
  indexed: (n, all) => `${number(n)} von ${plural(all, "Dokument", "Dokumenten")} durchsuchbar`,
  none: "Noch keine Dokumente",
  noneList: "Leer: Dateien hinzufügen",
  noneNext: "Noch keine Dokumente: unten Dateien hinzufügen",
  status: {
    idle: "Auf dem Stand",
    syncing: "Wird abgeglichen",
    failing: "Letzter Abgleich fehlgeschlagen",
    paused: "Zeitplan angehalten",
  },
  visibility: {
    label: "Sichtbarkeit",
    citable: "Darf zitiert werden",
    private: "Vertraulich",
    citableHelp: "Antworten zitieren die Stellen, auf denen sie beruhen, und verlinken sie.",
    privateHelp:
      "Darf in das einfließen, was ein Sprachmodell schreibt, wird aber nie zitiert, genannt, verlinkt oder aufgelistet; Namen, Zahlen und Codes, die nur dort stehen, werden weggelassen. Ohne Modell trägt sie nichts bei.",
  },
  form: {
    add: "Quelle anlegen",
    edit: (name) => `${name} bearbeiten`,
    kind: "Art",
    kindHelp: "Dateien, die hochgeladen werden; weitere Arten folgen.",
    name: "Name",
    nameHelp: "Was darin ist, für alle, die sie pflegen: „Handbuch“, „Preislisten“.",
    comments: "Auch Kommentare lesen",
    commentsHelp:
      "Was beim Durchsehen neben den Text geschrieben wurde, etwa in Word-Dokumenten und PDFs. Vorhandene Dokumente werden beim nächsten Abgleich neu gelesen.",
    submitAdd: "Anlegen",
    submitEdit: "Speichern",
    added: (name) => `${name} ist angelegt. Jetzt Dateien darauf ziehen.`,
    saved: "Gespeichert.",
    test: "Prüfen",
    tested: {
      works: "Es funktioniert.",
      empty: "Noch ist nichts darin.",
      first: (n) => `Es begänne mit ${plural(n, "Dokument", "Dokumenten")}:`,
      fails: "Es funktioniert nicht",
      untried: "Es konnte nicht geprüft werden",
    },
  },
  remove: {
    title: (name) => `${name} löschen?`,
    text: "Ihre Dokumente sind ab der nächsten Frage weg. Das lässt sich nicht rückgängig machen.",
    submit: "Endgültig löschen",
    done: (name) => `${name} wurde gelöscht.`,
  },
  actions: {
    label: (name) => `Mehr zu ${name}`,
    edit: "Quelle bearbeiten",
    delete: "Quelle löschen",
    schedule: "Zeitplan",
    history: "Verlauf",
  },
  sync: {
    now: "Jetzt abgleichen",
    more: "Andere Arten des Abgleichs",
    other: "Abgleich",
    full: "Voller Abgleich",
    fullHelp: "Jedes Dokument neu holen und indexieren, auch unveränderte",
    dry: "Probelauf",
    dryHelp: "Zeigt, was ein Abgleich täte; ändert nichts",
    last: (when) => `Zuletzt abgeglichen: ${when}`,
    never: "Noch nie abgeglichen",
    running: { sync: "Wird abgeglichen", full: "Voller Abgleich", dry: "Probelauf" },
    queued: "Wartet auf den Worker",
    progress: (done, total) => `${number(done)} von ${plural(total, "Dokument", "Dokumenten")}`,
    listing: "Änderungen werden gesucht",
    current: (name) => `Gerade: ${name}`,
    bar: "Fortschritt des Abgleichs",
    cancel: "Abgleich abbrechen",
    cancelling: "Er endet nach dem Stapel, an dem er ist.",
    started: "Der Abgleich ist angefordert.",
    failed: "Der Abgleich ist fehlgeschlagen",
    notStarted: "Der Abgleich wurde nicht begonnen",
    notCancelled: "Das Abbrechen ist fehlgeschlagen",
    ended: (when) => `Beendet: ${when}`,
    loadFailed: "Die Abgleiche lassen sich nicht zeigen",
    away: "Dokumente und Antworten sind nicht betroffen.",
  },
  syncStatus: {
    queued: "Wartet",
    running: "Läuft",
    needs_confirmation: "Zu bestätigen",
    succeeded: "Fertig",
    failed: "Fehlgeschlagen",
    cancelled: "Abgebrochen",
  },
  counts: {
    indexed: (n) => `${number(n)} indexiert`,
    skipped: (n) => `${number(n)} übersprungen`,
    failed: (n) => `${number(n)} fehlgeschlagen`,
    deleted: (n) => `${number(n)} gelöscht`,
    unchanged: (n) => `${number(n)} unverändert`,
    nothing: "Nichts zu tun",
  },
  plan: {
    title: "Was ein Abgleich täte",
    running: "Die Quelle wird mit dem Index verglichen",
    none: "Zu diesem Lauf gibt es keinen Plan.",
    noRun: {
      title: "Noch kein Probelauf",
      text: "Ein Probelauf vergleicht die Dateien dieser Quelle mit dem Index und zählt auf, was ein Abgleich aufnähme, änderte oder löschte. Er ändert nichts.",
    },
    start: "Probelauf starten",
    groups: { new: "Neu", changed: "Geändert", deleted: "Zu löschen", unchanged: "Unverändert" },
    group: (label, n) => `${label}: ${number(n)}`,
    show: "Zeigen",
    hide: "Verbergen",
    andMore: (n) => `und ${number(n)} weitere`,
    nothing: "Nichts hat sich geändert: Ein Abgleich täte nichts.",
    sync: "Jetzt abgleichen",
  },
  history: {
    title: "Verlauf der Abgleiche",
    empty: "Diese Quelle wurde noch nicht abgeglichen.",
    started: "Beginn",
    took: "Dauer",
    run: "Lauf in Prefect",
    runOf: (when) => `Lauf in Prefect vom ${when}, in einem neuen Tab`,
    plan: "Plan",
    modes: { full: "Voller Abgleich", dry: "Probelauf", sync: "Abgleich" },
    last: (n) => `Zu sehen sind die letzten ${number(n)}.`,
    duration,
  },
  schedule: {
    title: "Zeitplan",
    none: "Abgeglichen wird beim Hochladen oder auf Wunsch.",
    syncs: (sentence) => `Abgleich ${sentence}`,
    paused: (sentence) => `Angehalten: ${sentence}`,
    sentence: (words) => `${rhythm(words)}, ${words.timezone}`,
    preview: (sentence) => `Abgleich ${sentence}.`,
    next: "Nächster",
    nextRuns: "Nächste Läufe",
    when: "Wann",
    rhythms: {
      hourly: "Jede Stunde",
      daily: "Täglich um",
      weekdays: "Montag bis Freitag um",
      weekly: "Jede Woche am",
      interval: "Alle soundso viele Minuten",
      cron: "Cron, für Fachleute",
    },
    time: "Uhrzeit",
    day: "Tag",
    days: DAYS,
    minutes: "Minuten",
    minutesHelp: "1 bis 527.040, das ist ein Jahr",
    cron: "Cron-Ausdruck",
    cronHelp:
      "Fünf Felder: Minute, Stunde, Tag, Monat, Wochentag. „0 6 * * 1-5“ ist Montag bis Freitag um 6.",
    timezone: "Zeitzone",
    noZone: "Keine Zeitzone dieses Namens",
    active: "Eingeschaltet",
    activeHelp: "Ausgeschaltet bleibt der Zeitplan erhalten, beginnt aber nichts.",
    save: "Zeitplan speichern",
    remove: "Zeitplan entfernen",
    saved: "Der Zeitplan ist gespeichert.",
    removed: "Der Zeitplan ist entfernt.",
    notRemoved: "Der Zeitplan konnte nicht entfernt werden",
  },
  ...documents,
};
