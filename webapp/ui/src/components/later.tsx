/** What opens over a page, never with it. */
import { later } from "~/pages";
import { fetched } from "~/ui/fetched";

export const CommandPalette = fetched(() => later.palette().then((code) => code.CommandPalette));
export const KeyboardHelp = fetched(() => later.keyboard().then((code) => code.KeyboardHelp));
export const ChatbotModal = fetched(() => later.chatbot().then((code) => code.ChatbotModal));
export const DeleteModal = fetched(() => later.removal().then((code) => code.DeleteModal));
