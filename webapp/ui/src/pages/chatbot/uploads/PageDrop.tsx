import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useDropzone } from "react-dropzone";
import { sourcesQuery } from "~/api/sources";
import { t } from "~/texts";
import { dragsFiles } from "~/ui/firstSign";
import classes from "./uploads.module.css";
import { useTake } from "./useTake";

interface Props {
  chatbotId: string;
  name: string;
  /** On the page of the sources the one that is open gets the files. */
  inSources: boolean;
  /** Files hang over the page already: what made this come is over before it is there. */
  dragged: boolean;
}

/** Files are taken wherever on a chatbot's page they are dropped: while they hang over it, it says where they will be. */
export function PageDrop({ chatbotId, name, inSources, dragged }: Props) {
  const source = useOpenSource(chatbotId, inSources);
  const [near, setNear] = useState(dragged);
  const take = useTake(chatbotId, source?.id ?? null);
  // What is dragged over the page is the browser's to know.
  useEffect(() => {
    const enters = (event: DragEvent) => {
      if (dragsFiles(event)) setNear(true);
    };
    window.addEventListener("dragenter", enters);
    return () => window.removeEventListener("dragenter", enters);
  }, []);
  // While something is dragged no pointer moves: they left before this was there to see it.
  useEffect(() => {
    const left = () => setNear(false);
    if (near) window.addEventListener("pointermove", left);
    return () => window.removeEventListener("pointermove", left);
  }, [near]);
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
