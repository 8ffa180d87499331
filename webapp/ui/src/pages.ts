import { OUTSIDE } from "./addresses";

/** The code of the pages, one chunk each; which of it an address needs is known before the router is. */
export const pages = {
  shell: () => import("./components/Shell"),
  login: () => import("./pages/auth/LoginPage"),
  register: () => import("./pages/auth/RegisterPage"),
  welcome: () => import("./pages/auth/WelcomePage"),
  dashboard: () => import("./pages/dashboard/DashboardPage"),
  chatbot: () => import("./pages/chatbot/ChatbotLayout"),
  chat: () => import("./pages/chatbot/chat/ChatPage"),
  sources: () => import("./pages/chatbot/sources/SourcesPage"),
  search: () => import("./pages/chatbot/search/SearchPage"),
  settings: () => import("./pages/chatbot/settings/SettingsPage"),
  system: () => import("./pages/system/SystemPage"),
  modelHelp: () => import("./pages/help/ModelHelpPage"),
};

const TABS = ["sources", "search", "settings"] as const;

/** The chunks that a path will want. A guess: what it misses is loaded when the router asks for it. */
export function needed(path: string): (keyof typeof pages)[] {
  const [first = "", , third = ""] = path.split("/").filter(Boolean);
  const outside = OUTSIDE.find((one) => one === first);
  if (outside) return [outside];
  if (first === "chatbots") return ["shell", "chatbot", TABS.find((one) => one === third) ?? "chat"];
  if (first === "help") return ["shell", "modelHelp"];
  return ["shell", first === "system" ? "system" : "dashboard"];
}
