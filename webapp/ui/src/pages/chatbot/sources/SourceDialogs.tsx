import { deleteSource, type Source } from "~/api/sources";
import { DeleteModal } from "~/components/later";
import { toast } from "~/components/toast";
import { t } from "~/texts";
import { DocumentDrawer } from "./documents/DocumentDrawer";
import { DocumentRemoval } from "./documents/DocumentRemoval";
import { ScheduleModal } from "./schedule/ScheduleModal";
import { SourceForm } from "./SourceForm";
import { HistoryModal } from "./syncs/HistoryModal";
import { PlanModal } from "./syncs/PlanModal";
import { useSourcesSearch } from "./useSourcesSearch";

/** The dialog that the URL asks for. With a document in it, ``delete`` is about the document. */
export function SourceDialogs({ source }: { source: Source }) {
  const { chatbotId, search, go, close } = useSourcesSearch();
  const noDocument = () => go({ document: undefined, dialog: undefined, view: undefined });
  if (search.document) {
    return search.dialog === "delete" ? (
      <DocumentRemoval documentId={search.document} onClose={noDocument} />
    ) : (
      <DocumentDrawer documentId={search.document} onClose={noDocument} />
    );
  }
  switch (search.dialog) {
    case "edit":
      return <SourceForm chatbotId={chatbotId} source={source} onClose={close} onDone={close} />;
    case "schedule":
      return <ScheduleModal source={source} onClose={close} />;
    case "history":
      return <HistoryModal sourceId={source.id} onClose={close} />;
    case "plan":
      return <PlanModal sourceId={source.id} syncId={search.sync} onClose={close} />;
    case "delete":
      return <Removal source={source} />;
    default:
      return null;
  }
}

function Removal({ source }: { source: Source }) {
  const { go, close } = useSourcesSearch();
  const texts = t.sources.remove;
  const done = () => {
    toast(texts.done(source.name));
    go({ source: undefined, dialog: undefined, status: undefined, q: undefined }, true);
  };
  return (
    <DeleteModal
      name={source.name}
      title={texts.title(source.name)}
      text={texts.text}
      submitLabel={texts.submit}
      onConfirm={() => deleteSource(source.id)}
      onClose={close}
      onDone={done}
    />
  );
}
