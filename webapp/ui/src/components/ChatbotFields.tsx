import { Button, NumberInput, Stack, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import type { Chatbot, ChatbotIn } from "~/api/chatbots";
import { t } from "~/texts";
import { decimals } from "~/texts/format";
import { GrowingTextarea } from "~/ui/GrowingTextarea";
import { ModelName } from "./ModelName";
import { fieldsOf } from "./useForm";

export interface ChatbotValues {
  name: string;
  description: string;
  welcome_message: string;
  instructions: string;
  model_name: string;
  temperature: number | string;
}

export const FIELDS = [
  "name",
  "description",
  "welcome_message",
  "instructions",
  "model_name",
  "temperature",
] as const;

/** What can wait until the chatbot is there. */
const MORE = FIELDS.slice(2);

export const chatbotLabels = (): Record<keyof ChatbotValues, string> => ({
  name: t.dashboard.form.name,
  description: t.dashboard.form.description,
  welcome_message: t.dashboard.form.welcome,
  instructions: t.dashboard.form.instructions,
  model_name: t.dashboard.form.model,
  temperature: t.dashboard.form.temperature,
});

export const emptyValues: ChatbotValues = {
  name: "",
  description: "",
  welcome_message: "",
  instructions: "",
  model_name: "",
  temperature: 0.2,
};

export const valuesOf = (chatbot: Chatbot): ChatbotValues => ({
  name: chatbot.name,
  description: chatbot.description,
  welcome_message: chatbot.welcome_message,
  instructions: chatbot.instructions,
  model_name: chatbot.model_name ?? "",
  temperature: chatbot.temperature,
});

/** The API's fields from the form's: an empty model means the installation's own. */
export const bodyOf = (values: ChatbotValues): Required<ChatbotIn> => ({
  name: values.name.trim(),
  description: values.description,
  welcome_message: values.welcome_message,
  instructions: values.instructions,
  model_name: values.model_name.trim() || null,
  temperature: Number(values.temperature),
});

interface Props {
  form: UseFormReturnType<ChatbotValues>;
  serverError: (field: string) => string | null;
  autoFocus?: boolean;
  /** Name and description first, the rest when it is asked for, or has an error. */
  brief?: boolean;
  /** Where whose model it is is chosen elsewhere, its name is, too. */
  withModel?: boolean;
}

/** Every field of a chatbot, each with help. */
export function ChatbotFields({
  form,
  serverError,
  autoFocus = false,
  brief = false,
  withModel = true,
}: Props) {
  const f = t.dashboard.form;
  const [opened, setMore] = useState(false);
  const more = opened || MORE.some((name) => (form.errors[name] ?? serverError(name)) || form.isDirty(name));
  const field = fieldsOf(form, serverError);
  return (
    <Stack>
      <TextInput
        label={f.name}
        description={f.nameHelp}
        required
        maxLength={200}
        data-autofocus={autoFocus || undefined}
        {...field("name")}
      />
      <GrowingTextarea
        label={f.description}
        description={f.descriptionHelp}
        least={2}
        most={6}
        {...field("description")}
      />
      {brief && !more ? (
        <Button
          variant="subtle"
          size="compact-md"
          style={{ alignSelf: "flex-start" }}
          onClick={() => setMore(true)}
        >
          {f.more}
        </Button>
      ) : (
        <>
          <GrowingTextarea
            label={f.welcome}
            description={f.welcomeHelp}
            least={2}
            most={6}
            {...field("welcome_message")}
          />
          <GrowingTextarea
            label={f.instructions}
            description={f.instructionsHelp}
            least={2}
            most={8}
            {...field("instructions")}
          />
          {withModel ? (
            <ModelName
              label={f.model}
              description={f.modelHelp}
              providerId={null}
              {...field("model_name")}
              value={form.values.model_name}
            />
          ) : null}
          <NumberInput
            label={f.temperature}
            description={f.temperatureHelp}
            min={0}
            max={2}
            step={0.1}
            decimalScale={2}
            {...decimals()}
            clampBehavior="blur"
            {...field("temperature")}
          />
        </>
      )}
    </Stack>
  );
}
