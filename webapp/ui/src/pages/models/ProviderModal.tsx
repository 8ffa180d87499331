import { Checkbox, Group, NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { changeProvider, createProvider, type Provider } from "~/api/providers";
import { FormModal } from "~/components/FormModal";
import { ModelName } from "~/components/ModelName";
import { toast } from "~/components/toast";
import { fieldsOf, useSubmit } from "~/components/useForm";
import { part, t } from "~/texts";
import { PasswordField } from "~/ui/PasswordField";
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
  const field = fieldsOf(form, error);
  const ranks = form.values.kind === "rerank";
  return (
    <FormModal
      size="lg"
      title={provider ? f.edit(provider.name) : f.add}
      submitLabel={provider ? f.submitEdit : f.submitAdd}
      onSubmit={form.onSubmit((values) => submit(values))}
      onClose={onClose}
      busy={busy}
      problem={problem}
      fields={FIELDS}
    >
      <TextInput
        label={f.name}
        description={f.nameHelp}
        required
        maxLength={200}
        data-autofocus
        {...field("name")}
      />
      {provider ? null : (
        <NativeSelect
          label={f.kind}
          data={[
            { value: "chat", label: f.kinds.chat },
            { value: "rerank", label: f.kinds.rerank },
          ]}
          {...field("kind")}
        />
      )}
      <TextInput
        label={f.address}
        description={ranks ? f.rerankAddressHelp : f.addressHelp}
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
      <ModelName
        label={f.model}
        description={ranks ? f.rerankModelHelp : f.modelHelp}
        required
        providerId={provider?.id ?? null}
        {...field("default_model")}
        value={form.values.default_model}
      />
      {ranks ? null : (
        <>
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
        </>
      )}
    </FormModal>
  );
}
