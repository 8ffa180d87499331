/** Hilfe, die die Oberfläche selbst gibt. */
import type { Catalogue } from "../catalogue";

export const help: Catalogue["help"] = {
  model: {
    title: "Antworten von einem Modell schreiben lassen",
    intro:
      "Ohne Sprachmodell zitiert Refdesk: Jede Antwort besteht aus den Sätzen der Dokumente, die der Frage am nächsten kommen, Wort für Wort. Mit einem Modell schreibt dieses die Antwort aus denselben Stellen; jede Aussage wird mit ihnen verglichen, und was nichts stützt, wird kenntlich gemacht. Eingerichtet wird es von denen, die diese Installation betreiben:",
    steps: [
      {
        text: "Ein Modell wählen: OpenAI oder jeden Server, der dasselbe Protokoll spricht, auch auf der eigenen Maschine (vLLM, Ollama, llama.cpp).",
        code: "",
      },
      {
        text: "Den Zugang in die Umgebung von Refdesk schreiben oder in die Datei .env daneben. Für OpenAI:",
        code: "OPENAI_API_KEY=…\nREFDESK_MODEL=gpt-4o-mini",
      },
      {
        text: "Bei einem eigenen Server genügt die Adresse:",
        code: "OPENAI_BASE_URL=http://127.0.0.1:11434/v1\nREFDESK_MODEL=llama3.1",
      },
      { text: "Refdesk neu starten. Ab der nächsten Frage schreibt das Modell.", code: "" },
    ],
    settings: "Die Einstellungen",
    variables: [
      { name: "OPENAI_API_KEY", text: "Der Schlüssel des Anbieters." },
      {
        name: "OPENAI_BASE_URL",
        text: "Die Adresse eines verträglichen Servers; mit ihr darf der Schlüssel fehlen.",
      },
      { name: "REFDESK_MODEL", text: "Das Modell, das antwortet, wo ein Chatbot kein eigenes nennt." },
      {
        name: "REFDESK_FALLBACK_MODEL",
        text: "Ein zweites Modell, das gefragt wird, wenn das erste nicht antwortet.",
      },
    ],
    after: "Danach",
    afterText:
      "Jeder Chatbot kann in seinen Einstellungen ein eigenes Modell, eine Temperatur und Anweisungen haben. Dort steht auch, was aus Aussagen wird, die nicht in den Quellen stehen, und ob das Modell Dokumente zusammenfasst.",
    privacy:
      "Die Frage und die dazu gefundenen Stellen gehen an dieses Modell. Stellen aus vertraulichen Quellen gehen nie dorthin.",
    back: "Zurück zu den Chatbots",
  },
};
