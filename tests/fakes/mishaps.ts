/** What can happen in a moment of a simulated evening, a row each. */
import type { Attendee } from "./attendee.ts";
import type { Dice } from "./dice.ts";
import type { Evening } from "./evening.ts";
import type { Room } from "./evening_plan.ts";

interface Scene {
  readonly evening: Evening;
  readonly dice: Dice;
  readonly room: Room;
}

interface Row {
  /** How likely it is in one moment. */
  readonly likely: number;
  /** Makes it happen; false where it cannot. */
  readonly happen: (scene: Scene) => boolean | Promise<boolean>;
}

/** How many moments somebody is away at most who was cut off or whose client ended. */
const AWAY = 6;

export const MISHAPS: Readonly<Record<string, Row>> = {
  "somebody tries a wrong PIN": {
    likely: 0.3,
    happen({ evening, room: { name }, dice }) {
      const { stranger, guesses } = evening;
      if (stranger.doing.size > 0) return false;
      stranger.do({ type: "join", name, pin: `${1 + dice.below(999)}`, others: "ask" }).then((outcome) => {
        if (outcome) guesses.push(outcome);
      });
      return true;
    },
  },
  "a line breaks": {
    likely: 0.6,
    happen({ evening, dice }) {
      const person = dice.one(evening.people);
      if (!person.running || person.isCut) return false;
      person.cut(dice.one(["heard", "silent"]));
      return evening.disturb(person, 1 + dice.below(AWAY));
    },
  },
  "a line is slow": {
    likely: 0.9,
    happen({ evening, dice }) {
      const person = dice.one(evening.people);
      if (!person.running || person.isCut) return false;
      person.line.hold();
      return true;
    },
  },
  "a client ends": {
    likely: 0.25,
    async happen({ evening, dice }) {
      const person = dice.one(evening.people);
      if (!person.running) return false;
      await person.stop();
      return evening.disturb(person, 1 + dice.below(AWAY));
    },
  },
  "a client crashes": {
    likely: 0.25,
    async happen({ evening, dice }) {
      const person = dice.one(evening.people);
      if (!person.running) return false;
      await person.crash();
      return evening.disturb(person, 1 + dice.below(AWAY));
    },
  },
  "the host puts somebody out": {
    likely: 0.3,
    happen({ evening, room, dice }) {
      const { host } = room;
      const [whom] = dice.shuffled(evening.inside(room));
      if (!whom || whom === host || !isThere(host)) return false;
      evening.expectEnd(room, whom);
      host.do({ type: "kick", channel: room.id, nick: whom.nick, reason: "" });
      return true;
    },
  },
  "somebody leaves": {
    likely: 0.2,
    happen({ evening, room, dice }) {
      const [who] = dice.shuffled(evening.inside(room));
      if (!who || who === room.host || !isThere(who)) return false;
      evening.expectEnd(room, who);
      who.do({ type: "leave", channel: room.id });
      return evening.disturb(who);
    },
  },
  "somebody returns who was put out or left": {
    likely: 0.4,
    happen({ evening, room, dice }) {
      const [guest] = dice.shuffled(room.guests.filter((one) => isThere(one) && !one.screen.view(room.id)));
      return guest !== undefined && evening.expect(room, guest);
    },
  },
  "the host replaces the key": {
    likely: 0.15,
    happen({ room: { host, id } }) {
      if (!isThere(host)) return false;
      host.do({ type: "rekey", channel: id });
      return true;
    },
  },
  "the relay restarts": {
    likely: 0.08,
    async happen({ evening }) {
      for (const person of evening.people) evening.disturb(person);
      await evening.relay.restart();
      return true;
    },
  },
  "the relay crashes": {
    likely: 0.08,
    async happen({ evening }) {
      for (const person of [...evening.people, evening.stranger]) {
        evening.disturb(person);
        person.line.lose();
      }
      await evening.relay.crash();
      return true;
    },
  },
};

function isThere(person: Attendee): boolean {
  return person.running && !person.isCut;
}
