/** What may be sent to the terminal, from what is known before anything is: the environment, the system, and what the person asked for. */
import type { Depth } from "../screen/colour_depth.ts";
import { type Features, featuresOf, type Variables } from "./known_terminals.ts";

export interface Capabilities extends Features {
  /** The cursor can be moved: without that, there are only lines. */
  readonly screen: boolean;
  /** Nothing says whether it shows UTF-8: it has to be asked. */
  readonly unsure: boolean;
}

export interface Circumstances {
  /** As node and Deno name it: "linux", "darwin", "win32". */
  readonly platform: string;
  /** Both what is read and what is written to. */
  readonly isTerminal: boolean;
  /** The option --color. */
  readonly color: "auto" | "always" | "never";
}

const DEPTHS: readonly Depth[] = ["none", "16", "256", "truecolor"];
const SIXTEEN = /^(xterm|screen|tmux|rxvt|linux|cygwin|msys|ansi|konsole|eterm|putty|st)\b|color/i;
const UTF_8 = /utf-?8/i;

export function guessCapabilities(variables: Variables, circumstances: Circumstances): Capabilities {
  const { platform, isTerminal } = circumstances;
  const features = featuresOf(variables, platform);
  const named = platform === "win32" || (variables["TERM"] ?? "") !== "";
  return {
    ...features,
    screen: isTerminal && named && variables["TERM"] !== "dumb",
    depth: depthOf(variables, features, circumstances),
    unicode: isUnicode(variables, features),
    unsure: isUnsure(variables, features),
  };
}

/** What the person asked for here comes before what he asked for everywhere, and both before what the terminal has. */
function depthOf(variables: Variables, features: Features, { platform, isTerminal, color }: Circumstances): Depth {
  const { NO_COLOR = "", CLICOLOR, CLICOLOR_FORCE = "0", TERM } = variables;
  const has = deepest([features.depth, depthByName(variables), platform === "win32" ? "16" : "none"]);
  if (color === "never") return "none";
  if (color === "always") return deepest([has, "16"]);
  if (NO_COLOR !== "") return "none";
  if (CLICOLOR_FORCE !== "0") return deepest([has, "16"]);
  return !isTerminal || TERM === "dumb" || CLICOLOR === "0" ? "none" : has;
}

function depthByName({ COLORTERM, TERM = "" }: Variables): Depth {
  if (/^(truecolor|24bit)$/i.test(COLORTERM ?? "") || /-(direct|truecolor)$/.test(TERM)) return "truecolor";
  if (/256/.test(TERM)) return "256";
  return SIXTEEN.test(TERM) ? "16" : "none";
}

function deepest(depths: readonly Depth[]): Depth {
  return DEPTHS[Math.max(...depths.map((depth) => DEPTHS.indexOf(depth)))] ?? "none";
}

/** The language that is set decides; where none is, the terminal. The Linux console has too few letters whatever is set. */
function isUnicode(variables: Variables, { unicode }: Features): boolean {
  const language = languageOf(variables);
  if (language === undefined || variables["TERM"] === "linux") return unicode;
  return UTF_8.test(language);
}

/** C and POSIX are what is set where nobody has set anything. */
function isUnsure(variables: Variables, { unicode }: Features): boolean {
  const language = languageOf(variables);
  if (variables["TERM"] === "linux") return false;
  return language === undefined ? !unicode : /^(C|POSIX)$/.test(language);
}

function languageOf({ LC_ALL, LC_CTYPE, LANG }: Variables): string | undefined {
  return [LC_ALL, LC_CTYPE, LANG].find((one) => one !== undefined && one !== "");
}
