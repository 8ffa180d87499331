import { Alert, Button, Group, Text } from "@mantine/core";
import { part, t } from "~/texts";

const c = part(() => t.shell.changed);

interface Props {
  when: string;
  /** The names of the fields where their version differs from what this form was opened with. */
  fields: string[];
  onTake: () => void;
  /** Absent when there is nothing of mine to save. */
  onOverwrite?: () => void;
}

/** Two people edited the same thing: whose version stays is asked, nothing is lost before. */
export function ChangedMeanwhile({ when, fields, onTake, onOverwrite }: Props) {
  return (
    <Alert color="yellow" variant="light" role="alert" title={c.title} mb="sm">
      <Text size="sm">{c.text(when)}</Text>
      <Text size="sm" mt={4}>
        {c.differs} {fields.join(", ")}
      </Text>
      <Group gap="sm" mt="sm">
        <Button variant="default" size="xs" onClick={onTake}>
          {c.take}
        </Button>
        {onOverwrite ? (
          <Button variant="default" size="xs" onClick={onOverwrite}>
            {c.overwrite}
          </Button>
        ) : null}
      </Group>
    </Alert>
  );
}
