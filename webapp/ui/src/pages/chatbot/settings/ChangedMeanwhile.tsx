import { Alert, Button, Group, Text } from "@mantine/core";
import { t } from "~/texts";
import type { Field } from "./values";

const s = t.settings;
const f = t.dashboard.form;

const LABELS: Record<Field, string> = {
  name: f.name,
  description: f.description,
  welcome_message: f.welcome,
  instructions: f.instructions,
  model_name: f.model,
  temperature: f.temperature,
  top_k: s.topK,
  alpha: s.alphaOwn,
  min_confidence: s.minConfidence,
};

interface Props {
  when: string;
  /** Where their version differs from what this form was opened with. */
  fields: Field[];
  onTake: () => void;
  /** Absent when there is nothing of mine to save. */
  onOverwrite?: () => void;
}

/** Two people edited one chatbot: whose version stays is asked, nothing is lost before. */
export function ChangedMeanwhile({ when, fields, onTake, onOverwrite }: Props) {
  return (
    <Alert color="yellow" variant="light" role="alert" title={s.changed.title} mb="sm">
      <Text size="sm">{s.changed.text(when)}</Text>
      <Text size="sm" mt={4}>
        {s.changed.differs} {fields.map((field) => LABELS[field]).join(", ")}
      </Text>
      <Group gap="sm" mt="sm">
        <Button variant="default" size="xs" onClick={onTake}>
          {s.changed.take}
        </Button>
        {onOverwrite ? (
          <Button variant="default" size="xs" onClick={onOverwrite}>
            {s.changed.overwrite}
          </Button>
        ) : null}
      </Group>
    </Alert>
  );
}
