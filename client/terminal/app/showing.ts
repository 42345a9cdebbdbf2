/** What is before the person now: painted whenever it is another one, and read as far as it is in sight. It knows no keys, no commands and no line. */
import type { Clock } from "../../../shared/clock.ts";
import type { ChannelId } from "../../../shared/ids.ts";
import type { Intent } from "../../core/intents.ts";
import type { ChatState } from "../../core/state.ts";
import { isOpen } from "../../core/state/channel_state.ts";
import type { Preferences } from "../client.ts";
import type { EditorState } from "../editor/editor_state.ts";
import { nextUnmute } from "../screen/next_unmute.ts";
import type { ScreenSize } from "../screen/screen.ts";
import type { ScreenView, WindowView } from "../screen/view.ts";
import { composeView } from "./compose_view.ts";
import type { Glass } from "./glass.ts";
import type { Question } from "./question.ts";
import { Reading } from "./reading.ts";
import { Wake } from "./wake.ts";
import { inFront, sitDown, type Sitting, withLines, withRead, withView, withWindow } from "./sitting.ts";

export interface ShowingDeps {
  readonly clock: Clock;
  readonly relay: string;
  readonly glass: Glass;
  readonly preferences: Preferences;
  readonly do: (intent: Intent) => void;
  /** The question that stands above everything. */
  readonly question: () => Question | undefined;
}

export class Showing implements Disposable {
  readonly #deps: ShowingDeps;
  readonly #reading: Reading;
  readonly #wake: Wake;
  #sitting: Sitting;
  #attentive = true;
  #over = false;

  constructor(deps: ShowingDeps) {
    this.#deps = deps;
    this.#sitting = sitDown(deps.relay, deps.clock.now());
    this.#reading = new Reading(deps.clock, deps.do);
    this.#wake = new Wake(deps.clock, () => this.changed());
  }

  get state(): ChatState {
    return this.#sitting.state;
  }

  /** What the person did with the screen, as far as it is not the editor's. */
  get view(): ScreenView {
    return this.#sitting.view;
  }

  get editor(): EditorState {
    return this.#sitting.editor;
  }

  get current(): ChannelId | undefined {
    return this.view.current;
  }

  /** All that is to be seen now. */
  get shown(): ScreenView {
    const { state, editor } = this;
    const { clock, question, glass: { options } } = this.#deps;
    return composeView(this.view, { state, editor, question: question(), options, now: clock.now() });
  }

  /** Becomes what that makes of it. */
  change(to: (sitting: Sitting) => Sitting): void {
    this.#sitting = to(this.#sitting);
    this.changed();
  }

  /** Something that the person does with the screen. */
  look(change: Partial<ScreenView>): void {
    this.change((sitting) => withView(sitting, change));
  }

  /** Something that he does with a channel's window. */
  lookAt(id: ChannelId, change: Partial<WindowView>): void {
    this.change((sitting) => withWindow(sitting, id, change));
  }

  /** Says something for him alone, in a channel's window or where there is none. */
  tell(lines: readonly string[], id: ChannelId | undefined): void {
    const at = this.#deps.clock.now();
    if (lines.length > 0) this.change((sitting) => withLines(sitting, { lines, id, at }));
  }

  /** What is to be seen may be something else now. */
  changed(): void {
    if (this.#over) return;
    this.#seen();
    const channel = inFront(this.#sitting);
    const now = this.#deps.clock.now();
    this.#wake.set(channel && isOpen(channel) ? nextUnmute(channel.view.membership, now) : undefined);
    this.#deps.glass.paint(() => ({ state: this.state, view: this.shown }));
  }

  /** The terminal shows nothing of ours, or has another size. */
  redraw(size: ScreenSize = this.#deps.glass.options.size): void {
    this.#deps.glass.reset(size);
    this.changed();
  }

  /** The terminal's window is looked at, or not any more: what comes meanwhile stays unread, behind a line. */
  attend(attentive: boolean): void {
    this.#attentive = attentive;
    const channel = inFront(this.#sitting);
    if (channel && !attentive) this.lookAt(channel.id, { readUpTo: channel.newest });
  }

  /** Nothing is painted any more, and what was read is told. */
  [Symbol.dispose](): void {
    this.#over = true;
    this.#reading[Symbol.dispose]();
    this.#wake[Symbol.dispose]();
  }

  /** What is in sight is read, unless something stands before it. */
  #seen(): void {
    const channel = inFront(this.#sitting);
    if (!channel || this.view.overlay || !this.#attentive) return;
    const window = this.view.windows.get(channel.id);
    const cursor = this.#reading.see(channel, window, this.#deps.preferences.readMarks);
    if (cursor > channel.readUpTo) this.#sitting = withRead(this.#sitting, channel.id, cursor);
  }
}
