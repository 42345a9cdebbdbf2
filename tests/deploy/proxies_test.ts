/** A relay behind Caddy and behind nginx, with the very files of deploy/, but for names and ports. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { runTool } from "../../build/run_tool.ts";
import { Guest } from "../fakes/guest.ts";
import { needs } from "../fakes/needs.ts";
import { Program } from "../fakes/program.ts";
import { rawPipe } from "../fakes/raw_pipe.ts";
import { secureGuest } from "./secure_link.ts";
import { Server } from "./server.ts";

const deploy = new URL("../../deploy/", import.meta.url).pathname;
const STREAM_MODULE = "/usr/lib/nginx/modules/ngx_stream_module.so";

Deno.test({ name: "Caddy passes pages and WebSocket links on, through TLS", ...needs("caddy") }, async () => {
  await using place = await Place.open();
  const [port, otherPort] = [freePort(), freePort()];
  // The certificate is Caddy's own: nothing here is to be reached from outside, and nothing of this machine to trust it.
  const global = `{\n admin off\n skip_install_trust\n http_port ${otherPort}\n auto_https disable_redirects\n}\n`;
  const config = place.write("Caddyfile", `${global}import ${deploy}Caddyfile\n`);
  const env = {
    PYCHAT_SITE: `https://localhost:${port}`,
    PYCHAT_RELAY: `127.0.0.1:${place.relay.port}`,
    XDG_DATA_HOME: place.folder,
    XDG_CONFIG_HOME: place.folder,
  };
  await using _caddy = await Server.start(["caddy", "run", "--adapter", "caddyfile", "--config", config], {
    env,
    port,
  });
  const root = Deno.readTextFileSync(`${place.folder}/caddy/pki/authorities/local/root.crt`);
  await certified(port, root);
  await place.serves(port, root);
});

Deno.test({ name: "nginx passes pages and WebSocket links on, through TLS", ...needs("nginx") }, async () => {
  await using place = await Place.open();
  const port = freePort();
  const { certificate, key } = await place.selfSigned();
  const site = replaced(`${deploy}nginx-site.conf`, [
    ["listen 443 ssl", `listen ${port} ssl`],
    ["listen [::]:443 ssl", `listen [::]:${port} ssl`],
    ["server_name chat.example.com", "server_name localhost"],
    ["/etc/letsencrypt/live/chat.example.com/fullchain.pem", certificate],
    ["/etc/letsencrypt/live/chat.example.com/privkey.pem", key],
    ["http://127.0.0.1:5000", `http://127.0.0.1:${place.relay.port}`],
  ]);
  const config = place.nginx(`http { access_log off; ${place.nginxFolders()} include ${place.write("site", site)}; }`);
  await using _nginx = await Server.start(["nginx", "-c", config, "-g", "daemon off;"], { port });
  await place.serves(port, Deno.readTextFileSync(certificate));
});

const streamless = needs("nginx").ignore || !exists(STREAM_MODULE);
Deno.test({ name: "nginx passes raw links on", ignore: streamless && needs(STREAM_MODULE).ignore }, async () => {
  await using place = await Place.open();
  const port = freePort();
  const stream = replaced(`${deploy}nginx-stream.conf`, [
    ["listen 5000", `listen ${port}`],
    ["listen [::]:5000", `listen [::]:${port}`],
    ["127.0.0.1:5001", `127.0.0.1:${place.relay.port}`],
  ]);
  const config = place.nginx(`include ${place.write("stream", stream)};`, `load_module ${STREAM_MODULE};`);
  await using _nginx = await Server.start(["nginx", "-c", config, "-g", "daemon off;"], { port });
  await place.talk(await new Guest(await rawPipe(port), "alice").enter());
});

/** A relay in a directory of its own, and room for the files of what stands before it. */
class Place implements AsyncDisposable {
  readonly folder: string;
  readonly relay: Program;

  private constructor(folder: string, relay: Program) {
    this.folder = folder;
    this.relay = relay;
  }

  static async open(): Promise<Place> {
    const folder = await Deno.makeTempDir();
    return new Place(folder, await Program.relay(["--data", `${folder}/data`]));
  }

  write(name: string, content: string): string {
    const file = `${this.folder}/${name}`;
    Deno.writeTextFileSync(file, content);
    return file;
  }

  nginx(what: string, first = ""): string {
    return this.write("nginx.conf", `${first} pid ${this.folder}/pid; error_log stderr; events {} ${what}`);
  }

  /** Not Debian's, which its own nginx may be using. */
  nginxFolders(): string {
    const uses = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    return uses.map((use) => `${use}_temp_path ${this.folder}/${use};`).join(" ");
  }

  async selfSigned(): Promise<{ readonly certificate: string; readonly key: string }> {
    const [certificate, key] = [`${this.folder}/certificate.pem`, `${this.folder}/key.pem`];
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"];
    const name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
    const own = ["-addext", "basicConstraints=critical,CA:FALSE"];
    const command = ["openssl", "req", "-x509", ...curve, ...name, ...own, "-keyout", key, "-out", certificate];
    const made = await runTool(command);
    assert(made.success, made.err);
    return { certificate, key };
  }

  /** The relay's page and its health are there, and pages' links; those of other sites' pages are not. */
  async serves(port: number, ca: string): Promise<void> {
    using client = Deno.createHttpClient({ caCerts: [ca] });
    const get = async (path: string) => await (await fetch(`https://localhost:${port}${path}`, { client })).text();
    assertEquals(await get("/healthz"), "ok\n");
    assert((await get("/")).includes("<title>pychat"));
    await this.talk(await secureGuest("alice", { port, ca }));
    const strange = () => secureGuest("mallory", { port, ca, origin: "https://evil.example" });
    await assertRejects(strange, Error, "403");
  }

  /** Alice, who came through what is in front, and Bob, who did not, hear each other. */
  async talk(alice: Guest): Promise<void> {
    const bob = await new Guest(await rawPipe(this.relay.port), "bob").enter();
    const both = await alice.add(await alice.create("Work", Date.now()), bob.card, Date.now());
    for (const guest of [alice, bob]) await guest.open(both.channel);
    const long = "long ".repeat(10_000);
    for (const [counter, text] of ["hello", long].entries()) {
      alice.post(both, counter + 1, text);
      bob.post(both, counter + 1, text);
      for (const guest of [alice, bob]) {
        for (let heard = 0; heard < 2; heard++) {
          assertEquals(new TextDecoder().decode((await guest.next("said")).body), text);
        }
      }
    }
    for (const guest of [alice, bob]) {
      guest.link.close();
      await guest.untilClosed();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.relay[Symbol.asyncDispose]();
    await Deno.remove(this.folder, { recursive: true });
  }
}

/** The file with other words in place of those, each of which must be in it. */
function replaced(file: string, words: readonly (readonly [there: string, here: string])[]): string {
  let text = Deno.readTextFileSync(file);
  for (const [there, here] of words) {
    assert(text.includes(there), `${file} does not say "${there}"`);
    text = text.replaceAll(there, here);
  }
  return text;
}

function exists(file: string): boolean {
  try {
    return Deno.statSync(file).isFile;
  } catch {
    return false;
  }
}

/** Caddy opens its port before it has its certificate. */
async function certified(port: number, root: string): Promise<void> {
  for (const end = performance.now() + 10_000;;) {
    try {
      using line = await Deno.connectTls({ hostname: "localhost", port, caCerts: [root] });
      await line.handshake();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
