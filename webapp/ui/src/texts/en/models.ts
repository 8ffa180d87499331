/** Providers of models that an organisation sets up. */
import { number } from "../format";

export const models = {
  title: "Models",
  intro:
    "Whose models write the answers of your chatbots. Without one of your own the model of this installation answers, and where there is none, sentences of your documents are quoted.",
  order:
    "When the one that a chatbot has chosen fails, the others stand in for it, from the top, each with its own model.",
  add: "Add a provider",
  nothing: {
    title: "No provider of your own yet",
    text: "Any service with an API like OpenAI's will do: its address, a key, and the name of a model.",
    others: "An owner or admin of your organisation can set one up here.",
  },
  edit: "Edit",
  remove: "Delete",
  up: (name: string) => `Move “${name}” up`,
  down: (name: string) => `Move “${name}” down`,
  moveFailed: "The order could not be changed",
  model: "Model",
  address: "Address",
  key: { label: "Key", kept: "kept, shown to nobody", none: "none" },
  prices: "Prices",
  price: (read: string, written: string, currency: string) =>
    `${read} ${currency} read, ${written} ${currency} written, for a million tokens`,
  chosen: (count: number) =>
    count === 0
      ? "No chatbot has chosen it. Choose it in a chatbot's settings."
      : count === 1
        ? "One chatbot has chosen it."
        : `${number(count)} chatbots have chosen it.`,
  unreadable:
    "Its key was kept under another secret of this installation and cannot be read. Enter it again; until then it is left out.",
  form: {
    add: "Add a provider",
    edit: (name: string) => `Edit “${name}”`,
    name: "Name",
    nameHelp: "As your people see it when they choose.",
    kind: "What it does",
    kinds: { chat: "Writes answers", rerank: "Ranks passages" },
    rerankAddressHelp: "What stands before /rerank, as Cohere, Jina and Hugging Face's TEI name it.",
    rerankModelHelp: "For TEI, which serves one only: tei.",
    address: "Address of the API",
    addressHelp: "As its provider names it; it often ends in /v1.",
    key: "Key",
    keyHelp: "Kept encrypted and never shown again. Leave it empty if none is needed.",
    keyKept: "One is kept. Leave this empty to keep it; it is never shown.",
    keyDrop: "It needs no key any more",
    show: "Show the key",
    hide: "Hide the key",
    caps: "Caps Lock is on.",
    model: "Model",
    modelHelp: "Chatbots that name none are answered by it.",
    read: "Price of a million tokens read",
    written: "Price of a million tokens written",
    priceHelp: "If you like: then the usage page says what it costs.",
    currency: "Currency",
    priceWrong: "All three, or none: two numbers such as 0.15, and a currency such as EUR.",
    submitAdd: "Add",
    submitEdit: "Save",
    added: (name: string) => `“${name}” was added. Test it, then choose it in a chatbot's settings.`,
    saved: "Saved.",
  },
  test: {
    run: "Test",
    fine: (model: string, ms: number) => `“${model}” answers, after ${number(ms)} ms.`,
    failed: "It cannot be used yet",
    yes: "yes",
    no: "no",
    untried: "not tried",
    ms: (ms: number) => `${number(ms)} ms`,
    checks: {
      reached: "Reached",
      key: "Key accepted",
      answers: "Answers",
      streams: "Streams: words come while they are written",
      counts: "Counts tokens",
      obeys: "Does what the system says",
      ranks: "Puts what answers first",
    },
    codes: {
      address_refused:
        "This address leads into a private network, or is not plainly written. The operator can allow it.",
      address_unresolvable: "The host's name has no address. Check how it is spelt.",
      answer_too_large: "What came back is larger than what is read. Check the address.",
      model_unknown: "The provider knows no such model, or its address is another one.",
      provider_answer: "What it answers is not the protocol. Check the address.",
      provider_broken: "It answers with an error of its own. Try again later.",
      provider_busy: "It takes no more requests for now, or its credit is used up.",
      provider_certificate: "Its certificate is not trusted here.",
      provider_key_refused: "It refuses the key.",
      provider_late: "It did not answer in time.",
      provider_redirects: "It answers at another address. Enter that one.",
      provider_refuses: "It refuses the request. Check model and address.",
      provider_unreachable: "Nothing answers at its address.",
      provider_no_stream: "Answers come as a whole only.",
      provider_no_counts: "Nothing will be known of what it costs.",
      provider_misranks: "It would make the order of passages worse.",
      provider_disobeys: "Citations and refusals cannot be relied on.",
    } as Record<string, string>,
    trouble: "The test could not be made",
  },
  removal: {
    title: (name: string) => `Delete “${name}”?`,
    text: (chatbots: number) =>
      chatbots === 0
        ? "Its key is deleted with it. No chatbot has chosen it."
        : `Its key is deleted with it. ${chatbots === 1 ? "The chatbot that has chosen it is" : `The ${number(chatbots)} chatbots that have chosen it are`} answered by the installation's model from then on.`,
    submit: "Delete the provider",
    done: (name: string) => `“${name}” was deleted.`,
  },
};
