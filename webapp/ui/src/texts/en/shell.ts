/** The house around the pages. */
import { number, plural } from "../format";

const left = (seconds: number) => {
  if (seconds < 10) return "a few seconds left";
  if (seconds < 55) return `about ${number(Math.ceil(seconds / 10) * 10)} s left`;
  if (seconds < 3_300) return `about ${number(Math.ceil(seconds / 60))} min left`;
  return `about ${number(Math.ceil(seconds / 3_600))} h left`;
};

const TROUBLE: Record<number, { title: string; hint: string }> = {
  0: {
    title: "The server cannot be reached",
    hint: "Check that Refdesk is running and that you are online, then try again.",
  },
  403: { title: "You may not do this", hint: "Ask somebody of your organisation who may." },
  404: { title: "Not found", hint: "It may have been deleted, or the link is wrong." },
  409: { title: "It changed in the meantime", hint: "Load it again and look at what is there now." },
  413: { title: "Too large", hint: "Send fewer or smaller files at once." },
  429: { title: "Too many requests", hint: "Wait a moment, then try again." },
  503: {
    title: "A part of the service is not available",
    hint: "Try again in a minute; the System page says what is missing.",
  },
};

export const shell = {
  product: "Refdesk",
  loading: "Loading",
  retry: "Try again",
  cancel: "Cancel",
  required: "Please fill this in.",
  close: "Close",
  save: "Save",
  waitSeconds: (seconds: number) => `Wait ${plural(seconds, "second", "seconds")}, then try again.`,
  requestId: (id: string) => `If it stays, tell your administrator this number: ${id}`,
  trouble: (status: number) =>
    TROUBLE[status] ?? {
      title: "Something went wrong",
      hint: "Try again; if it stays, look at the System page.",
    },
  changed: {
    title: "Somebody changed it meanwhile",
    text: (when: string) =>
      `It was saved by somebody else ${when}. What you typed is kept: saving puts your version over theirs.`,
    differs: "Theirs differs in:",
    take: "Take theirs, drop mine",
    overwrite: "Save mine over theirs",
  },
  skip: "Skip to the content",
  nav: {
    label: "Main",
    chatbots: "Chatbots",
    models: "Models",
    usage: "Usage",
    system: "System",
    api: "API documentation",
    menu: "Menu",
    open: "Open menu",
    close: "Close menu",
  },
  account: { logout: "Log out", of: (name: string, organization: string) => `${name}, ${organization}` },
  language: { label: "Language", failed: "The language could not be changed" },
  theme: { label: "Appearance", light: "Light", dark: "Dark", auto: "As the system" },
  pace: { left, perMinute: (n: number) => `${number(n)} a minute` },
  reindex: {
    going: ({ share, seconds_left }: { share?: number; seconds_left?: number | null }) =>
      `Documents are being indexed anew: ${Math.floor((share ?? 0) * 100)} %${
        seconds_left == null ? "" : `, ${left(seconds_left)}`
      }. Questions are answered meanwhile.`,
    waiting: (why: string) =>
      `Indexing documents anew is waiting${why ? `: ${why}` : "."} Questions are answered meanwhile.`,
  },
  alerts: { open: (n: number) => (n > 0 ? `Alerts: ${number(n)}` : "Alerts: none") },
  crumbs: "Where you are",
  tabs: {
    label: "Parts of this chatbot",
    chat: "Chat",
    sources: "Sources",
    search: "Search",
    settings: "Settings",
  },
  status: { draft: "No documents yet", processing: "Reading documents", active: "Ready", paused: "Paused" },
  someFailed: (n: number) => `${plural(n, "document", "documents")} failed`,
  palette: {
    open: "Search and go (Ctrl K)",
    placeholder: "Chatbots, documents, conversations, pages, or a question",
    nothing: "Nothing found",
    pages: "Pages",
    actions: "Actions",
    chatbots: "Chatbots",
    documents: "Documents",
    conversations: "Conversations",
    ask: (question: string) => (question ? `Ask “${question}”` : "Ask"),
    newChatbot: "New chatbot",
    keyboard: "Keyboard help",
  },
  keyboard: {
    title: "Keyboard",
    open: "Keyboard help (?)",
    keys: [
      { keys: ["Ctrl", "K"], text: "Search and go" },
      { keys: ["?"], text: "This help" },
      { keys: ["Enter"], text: "Send the question" },
      { keys: ["Shift", "Enter"], text: "New line in the question" },
      { keys: ["Esc"], text: "Close the reader or a dialog" },
      { keys: ["J"], text: "Next citation while the reader is open" },
      { keys: ["K"], text: "Previous citation while the reader is open" },
      { keys: ["+"], text: "Enlarge the page in the reader" },
      { keys: ["−"], text: "Reduce the page in the reader" },
    ],
  },
  notFound: {
    title: "There is nothing here",
    text: "The page does not exist, or what it showed was deleted.",
    home: "Go to your chatbots",
  },
};
