/** The argument that is a file's path, which may have spaces. Whether it is there, only the edge can say. */
import { type Argument, taken } from "./argument.ts";

export const path: Argument<string> = {
  form: "path",
  needs: "a path",
  kind: { type: "path" },
  take: (typed) => taken(typed, ""),
};
