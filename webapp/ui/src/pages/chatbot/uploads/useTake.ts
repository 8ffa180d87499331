import { toast } from "~/components/toast";
import { t } from "~/texts";
import { chosen } from "./chosen";
import { addFiles } from "./uploads";

/** Take what was dropped or chosen for a source of a chatbot, null for its own. */
export const useTake = (chatbotId: string, source: string | null) => (files: readonly File[]) => {
  const wanted = chosen(files);
  if (wanted.length === 0) toast(t.uploads.nothing);
  else addFiles(chatbotId, source, wanted);
};
