/** Was jemand wissen sollte. */
import type { Catalogue } from "../catalogue";

const RULES: Record<string, { message: string; remedy: string }> = {
  database_away: {
    message: "Die SQL-Datenbank antwortet nicht.",
    remedy: "Sie starten; ihr Protokoll sagt, warum sie geendet hat.",
  },
  index_away: {
    message: "Der Index antwortet nicht: keine Frage wird beantwortet und kein Dokument gefunden.",
    remedy: "„refdesk check“ ansehen; den Index neu starten.",
  },
  prefect_away: {
    message:
      "Der Prefect-Server antwortet nicht: kein Dokument kommt hinzu, Fragen werden weiter beantwortet.",
    remedy: "„refdesk check“ ansehen; den Server neu starten.",
  },
  no_worker: {
    message: "Kein Worker läuft: neue Dokumente warten, Fragen werden weiter beantwortet.",
    remedy:
      "Einen starten („make up“ oder „python -m flows.worker“); sein Protokoll sagt, warum der letzte geendet hat.",
  },
  breaker_open: {
    message:
      "Der Anbieter eines Sprachmodells, Embedders oder Rerankers hat wiederholt versagt und wird in Ruhe gelassen: Antworten sind zitierte Sätze, gefunden wird nach Wörtern, oder die Reihenfolge des Indexes bleibt.",
    remedy: "Zustand und Schlüssel des Anbieters ansehen; er wird von selbst wieder versucht.",
  },
  disk_low: {
    message: "Auf der Platte mit dem Datenordner ist wenig Platz.",
    remedy: "Platz schaffen oder REFDESK_DATA_DIR verlegen, bevor Hochgeladenes abgelehnt wird.",
  },
  disk_full: {
    message: "Die Platte mit dem Datenordner ist voll: Hochgeladenes wird abgelehnt, Fragen gehen weiter.",
    remedy: "Platz schaffen; alles geht von selbst weiter.",
  },
  error_rate: {
    message: "Viele Anfragen der letzten fünf Minuten endeten mit einem Fehler dieses Dienstes.",
    remedy: "Im Protokoll der Web-App („refdesk logs web“) nach „request_failed“ suchen.",
  },
  attack_noticed: {
    message:
      "In einer Minute wurden viele Anfragen am Eingang abgewiesen oder viele Anmeldungen nach falschen Passwörtern.",
    remedy:
      "Im Protokoll der Web-App die Absender ansehen und davor sperren. Was abgewiesen wird, kostet wenig.",
  },
  sync_failed: {
    message: "Der letzte Abgleich einer Quelle ist fehlgeschlagen: ihre Dokumente bleiben, wie sie sind.",
    remedy: "Im Verlauf der Quelle steht der Grund; danach neu abgleichen.",
  },
  quota_near: {
    message: "Ein Kontingent der Organisation ist fast aufgebraucht.",
    remedy: "Entfernen, was nicht gebraucht wird, oder den Tarif erhöhen lassen.",
  },
};

export const alerts: Catalogue["alerts"] = {
  title: "Meldungen",
  none: "Es gibt nichts zu melden",
  noneOver: "In den letzten 90 Tagen wurde nichts gemeldet",
  which: "Welche Meldungen",
  states: { open: "Jetzt", resolved: "Vorbei" },
  over: (raised, resolved) => `${raised}, vorbei ${resolved}`,
  what: (operator) =>
    operator
      ? "Fehlende Teile, eine volle Platte, fehlgeschlagene Abgleiche und Ähnliches stehen hier, bis sie vorbei sind."
      : "Fehlgeschlagene Abgleiche und fast erreichte Grenzen stehen hier, bis sie vorbei sind.",
  levels: { info: "Hinweis", warning: "Warnung", error: "Fehler", critical: "Kritisch" },
  message: (rule, said) => RULES[rule]?.message ?? said,
  remedy: (rule, said) => RULES[rule]?.remedy ?? said,
};
