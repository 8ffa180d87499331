import { describe, expect, it } from "vitest";
import type { Chatbot } from "~/api/chatbots";
import { differences, retrievalOf, settingsOf, versionOf } from "./values";

const chatbot: Chatbot = {
  id: "c",
  name: "Handbook",
  description: "",
  welcome_message: "",
  instructions: "",
  model_name: null,
  temperature: 0.2,
  status: "active",
  has_knowledge_sources: true,
  documents: null,
  last_question: null,
  created_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
};
const settings = {
  top_k: 8,
  alpha: null,
  min_confidence: 0.5,
  claims: "mark" as const,
  summaries: "quoted" as const,
  provider_id: null,
  reranker_id: null,
  pii: "off" as const,
};

describe("settings", () => {
  it("keep the embedder's own balance until another one is wanted", () => {
    expect(settingsOf(retrievalOf(settings))).toEqual(settings);
    expect(settingsOf({ ...retrievalOf(settings), own_alpha: true, alpha: "0.3" }).alpha).toBe(0.3);
  });

  it("differ only where something else would be saved", () => {
    const before = versionOf(chatbot, settings);
    expect(differences(before, versionOf({ ...chatbot, updated_at: "later" }, settings)).all).toEqual([]);
    const after = versionOf({ ...chatbot, name: "Manual", model_name: "x" }, { ...settings, alpha: 0.5 });
    expect(differences(before, after)).toEqual({
      chatbot: ["name", "model_name"],
      settings: ["alpha"],
      all: ["name", "model_name", "alpha"],
    });
  });

  it("take a number that was typed for the number it is", () => {
    const typed = versionOf(chatbot, settings);
    expect(differences({ ...typed, chatbot: { ...typed.chatbot, temperature: "0.2" } }, typed).all).toEqual(
      [],
    );
  });
});
