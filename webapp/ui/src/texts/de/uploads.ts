/** Dateien unterwegs: auswählen, senden, was daraus wurde. */
import type { Catalogue } from "../catalogue";
import { number, plural } from "../format";

const wait = (seconds: number | null) =>
  seconds ? ` Noch ${plural(seconds, "Sekunde", "Sekunden")} warten.` : "";

/** Warum Dateien nicht angenommen wurden und was zu tun ist. */
const refused: Catalogue["uploads"]["refused"] = ({ status, code, detail, errors, retryAfter }) => {
  const named = errors[0]?.message ?? detail;
  if (errors.some((error) => error.code === "duplicate_name") || code === "duplicate_name")
    return "Zwei Dateien desselben Namens auf einmal. Eine umbenennen, oder beide nacheinander senden.";
  if (code === "ingestion_unavailable")
    return `Der Abgleich ist gerade nicht erreichbar; angenommene Dateien werden später gelesen.${wait(retryAfter)}`;
  if (status === 0)
    return "Der Server ist nicht erreichbar. Die Datei bleibt in dieser Liste; später noch einmal senden.";
  if (status === 404) return "Diese Quelle wurde inzwischen gelöscht. Eine andere wählen.";
  if (status === 413)
    return "Größer, als diese Installation annimmt. Teilen, oder die Verwaltung um eine höhere Grenze bitten.";
  if (status === 429 && code !== "quota_exceeded") return `Zu viele Anfragen.${wait(retryAfter)}`;
  return named || "Nicht angenommen. Noch einmal versuchen.";
};

export const uploads: Catalogue["uploads"] = {
  label: "Dateien hinzufügen",
  drop: "Dateien oder einen Ordner hierher ziehen",
  release: "Zum Hochladen loslassen",
  into: (name) => `in „${name}“`,
  files: "Dateien wählen",
  folder: "Ordner wählen",
  formats:
    "PDF, Word, PowerPoint, Excel, OpenDocument, Webseiten, Mails, EPUB, Markdown, CSV, Text, oder ein ZIP davon. Derselbe Name noch einmal ist eine neue Fassung.",
  list: "Dateien unterwegs",
  bar: "Fortschritt des Hochladens",
  summary: (sent, all) => `${number(sent)} von ${plural(all, "Datei", "Dateien")} gesendet`,
  failedCount: (n) => `${plural(n, "Datei", "Dateien")} nicht gesendet`,
  cancelledCount: (n) => `${number(n)} abgebrochen`,
  cancel: "Hochladen abbrechen",
  retryAll: "Nicht Gesendetes noch einmal senden",
  retry: (name) => `${name} noch einmal senden`,
  clear: "Liste leeren",
  showFiles: "Dateien zeigen",
  hideFiles: "Dateien verbergen",
  waiting: "Wartet darauf, gelesen zu werden",
  reading: (done, total) => `Gelesen: ${number(done)} von ${plural(total, "Dokument", "Dokumenten")}`,
  outcome: {
    indexed: (n) => `${number(n)} bereit`,
    failed: (n) => `${number(n)} fehlgeschlagen`,
    skipped: (n) => `${number(n)} übersprungen`,
    unchanged: (n) => `${number(n)} unverändert`,
    nothing: "Nichts Neues: Diese Dateien waren schon da",
  },
  duplicate: (uri, same) => `${uri} ist dieselbe Datei wie ${same.uri} in ${same.source_name}.`,
  moreDuplicates: (n) => `Das gilt auch für ${plural(n, "weitere Datei", "weitere Dateien")}.`,
  why: "Warum?",
  ask: "Eine Frage stellen",
  queued: "Wartet",
  sending: (percent) => `${number(percent)} %`,
  storing: "Wird abgelegt",
  sent: "Gesendet",
  failed: "Nicht gesendet",
  cancelled: "Abgebrochen",
  vanished:
    "Die Datei ist nicht mehr da: Seit der Auswahl wurde sie verschoben, gelöscht oder geändert. Bitte neu auswählen.",
  refused,
  nothing: "Was hierher gezogen wurde, enthält keine Dateien.",
};
