/** Pages of other sites, as an operator names them. */
import type { Kind } from "../shared/option_kinds.ts";

/** A site as browsers name it, whatever more of an address somebody writes. */
export const origin: Kind<string> = {
  hint: "URL",
  takes: "a site's address, such as https://chat.example.com",
  read(written) {
    if (!/^https?:\/\/[^/?#*]+\/?$/i.test(written) || !URL.canParse(written)) return undefined;
    return new URL(written).origin;
  },
};
