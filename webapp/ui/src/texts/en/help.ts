/** Help that the interface itself has. */
export const help = {
  model: {
    title: "Have answers written by a model",
    intro:
      "Without a language model Refdesk quotes: each answer is the sentences of your documents that come closest, word for word. With one, the model writes the answer from the same passages, every statement is compared with them, and what nothing backs is set apart. Whoever runs this installation sets it up:",
    steps: [
      {
        text: "Choose a model: OpenAI, or any server that speaks the same protocol, also one on your own machine (vLLM, Ollama, llama.cpp).",
        code: "",
      },
      {
        text: "Put its access into the environment of Refdesk, or into the file .env beside it. For OpenAI:",
        code: "OPENAI_API_KEY=…\nREFDESK_MODEL=gpt-4o-mini",
      },
      {
        text: "For a server of your own its address is enough:",
        code: "OPENAI_BASE_URL=http://127.0.0.1:11434/v1\nREFDESK_MODEL=llama3.1",
      },
      { text: "Start Refdesk again. From the next question on the model writes.", code: "" },
    ],
    settings: "The settings",
    variables: [
      { name: "OPENAI_API_KEY", text: "The key of the provider." },
      { name: "OPENAI_BASE_URL", text: "The address of a compatible server; with it a key may be left out." },
      { name: "REFDESK_MODEL", text: "The model that answers where a chatbot names none of its own." },
      {
        name: "REFDESK_FALLBACK_MODEL",
        text: "A second model, asked where the first one does not answer.",
      },
    ],
    after: "Afterwards",
    afterText:
      "Each chatbot may have a model, a temperature and instructions of its own in its settings, and says there what becomes of statements that the sources do not hold, and whether the model also sums documents up.",
    privacy:
      "The question and the passages found for it go to that model. Passages of private sources never do.",
    back: "Back to your chatbots",
  },
};
