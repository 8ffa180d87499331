import { Button, Group, Paper, Text } from "@mantine/core";
import { IconFile, IconFolder } from "@tabler/icons-react";
import { useRef } from "react";
import { useDropzone } from "react-dropzone";
import { toast } from "~/components/toast";
import { t } from "~/texts";
import { chosen } from "./chosen";
import classes from "./DropArea.module.css";
import { addFiles } from "./uploads";

const u = t.sources.uploads;

/** Where files and folders are dropped or chosen. */
export function DropArea({ sourceId }: { sourceId: string }) {
  const take = (files: readonly File[]) => {
    const wanted = chosen(files);
    if (wanted.length === 0) toast(u.nothing);
    else addFiles(sourceId, wanted);
  };
  const { getRootProps, isDragActive } = useDropzone({ onDrop: take, noClick: true, noKeyboard: true });
  return (
    <Paper
      withBorder
      radius="md"
      component="section"
      aria-label={u.label}
      className={classes.area ?? ""}
      data-over={isDragActive || undefined}
      {...getRootProps({ role: "region" })}
    >
      <div>
        <Text fw={600}>{isDragActive ? u.release : u.drop}</Text>
        <Text size="sm" c="dimmed">
          {u.formats}
        </Text>
      </div>
      <Group gap="xs" className={classes.buttons ?? ""}>
        <Chooser label={u.files} icon={<IconFile size={17} aria-hidden />} onChosen={take} />
        <Chooser label={u.folder} icon={<IconFolder size={17} aria-hidden />} onChosen={take} folder />
      </Group>
    </Paper>
  );
}

interface ChooserProps {
  label: string;
  icon: React.ReactNode;
  folder?: boolean;
  onChosen: (files: readonly File[]) => void;
}

/** A button with the browser's own file dialog behind it. */
function Chooser({ label, icon, folder = false, onChosen }: ChooserProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label}
        {...(folder ? { webkitdirectory: "" } : {})}
        onChange={({ currentTarget }) => {
          onChosen([...(currentTarget.files ?? [])]);
          // So that the same files can be chosen again, after they were mended.
          currentTarget.value = "";
        }}
      />
      <Button variant="default" leftSection={icon} onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  );
}
