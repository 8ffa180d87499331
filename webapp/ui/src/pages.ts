import { OUTSIDE } from "./addresses";
import { withTexts } from "./texts";

/** The code of the pages, one chunk each, with its texts; which of it an address needs is known before the router is. */
export const pages = {
  shell: () => import("./components/Shell"),
  login: withTexts(["auth"], () => import("./pages/auth/LoginPage")),
  register: withTexts(["auth"], () => import("./pages/auth/RegisterPage")),
  welcome: withTexts(["auth"], () => import("./pages/auth/WelcomePage")),
  dashboard: withTexts(["dashboard"], () => import("./pages/dashboard/DashboardPage")),
  chatbot: () => import("./pages/chatbot/ChatbotLayout"),
  chat: withTexts(["chat"], () => import("./pages/chatbot/chat/ChatPage")),
  sources: withTexts(
    ["sources", "uploads", "chat", "problems"],
    () => import("./pages/chatbot/sources/SourcesPage"),
  ),
  search: withTexts(["search", "chat"], () => import("./pages/chatbot/search/SearchPage")),
  settings: withTexts(["settings", "dashboard"], () => import("./pages/chatbot/settings/SettingsPage")),
  system: withTexts(["system"], () => import("./pages/system/SystemPage")),
  models: withTexts(["models", "dashboard"], () => import("./pages/models/ModelsPage")),
  usage: withTexts(["usage"], () => import("./pages/usage/UsagePage")),
  modelHelp: withTexts(["help"], () => import("./pages/help/ModelHelpPage")),
};

const TABS = ["sources", "search", "settings"] as const;

/** The chunks that a path will want. A guess: what it misses is loaded when the router asks for it. */
export function needed(path: string): (keyof typeof pages)[] {
  const [first = "", , third = ""] = path.split("/").filter(Boolean);
  const outside = OUTSIDE.find((one) => one === first);
  if (outside) return [outside];
  if (first === "chatbots") return ["shell", "chatbot", TABS.find((one) => one === third) ?? "chat"];
  if (first === "help") return ["shell", "modelHelp"];
  if (first === "usage" || first === "models") return ["shell", first];
  return ["shell", first === "system" ? "system" : "dashboard"];
}
