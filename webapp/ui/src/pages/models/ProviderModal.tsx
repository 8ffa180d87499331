import { Autocomplete, Button, Checkbox, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { changeProvider, createProvider, modelsQuery, type Provider } from "~/api/providers";
import { FormProblem } from "~/components/FormProblem";
import { toast } from "~/components/toast";
import { useSubmit } from "~/components/useForm";
import { part, t } from "~/texts";
import { PasswordField } from "~/ui/PasswordField";
import { useReturnFocus } from "~/ui/useReturnFocus";
import {
  bodyOf,
  changesOf,
  emptyProvider,
  FIELDS,
  priceWrong,
  valuesOf,
  type ProviderValues,
} from "./values";

const f = part(() => t.models.form);

interface Props {
  /** The one to edit; null adds one. */
  provider: Provider | null;
  onClose: () => void;
}

/** Add or edit a provider. A key that is kept is never shown: a new one replaces it. */
export function ProviderModal({ provider, onClose }: Props) {
  useReturnFocus();
  const needed = (value: string) => (value.trim() ? null : t.shell.required);
  const form = useForm<ProviderValues>({
    initialValues: provider ? valuesOf(provider) : emptyProvider,
    validate: {
      name: needed,
      base_url: needed,
      default_model: needed,
      currency: (_, values) => (priceWrong(values) ? f.priceWrong : null),
    },
  });
  const save = async (values: ProviderValues) => {
    if (provider) await changeProvider(provider.id, changesOf(values));
    else await createProvider(bodyOf(values));
    toast(provider ? f.saved : f.added(values.name.trim()));
  };
  const { submit, busy, problem, error } = useSubmit(save, onClose);
  const field = (name: Exclude<keyof ProviderValues, "drop_key">) => ({
    ...form.getInputProps(name),
    error: form.errors[name] ?? error(name),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={provider ? f.edit(provider.name) : f.add}
      closeButtonProps={{ "aria-label": t.shell.close }}
    >
      <form onSubmit={form.onSubmit((values) => submit(values))} noValidate>
        <Stack>
          <TextInput
            label={f.name}
            description={f.nameHelp}
            required
            maxLength={200}
            data-autofocus
            {...field("name")}
          />
          <TextInput
            label={f.address}
            description={f.addressHelp}
            placeholder="https://api.openai.com/v1"
            type="url"
            required
            {...field("base_url")}
          />
          <PasswordField
            label={f.key}
            description={provider?.has_key ? f.keyKept : f.keyHelp}
            autoComplete="off"
            disabled={form.values.drop_key}
            capsLockText={f.caps}
            showText={f.show}
            hideText={f.hide}
            {...field("api_key")}
          />
          {provider?.has_key ? (
            <Checkbox label={f.keyDrop} {...form.getInputProps("drop_key", { type: "checkbox" })} />
          ) : null}
          <ModelField provider={provider} named={form.values.default_model} {...field("default_model")} />
          <Group grow align="flex-start" gap="sm" wrap="wrap" preventGrowOverflow={false}>
            <TextInput label={f.read} inputMode="decimal" {...field("price_read")} />
            <TextInput label={f.written} inputMode="decimal" {...field("price_written")} />
          </Group>
          <TextInput
            label={f.currency}
            description={f.priceHelp}
            maxLength={3}
            placeholder="EUR"
            {...field("currency")}
          />
          <FormProblem problem={problem} fields={FIELDS} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.shell.cancel}
            </Button>
            <Button type="submit" loading={busy}>
              {provider ? f.submitEdit : f.submitAdd}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface ModelProps {
  provider: Provider | null;
  named: string;
  error: ReactNode;
  onChange: (value: string) => void;
}

/** The model's name; of a provider that is there, from the list that it gives. */
function ModelField({ provider, named, ...props }: ModelProps) {
  const listed = useQuery({ ...modelsQuery(provider?.id ?? ""), enabled: provider !== null });
  return (
    <div>
      <Autocomplete
        label={f.model}
        description={f.modelHelp}
        required
        maxLength={200}
        limit={100}
        data={listed.data ?? []}
        {...props}
        value={named}
      />
      {listed.isError ? (
        <Text size="sm" c="dimmed" mt={4} role="status">
          {f.modelsFailed}
        </Text>
      ) : null}
    </div>
  );
}
