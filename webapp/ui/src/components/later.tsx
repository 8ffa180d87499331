/** What opens over a page, never with it: fetched once the page is there and nothing else is to do. */
import { withTexts } from "~/texts";
import { fetched } from "~/ui/fetched";

export const later = {
  palette: () => import("./CommandPalette"),
  alerts: withTexts(["alerts"], () => import("./AlertList")),
  keyboard: () => import("./KeyboardHelp"),
  chatbot: withTexts(["dashboard"], () => import("./ChatbotModal")),
  removal: withTexts(["dashboard"], () => import("./DeleteModal")),
};

export const CommandPalette = fetched(() => later.palette().then((code) => code.CommandPalette));
export const AlertList = fetched(() => later.alerts().then((code) => code.AlertList));
export const KeyboardHelp = fetched(() => later.keyboard().then((code) => code.KeyboardHelp));
export const ChatbotModal = fetched(() => later.chatbot().then((code) => code.ChatbotModal));
export const DeleteModal = fetched(() => later.removal().then((code) => code.DeleteModal));
