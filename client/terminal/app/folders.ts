/** What the screen wants of this computer's files: a port. */
import type { PathRequest } from "../../core/commands/complete.ts";
import type { Candidate } from "../../core/commands/complete_text.ts";
import type { PastedFile } from "../../machine/pasted_file.ts";

export interface Folders {
  /** The files and folders whose paths begin as something typed does. */
  pathsBegun(request: PathRequest): Promise<readonly Candidate[]>;
  /** Makes a file of what was pasted; Failure where it cannot be kept. */
  keepPasted(text: string): Promise<PastedFile>;
}
