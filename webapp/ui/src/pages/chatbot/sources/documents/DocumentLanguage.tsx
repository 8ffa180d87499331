import { NativeSelect } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { correctLanguage, type Document } from "~/api/documents";
import { languageChoices } from "~/components/languageChoices";
import { toast, toastFailure } from "~/components/toast";
import { t } from "~/texts";
import { languageName } from "~/texts/format";

/** Which language a document is in, and the way to say better. */
export function DocumentLanguage({ document }: { document: Document }) {
  const x = t.sources.document;
  const { language, language_corrected: corrected } = document;
  const correct = useMutation({
    mutationFn: (wanted: string | null) => correctLanguage(document, wanted),
    onSuccess: () => toast(x.languageSaid(document.title)),
    onError: (thrown) => toastFailure(x.languageFailed, thrown),
  });
  const told = corrected ? x.asTextTells : x.fromText(language ? languageName(language) : x.unknown);
  return (
    <NativeSelect
      label={x.language}
      description={x.languageNote}
      value={corrected ? (language ?? "") : ""}
      disabled={correct.isPending}
      onChange={(event) => correct.mutate(event.currentTarget.value || null)}
      data={[{ value: "", label: told }, ...languageChoices(language)]}
    />
  );
}
