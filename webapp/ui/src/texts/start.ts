/** What may have to be said when nothing else could be loaded. */
import { language, type Language } from "./language";

interface Start {
  unreachable: string;
  incomplete: string;
}

const START: Record<Language, Start> = {
  en: {
    unreachable: "The server cannot be reached.",
    incomplete: "Refdesk could not be loaded completely. Check your connection and reload the page.",
  },
  de: {
    unreachable: "Der Server ist nicht erreichbar.",
    incomplete: "Refdesk wurde nicht vollständig geladen. Verbindung prüfen und die Seite neu laden.",
  },
};

export const start = (): Start => START[language()];
