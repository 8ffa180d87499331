import { Button, Group } from "@mantine/core";
import { IconFile, IconFolder } from "@tabler/icons-react";
import { useRef } from "react";
import { part, t } from "~/texts";
import { useTake } from "./useTake";

const u = part(() => t.uploads);

interface Props {
  chatbotId: string;
  /** Null: the chatbot's own. */
  source: string | null;
  /** The first thing to do on the page. */
  first?: boolean;
}

/** The ways to files for who does not drag. */
export function Choosers({ chatbotId, source, first = false }: Props) {
  const take = useTake(chatbotId, source);
  return (
    <Group gap="xs" justify="center" wrap="wrap">
      <Chooser
        label={u.files}
        icon={<IconFile size={17} aria-hidden />}
        variant={first ? "filled" : "default"}
        onChosen={take}
      />
      <Chooser
        label={u.folder}
        icon={<IconFolder size={17} aria-hidden />}
        variant="default"
        onChosen={take}
        folder
      />
    </Group>
  );
}

interface ChooserProps {
  label: string;
  icon: React.ReactNode;
  variant: "default" | "filled";
  folder?: boolean;
  onChosen: (files: readonly File[]) => void;
}

/** A button with the browser's own file dialog behind it. */
function Chooser({ label, icon, variant, folder = false, onChosen }: ChooserProps) {
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
      <Button variant={variant} leftSection={icon} onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  );
}
