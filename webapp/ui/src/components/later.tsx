/** What opens over a page, never with it: its code is fetched once the page is there. Stand in a ``Suspense``. */
import { lazy } from "react";
import { later } from "~/pages";

export const CommandPalette = lazy(() => later.palette().then((code) => ({ default: code.CommandPalette })));
export const KeyboardHelp = lazy(() => later.keyboard().then((code) => ({ default: code.KeyboardHelp })));
export const ChatbotModal = lazy(() => later.chatbot().then((code) => ({ default: code.ChatbotModal })));
export const DeleteModal = lazy(() => later.removal().then((code) => ({ default: code.DeleteModal })));
