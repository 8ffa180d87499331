/** The chatbots, as a grid. */
import { number, plural } from "../format";

export const dashboard = {
  title: "Chatbots",
  search: "Search chatbots",
  create: "New chatbot",
  empty: {
    title: "Make your first chatbot",
    text: "A chatbot answers from the documents you give it, and shows the passage every answer rests on. Create one, drop your files on it, ask.",
    sample: "Nothing at hand? Try it with the documents of a small library.",
  },
  sample: {
    make: "Try the sample library",
    failed: "The sample library could not be set up",
    name: "Sample library",
    description: "Loans, fees, rooms and opening hours of a small public library, from its own documents.",
    welcome:
      "Welcome to the library's desk. Ask about loans, fees, rooms or opening hours; every answer shows the passage it rests on.",
  },
  noMatch: (q: string) => ({
    title: "No chatbot matches",
    text: `Nothing has “${q}” in its name or description.`,
  }),
  clear: "Clear the search",
  noDescription: "No description yet",
  ready: (n: number) => `${plural(n, "document", "documents")} ready`,
  waiting: (n: number) => `${number(n)} waiting`,
  failed: (n: number) => `${number(n)} failed`,
  skipped: (n: number) => `${number(n)} skipped`,
  asked: (when: string) => `Asked ${when}`,
  quoted: (words: string) => `“${words}”`,
  actions: (name: string) => `Actions for ${name}`,
  open: "Open",
  edit: "Edit",
  delete: "Delete",
  updated: (when: string) => `Changed ${when}`,
  more: (n: number) => `Show more (${number(n)} left)`,
  count: (n: number) => plural(n, "chatbot", "chatbots"),
  form: {
    create: "New chatbot",
    edit: (name: string) => `Edit ${name}`,
    submitCreate: "Create",
    submitEdit: "Save",
    more: "More",
    name: "Name",
    nameHelp: "What people see in the list.",
    description: "Description",
    descriptionHelp: "What it knows about and for whom.",
    welcome: "Welcome message",
    welcomeHelp: "Shown before the first question.",
    instructions: "Instructions",
    instructionsHelp:
      "How it should answer: tone, language, what to leave out. Used when a chat model is configured.",
    model: "Model",
    modelHelp:
      "Name of a chat model. Empty: the installation's default. Without any model, answers are quoted sentences.",
    modelsFailed: "The provider does not list its models; type the name.",
    temperature: "Temperature",
    temperatureHelp:
      "0 sticks to the sources, higher values word more freely. Used when a chat model is configured.",
    created: (name: string) => `${name} was created. Drop your files on it.`,
    saved: "Saved.",
  },
  remove: {
    title: (name: string) => `Delete ${name}?`,
    text: "Its sources, documents and conversations go with it. This cannot be undone.",
    type: (name: string) => `Type “${name}” to confirm`,
    submit: "Delete for good",
    done: (name: string) => `${name} was deleted.`,
    failed: "It could not be deleted",
  },
};
