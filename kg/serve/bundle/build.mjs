// Rebuilds static/vendor/ from npm: `npm ci && npm run build` in this folder. The same lock file gives the same bytes.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = join(here, "../static/vendor");
const names = ["editor", "chart", "graph"];

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const result = await build({
  entryPoints: names.map((name) => join(here, `${name}.js`)),
  outdir: target, absWorkingDir: here, bundle: true, minify: true, format: "esm", target: "es2020",
  charset: "utf8", legalComments: "none", metafile: true,
});

const packages = new Map();
for (const [file, output] of Object.entries(result.metafile.outputs)) {
  for (const input of Object.keys(output.inputs)) {
    const found = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
    if (!found) continue;
    const entry = packages.get(found[1]) ?? { files: new Set() };
    entry.files.add(file.split("/").pop());
    packages.set(found[1], entry);
  }
}
const described = [...packages.keys()].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  return { name, version, licence: license, in: [...packages.get(name).files].sort(), text: licence ? readFileSync(join(folder, licence), "utf8") : "" };
});
const sha256 = (file) => createHash("sha256").update(readFileSync(join(target, file))).digest("hex");
const manifest = {
  files: Object.fromEntries(names.map((name) => [`${name}.js`, sha256(`${name}.js`)])),
  packages: described.map(({ text, ...rest }) => rest),
};
writeFileSync(join(target, "MANIFEST.json"), JSON.stringify(manifest, null, 1) + "\n");
writeFileSync(join(target, "LICENSES.txt"), described.map((one) => `${one.name} ${one.version} (${one.licence})\n\n${one.text.replace(/\r\n/g, "\n").trim()}\n`).join(`\n${"-".repeat(72)}\n\n`));
