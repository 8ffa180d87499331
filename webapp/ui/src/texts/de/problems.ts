import type { Catalogue } from "../catalogue";
export const problems: Catalogue["problems"] = {
  detail: (_code, said) => said,
  field: (_code, said) => said,
  message: (_code, said) => said,
  action: (_code, said) => said,
};
