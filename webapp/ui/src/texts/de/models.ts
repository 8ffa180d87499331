/** Anbieter von Modellen, die eine Organisation einrichtet. */
import type { Catalogue } from "../catalogue";
import { number } from "../format";

export const models: Catalogue["models"] = {
  title: "Modelle",
  intro:
    "Wessen Modelle die Antworten Ihrer Chatbots schreiben. Ohne einen eigenen Anbieter antwortet das Modell dieser Installation, und wo es keines gibt, werden Sätze Ihrer Dokumente zitiert.",
  order:
    "Fällt der Anbieter aus, den ein Chatbot gewählt hat, springen die anderen ein, von oben nach unten, jeder mit seinem eigenen Modell.",
  add: "Anbieter hinzufügen",
  nothing: {
    title: "Noch kein eigener Anbieter",
    text: "Jeder Dienst mit einer Schnittstelle wie der von OpenAI ist möglich: seine Adresse, ein Schlüssel und der Name eines Modells.",
    others: "Wer Ihre Organisation besitzt oder verwaltet, kann hier einen einrichten.",
  },
  edit: "Bearbeiten",
  remove: "Löschen",
  up: (name) => `„${name}“ nach oben`,
  down: (name) => `„${name}“ nach unten`,
  moveFailed: "Die Reihenfolge ließ sich nicht ändern",
  model: "Modell",
  address: "Adresse",
  key: { label: "Schlüssel", kept: "aufbewahrt, wird niemandem gezeigt", none: "keiner" },
  prices: "Preise",
  price: (read, written, currency) =>
    `${read} ${currency} gelesen, ${written} ${currency} geschrieben, für eine Million Tokens`,
  chosen: (count) =>
    count === 0
      ? "Kein Chatbot hat ihn gewählt. Gewählt wird er in den Einstellungen eines Chatbots."
      : count === 1
        ? "Ein Chatbot hat ihn gewählt."
        : `${number(count)} Chatbots haben ihn gewählt.`,
  unreadable:
    "Sein Schlüssel wurde unter einem anderen Geheimnis dieser Installation aufbewahrt und ist nicht lesbar. Tragen Sie ihn noch einmal ein; bis dahin wird er ausgelassen.",
  form: {
    add: "Anbieter hinzufügen",
    edit: (name) => `„${name}“ bearbeiten`,
    name: "Name",
    nameHelp: "So sehen ihn alle, die wählen.",
    kind: "Was er tut",
    kinds: { chat: "Schreibt Antworten", rerank: "Sortiert Stellen" },
    rerankAddressHelp: "Was vor /rerank steht, wie es Cohere, Jina und TEI von Hugging Face nennen.",
    rerankModelHelp: "Bei TEI, das nur eines anbietet: tei.",
    address: "Adresse der Schnittstelle",
    addressHelp: "Wie der Anbieter sie nennt; oft endet sie auf /v1.",
    key: "Schlüssel",
    keyHelp: "Wird verschlüsselt aufbewahrt und nie mehr gezeigt. Leer lassen, wenn keiner nötig ist.",
    keyKept: "Es ist einer aufbewahrt. Leer lassen, um ihn zu behalten; gezeigt wird er nie.",
    keyDrop: "Er braucht keinen Schlüssel mehr",
    show: "Schlüssel zeigen",
    hide: "Schlüssel verbergen",
    caps: "Die Feststelltaste ist an.",
    model: "Modell",
    modelHelp: "Es antwortet für Chatbots, die keines nennen.",
    read: "Preis für eine Million gelesene Tokens",
    written: "Preis für eine Million geschriebene Tokens",
    priceHelp: "Wenn Sie möchten: Dann sagt die Seite „Verbrauch“, was es kostet.",
    currency: "Währung",
    priceWrong: "Alle drei oder keines: zwei Zahlen wie 0.15 und eine Währung wie EUR.",
    submitAdd: "Hinzufügen",
    submitEdit: "Speichern",
    added: (name) =>
      `„${name}“ ist hinzugefügt. Testen Sie ihn und wählen Sie ihn in den Einstellungen eines Chatbots.`,
    saved: "Gespeichert.",
  },
  test: {
    run: "Testen",
    fine: (model, ms) => `„${model}“ antwortet, nach ${number(ms)} ms.`,
    failed: "So ist er noch nicht zu gebrauchen",
    yes: "ja",
    no: "nein",
    untried: "nicht versucht",
    ms: (ms) => `${number(ms)} ms`,
    checks: {
      reached: "Erreicht",
      key: "Schlüssel angenommen",
      answers: "Antwortet",
      streams: "Streamt: Wörter kommen, während sie geschrieben werden",
      counts: "Zählt Tokens",
      obeys: "Hält sich an das, was das System vorgibt",
      ranks: "Stellt voran, was antwortet",
    },
    codes: {
      address_refused:
        "Diese Adresse führt in ein privates Netz oder ist nicht schlicht geschrieben. Wer die Installation betreibt, kann sie erlauben.",
      address_unresolvable: "Zu diesem Namen gibt es keine Adresse. Prüfen Sie, wie er geschrieben wird.",
      answer_too_large: "Es kam mehr zurück, als gelesen wird. Prüfen Sie die Adresse.",
      model_unknown: "Dieses Modell kennt der Anbieter nicht, oder die Adresse ist eine andere.",
      provider_answer: "Was er antwortet, ist nicht das erwartete Protokoll. Prüfen Sie die Adresse.",
      provider_broken: "Er meldet einen eigenen Fehler. Versuchen Sie es später noch einmal.",
      provider_busy: "Er nimmt gerade nicht mehr Anfragen an, oder das Guthaben ist aufgebraucht.",
      provider_certificate: "Seinem Zertifikat wird hier nicht vertraut.",
      provider_key_refused: "Er nimmt den Schlüssel nicht an.",
      provider_late: "Er hat nicht rechtzeitig geantwortet.",
      provider_redirects: "Er antwortet unter einer anderen Adresse. Tragen Sie diese ein.",
      provider_refuses: "Er lehnt die Anfrage ab. Prüfen Sie Modell und Adresse.",
      provider_unreachable: "Unter seiner Adresse antwortet niemand.",
      provider_no_stream: "Antworten kommen nur als Ganzes.",
      provider_no_counts: "Was er kostet, wird nicht bekannt sein.",
      provider_misranks: "Die Reihenfolge der Stellen würde schlechter.",
      provider_disobeys: "Auf Belege und Ablehnungen ist kein Verlass.",
    },
    trouble: "Der Test war nicht möglich",
  },
  removal: {
    title: (name) => `„${name}“ löschen?`,
    text: (chatbots) =>
      chatbots === 0
        ? "Sein Schlüssel wird mit ihm gelöscht. Kein Chatbot hat ihn gewählt."
        : `Sein Schlüssel wird mit ihm gelöscht. ${chatbots === 1 ? "Dem Chatbot, der ihn gewählt hat," : `Den ${number(chatbots)} Chatbots, die ihn gewählt haben,`} antwortet von da an das Modell der Installation.`,
    submit: "Anbieter löschen",
    done: (name) => `„${name}“ ist gelöscht.`,
  },
};
