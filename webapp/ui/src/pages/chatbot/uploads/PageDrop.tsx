import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useDropzone } from "react-dropzone";
import { sourcesQuery } from "~/api/sources";
import { t } from "~/texts";
import classes from "./uploads.module.css";
import { useTake } from "./useTake";

interface Props {
  chatbotId: string;
  name: string;
  /** On the page of the sources the one that is open gets the files. */
  inSources: boolean;
}

/** Files are taken wherever on a chatbot's page they are dropped: while they hang over it, it says where they will be. */
export function PageDrop({ chatbotId, name, inSources }: Props) {
  const source = useOpenSource(chatbotId, inSources);
  const [near, setNear] = useState(false);
  const take = useTake(chatbotId, source?.id ?? null);
  // What is dragged over the page is the browser's to know.
  useEffect(() => {
    const enters = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes("Files")) setNear(true);
    };
    window.addEventListener("dragenter", enters);
    return () => window.removeEventListener("dragenter", enters);
  }, []);
  const { getRootProps } = useDropzone({
    noClick: true,
    noKeyboard: true,
    onDrop: (files) => {
      setNear(false);
      take(files);
    },
    onDragLeave: () => setNear(false),
  });
  return (
    <div
      {...getRootProps({ role: "presentation" })}
      tabIndex={-1}
      className={classes.over}
      data-near={near || undefined}
      data-drop
    >
      {near ? (
        <div>
          <p>{t.uploads.release}</p>
          <p className={classes.into}>{t.uploads.into(source?.name ?? name)}</p>
        </div>
      ) : null}
    </div>
  );
}

/** The source that is open, where it is one for files. */
function useOpenSource(chatbotId: string, inSources: boolean) {
  const { data } = useQuery({ ...sourcesQuery(chatbotId), enabled: inSources });
  const { source: id } = useSearch({ strict: false });
  if (!inSources) return undefined;
  const open = id ? data?.find((source) => source.id === id) : data?.[0];
  return open?.kind === "upload" ? open : undefined;
}
