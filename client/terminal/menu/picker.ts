/** Who shows lists and lets somebody choose: on a terminal (list_picker.ts), or by number in plain lines (number_picker.ts). */
import type { Key } from "../../../shared/terminal/key.ts";
import type { ListState, ListStep } from "./list_state.ts";

/** What came of a list. */
export type Picked<Word extends string> = Exclude<ListStep<Word>, { readonly type: "choosing" }>;

export interface Picker extends Disposable {
  pick<Word extends string>(state: ListState<Word>): Promise<Picked<Word>>;
  /** The terminal is somebody else's now, raw until he has it; gives the keys that nobody waited for. */
  leave(): readonly Key[];
}
