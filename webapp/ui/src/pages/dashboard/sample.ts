/** The sample library, as a chatbot of one's own: the steps that one would take by hand, with the files of this build. */
import { createChatbot } from "~/api/chatbots";
import { createSource } from "~/api/sources";
import { addFiles } from "~/pages/chatbot/uploads/uploads";
import { t } from "~/texts";
import { fileFrom } from "./sampleFile";

const INLINED = import.meta.glob<string>("../../../../../deployments/sample/*.{csv,docx,html,md,pdf,txt}", {
  query: "?url&inline",
  import: "default",
  eager: true,
});

const files = () =>
  Object.entries(INLINED).map(([path, url]) => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    return { name, file: fileFrom(name, url) };
  });

/** Make the chatbot with its source and begin the upload. Answers the chatbot's id. */
export async function makeSample(): Promise<string> {
  const s = t.dashboard.sample;
  const { id } = await createChatbot({
    name: s.name,
    description: s.description,
    welcome_message: s.welcome,
  });
  const source = await createSource(id, { name: s.name, kind: "upload" });
  addFiles(id, source.id, files());
  return id;
}
