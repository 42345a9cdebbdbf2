/** What makes a sound, and is told to the computer besides where that is wanted. */
import type { Event } from "../../core/events.ts";
import type { Preferences } from "../client.ts";
import type { EventScene } from "../plain_events.ts";
import type { Notifying } from "../tty/known_terminals.ts";
import { notifySequence } from "../tty/osc.ts";
import type { Glass } from "./glass.ts";
import { notificationOf, soundOf } from "./tell.ts";

export interface AlertDeps {
  readonly glass: Glass;
  readonly preferences: Preferences;
  /** Undefined: the computer is told nothing. */
  readonly notifying: Notifying | undefined;
}

/** Rings for what is meant for me, and for what is wrong. */
export function alert(event: Event, scene: EventScene, { glass, preferences, notifying }: AlertDeps): void {
  if (!soundOf(event, scene, preferences)) return;
  glass.ring();
  if (notifying) glass.send(notifySequence(notifying, notificationOf(event, scene.after)));
}
