import { Button, Group, Modal, Stack } from "@mantine/core";
import type { FormEventHandler, ReactNode } from "react";
import type { Problem } from "~/api/problem";
import { t } from "~/texts";
import classes from "./FormModal.module.css";
import { FormProblem } from "./FormProblem";
import { useDialog } from "./useDialog";

interface Props {
  title: string;
  size?: string;
  submitLabel: string;
  onSubmit: FormEventHandler<HTMLFormElement>;
  onClose: () => void;
  busy: boolean;
  /** While something has to be decided first. */
  disabled?: boolean;
  /** What the service refused, and the fields that show it themselves. */
  problem: Problem | null;
  fields: readonly string[];
  children: ReactNode;
}

/** A form in a dialog: its fields, what it failed on, and the two buttons, in sight however long it is. */
export function FormModal({ title, size = "md", submitLabel, onSubmit, onClose, ...more }: Props) {
  const { busy, disabled = false, problem, fields, children } = more;
  useDialog();
  return (
    <Modal
      opened
      onClose={onClose}
      size={size}
      title={title}
      closeButtonProps={{ "aria-label": t.shell.close }}
    >
      <form onSubmit={onSubmit} noValidate>
        <Stack>
          {children}
          <FormProblem problem={problem} fields={fields} />
          <Group justify="flex-end" className={classes.buttons ?? ""}>
            <Button variant="default" onClick={onClose}>
              {t.shell.cancel}
            </Button>
            <Button type="submit" loading={busy} disabled={disabled}>
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
