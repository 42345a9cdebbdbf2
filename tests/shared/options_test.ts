import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  bytes,
  choice,
  duration,
  flag,
  list,
  named,
  path,
  port,
  rate,
  rateOfAtLeast,
  secret,
  shortText,
  text,
  wholeNumber,
} from "../../shared/option_kinds.ts";
import { asksForHelp, type OptionSources, type OptionTable, readOptions, variablesOf } from "../../shared/options.ts";
import { exampleConfig, optionsHelp } from "../../shared/options_help.ts";
import { UsageError } from "../../shared/usage_error.ts";

const table = {
  form: "pychat relay",
  about: "Runs a relay.",
  options: {
    port: { kind: port, default: "5000", help: "listens on this port" },
    name: { kind: text, help: "what the relay is called" },
    connectionsPerAddress: {
      kind: wholeNumber({ least: 1, most: 99 }),
      default: "64",
      help: "from one",
      heading: "Limits",
    },
    idleTime: { kind: duration(), default: "60s", help: "of silence" },
    fileSize: { kind: bytes(), default: "100MB", help: "of one file" },
    verbose: { kind: flag, help: "says more" },
    accounts: { kind: choice("off", "optional", "required"), default: "off", help: "reserves nicks" },
    pin: { kind: secret, help: "the PIN" },
    pinFile: { kind: path, help: "a file that holds the PIN" },
    config: { kind: path, from: ["flag", "variable"], help: "reads options from this file" },
  },
} as const satisfies OptionTable;

function read(sources: Partial<OptionSources>) {
  return readOptions(table, { args: [], ...sources }).values;
}

function file(text: string): { name: string; text: string } {
  return { name: "relay.conf", text };
}

Deno.test("readOptions() gives every option its default when nothing is given", () => {
  assertEquals(read({}), {
    port: 5000,
    name: undefined,
    connectionsPerAddress: 64,
    idleTime: 60_000,
    fileSize: 100_000_000,
    verbose: false,
    accounts: "off",
    pin: undefined,
    pinFile: undefined,
    config: undefined,
  });
});

Deno.test("a flag wins over a variable, a variable over the file, the file over the default", () => {
  const args = ["--connections-per-address", "1"];
  const variables = { PYCHAT_CONNECTIONS_PER_ADDRESS: "2" };
  const config = file("connections-per-address = 3");
  assertEquals(read({ args, variables, file: config }).connectionsPerAddress, 1);
  assertEquals(read({ variables, file: config }).connectionsPerAddress, 2);
  assertEquals(read({ file: config }).connectionsPerAddress, 3);
});

Deno.test("a flag's value stands behind it or behind an equals sign; a switch stands alone", () => {
  assertEquals(read({ args: ["--port", "80", "--name=-x=y", "--verbose"] }), {
    ...read({}),
    port: 80,
    name: "-x=y",
    verbose: true,
  });
  assertEquals(read({ args: ["--verbose=no"] }).verbose, false);
});

Deno.test("an empty variable is one that is not set", () => {
  assertEquals(read({ variables: { PYCHAT_PORT: "" } }).port, 5000);
});

Deno.test("the file may have comments, quotes, spaces and the line ends of Windows", () => {
  const config = file('\uFEFF# all of it\r\n  port=81   # the port\r\nname = "a # b "\r\n\r\nidle-time\t=\t1h30m');
  const values = read({ file: config });
  assertEquals([values.port, values.name, values.idleTime], [81, "a # b ", 5_400_000]);
});

Deno.test("whatever is wrong is a UsageError that names the flag, the variable or the line, and the nearest right word", () => {
  const cases: readonly (readonly [Partial<OptionSources>, string])[] = [
    [{ args: ["--prot", "1"] }, "Cannot take --prot: there is no such flag; did you mean --port?"],
    [{ args: ["--xyzzy"] }, "Cannot take --xyzzy: there is no such flag"],
    [{ args: ["-p", "1"] }, "Cannot take -p: there is no such flag"],
    [{ args: ["--port"] }, "Cannot take --port: its value is missing"],
    [{ args: ["--port", "--verbose"] }, "Cannot take --port: its value is missing"],
    [{ args: ["--port", "1", "--port=1"] }, "Cannot take --port twice: it has one value"],
    [{ args: ["--port=70000"] }, 'Cannot take "70000" as --port: it takes a whole number from 0 to 65535'],
    [
      { args: ["--connections-per-address=0"] },
      'Cannot take "0" as --connections-per-address: it takes a whole number from 1 to 99',
    ],
    [{ args: ["--accounts=of"] }, 'Cannot take "of" as --accounts: it takes off or optional or required'],
    [{ args: ["word"] }, 'Cannot take "word": it is one word too many'],
    [{ args: ["--pin", "1234"] }, "Cannot take --pin: others can read a command line"],
    [{ variables: { PYCHAT_PORT: "x" } }, 'Cannot take "x" as PYCHAT_PORT: it takes a whole number from 0 to 65535'],
    [
      { variables: { PYCHAT_PROT: "1" } },
      "Cannot take PYCHAT_PROT: there is no such variable; did you mean PYCHAT_PORT?",
    ],
    [
      { file: file("\nport = x") },
      'Cannot take "x" as port (relay.conf line 2): it takes a whole number from 0 to 65535',
    ],
    [{ file: file("prot = 1") }, 'Cannot take "prot" in relay.conf line 1: there is no such key; did you mean port?'],
    [{ file: file("config = other.conf") }, 'Cannot take "config" in relay.conf line 1: there is no such key'],
    [
      { file: file("port = 1\nport = 2") },
      'Cannot take "port" in relay.conf line 2: it is already in relay.conf line 1',
    ],
    [{ file: file("port") }, 'Cannot read relay.conf line 1: it is not "key = value"'],
    [{ file: file("port =") }, 'Cannot read relay.conf line 1: it is not "key = value"'],
    [{ file: file('name = "a') }, 'Cannot read relay.conf line 1: it is not "key = value"'],
  ];
  for (const [sources, message] of cases) {
    assertEquals(assertThrows(() => read(sources), UsageError).message, message);
  }
});

Deno.test("a wrong value is an error even where something else overrides it", () => {
  assertThrows(() => read({ args: ["--port=1"], variables: { PYCHAT_PORT: "x" } }), UsageError, "PYCHAT_PORT");
});

Deno.test("a variable of another command is no error", () => {
  assertEquals(read({ variables: { PYCHAT_RELAY: "x", HOME: "/" }, knownVariables: ["PYCHAT_RELAY"] }), read({}));
});

Deno.test("a secret comes from its variable, and the refusal of its flag says where it can be put but not what it was", () => {
  assertEquals(read({ variables: { PYCHAT_PIN: "1234" } }).pin, "1234");
  const error = assertThrows(() => read({ args: ["--pin=1234"] }), UsageError);
  assertEquals(error.form, 'Use --pin-file FILE or PYCHAT_PIN or "pin" in the configuration file.');
  assert(!error.message.includes("1234"));
});

Deno.test("words are counted by the table, and everything behind -- is a word", () => {
  const connect = { form: "pychat connect [RELAY]", about: "Joins.", words: [0, 1], options: table.options } as const;
  assertEquals(readOptions(connect, { args: ["--port", "1", "a.example"] }).words, ["a.example"]);
  assertEquals(readOptions(connect, { args: ["--", "--port"] }).words, ["--port"]);
  assertEquals(readOptions(connect, { args: ["-"] }).words, ["-"]);
  assertThrows(() => readOptions(connect, { args: ["a", "b"] }), UsageError, '"b"');
  const bot = { ...connect, form: "pychat bot RELAY CHANNEL [MORE]", words: [2, 3] } as const;
  assertThrows(() => readOptions(bot, { args: [] }), UsageError, "Cannot start without RELAY and CHANNEL");
  assertThrows(() => readOptions(bot, { args: ["a.example"] }), UsageError, "Cannot start without CHANNEL");
});

Deno.test("help is asked for by -h or --help, but not behind --", () => {
  assert(asksForHelp(["--port", "1", "-h"]));
  assert(asksForHelp(["--help"]));
  assert(!asksForHelp(["--", "--help"]));
  assert(!asksForHelp(["--port", "1"]));
});

Deno.test("each kind reads what people write and refuses what is not one", () => {
  const cases = [
    [duration(), "500ms", 500],
    [duration(), "30d", 2_592_000_000],
    [duration(), "10", undefined],
    [duration({ most: 1000 }), "2s", undefined],
    [bytes(), "64KiB", 65_536],
    [bytes(), "1GiB", 2 ** 30],
    [bytes(), "1.5GB", undefined],
    [bytes(), "9999999TiB", undefined],
    [wholeNumber(), "-1", undefined],
    [wholeNumber(), "1e3", undefined],
    [flag, "off", false],
    [flag, "maybe", undefined],
    [rate, "30/m:5", { perSecond: 0.5, burst: 5 }],
    [rate, "20/s", { perSecond: 20, burst: 20 }],
    [rate, "20", undefined],
    [rateOfAtLeast("1/s:20"), "off", { perSecond: 0, burst: 0 }],
    [rateOfAtLeast("1/s:20"), "60/m:20", { perSecond: 1, burst: 20 }],
    [rateOfAtLeast("1/s:20"), "59/m:20", undefined],
    [rateOfAtLeast("1/s:20"), "1/s", undefined],
    [rateOfAtLeast("1/s:20"), "20", undefined],
    [list(port), "80, 443", [80, 443]],
    [list(port), "80,,443", undefined],
    [named("DIR"), "", undefined],
  ] as const;
  for (const [kind, written, value] of cases) assertEquals<unknown>(kind.read(written), value);
});

Deno.test("a default that its own kind refuses is a bug, not the user's mistake", () => {
  const wrong = { form: "x", about: "x", options: { port: { kind: port, default: "x", help: "x" } } } as const;
  assertThrows(() => readOptions(wrong, { args: [] }), RangeError, "port");
});

Deno.test("the help has every flag, and in its place the variable of what may not be a flag, within 80 columns", () => {
  const lines = optionsHelp(table).split("\n");
  assert(lines.every((line) => line.length <= 80));
  assertMatch(lines.join("\n"), /\nLimits\n {2}--connections-per-address N +from one \[64\]\n/);
  assertMatch(lines.join("\n"), /\n {2}PYCHAT_PIN +the PIN\n/);
  assert(!lines.join("\n").includes("--pin "));
});

Deno.test("the example file, with every comment sign before a key taken away, is a file of all the defaults", () => {
  const example = exampleConfig(table);
  assertEquals(read({ file: file(example) }), read({}));
  const values = read({ file: file(example.replace(/^#(?=\S+ = )/gm, "")) });
  assertEquals({ ...values, name: undefined, pin: undefined, pinFile: undefined }, read({}));
});

Deno.test("variablesOf() knows every variable of a table", () => {
  assert(variablesOf(table).includes("PYCHAT_CONNECTIONS_PER_ADDRESS"));
  assertEquals(variablesOf(table).length, Object.keys(table.options).length);
});

Deno.test("no arguments, variables or file make readOptions() throw anything but UsageError", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "--port",
      "--name",
      "--",
      "-",
      "=",
      "#",
      '"',
      "port",
      "\n",
      "--verbose=",
      "__proto__",
      "--constructor",
    ),
  );
  fc.assert(fc.property(fc.array(piece), fc.array(piece), (args, pieces) => {
    const text = pieces.join("");
    for (
      const sources of [{ args }, { file: file(text) }, { variables: { PYCHAT_PORT: text, [`PYCHAT_${text}`]: text } }]
    ) {
      try {
        read(sources);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
      }
    }
  }));
});

Deno.test("shortText() takes what there is to see of it, and fits", () => {
  const { read } = shortText(4);
  assertEquals(["", "  ", "ab", "a b", "\u00e4\u00f6", "\u00e4\u00f6x"].map(read), [
    undefined,
    undefined,
    "ab",
    "a b",
    "\u00e4\u00f6",
    undefined,
  ]);
});
