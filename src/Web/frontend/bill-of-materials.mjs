// Writes the software bill of materials (CycloneDX 1.6, JSON): every package whose code is part of what is shipped, NuGet's from
// obj/project.assets.json (what the build really resolved) and npm's from package-lock.json, with licence, hash and dependencies.
// A package whose licence cannot be told stops the build. The same packages give the same bytes: no time, no random serial number.
// usage: node bill-of-materials.mjs PROJECT.ASSETS.JSON VERSION OUTPUT
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import parseExpression from 'spdx-expression-parse';
import { Contrib, Enums, Models, Serialize, Spec, Validation } from '@cyclonedx/cyclonedx-library';

const [assetsFile, version, output] = process.argv.slice(2);
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const assets = JSON.parse(readFileSync(assetsFile, 'utf8'));
const licenses = new Contrib.License.Factories.LicenseFactory(parseExpression);

// Packages that carry a licence file, or a word of their own, where others name an SPDX expression; each licence was read.
const readByHand = new Map([
  ['htmx.org', '0BSD'],
  ['SourceGear.sqlite3', 'blessing'], // SQLite's own: public domain
]);

function fail(message) {
  console.error(`error FQSBOM: ${message}`);
  process.exit(1);
}

const folderOf = path => Object.keys(assets.packageFolders).map(folder => join(folder, path)).find(existsSync)
  ?? fail(`${path} is in no package folder; restore the project and build again.`);

function licenseOf(name, folder) {
  const nuspec = readFileSync(join(folder, readdirSync(folder).find(file => file.endsWith('.nuspec'))), 'utf8');
  const expression = /<license type="expression">([^<]+)</.exec(nuspec)?.[1];
  return expression ?? readByHand.get(name) ?? fail(`${name} names no licence by its SPDX expression; read its licence file and add it to readByHand.`);
}

function component(type, name, version, license, hash) {
  try {
    parseExpression(license);
  } catch {
    fail(`${name} names its licence "${license}", which is no SPDX expression; read it and add it to readByHand.`);
  }
  const made = new Models.Component(Enums.ComponentType.Library, name, {
    version,
    bomRef: `pkg:${type}/${name.replace('@', '%40')}@${version}`,
    purl: `pkg:${type}/${name.replace('@', '%40')}@${version}`,
    scope: Enums.ComponentScope.Required,
    hashes: new Models.HashDictionary([[Enums.HashAlgorithm['SHA-512'], Buffer.from(hash, 'base64').toString('hex')]]),
  });
  made.licenses.add(licenses.makeFromString(license));
  return made;
}

const bom = new Models.Bom();
const shipped = new Models.Component(Enums.ComponentType.Application, 'fengqiao', { version, bomRef: `fengqiao@${version}` });
shipped.licenses.add(licenses.makeFromString('Apache-2.0'));
bom.metadata.component = shipped;

// NuGet: packages that bring code, or that bring others; analysers and build tools bring neither to the running program.
const target = Object.values(assets.targets)[0];
const brings = entry => ['runtime', 'runtimeTargets', 'native', 'dependencies'].some(key =>
  Object.keys(entry[key] ?? {}).some(file => !file.endsWith('/_._')));
const nuget = new Map();
for (const [id, entry] of Object.entries(target)) {
  if (entry.type !== 'package' || !brings(entry)) continue;
  const [name, number] = id.split('/');
  const library = assets.libraries[id];
  nuget.set(name.toLowerCase(), { entry, made: component('nuget', name, number, licenseOf(name, folderOf(library.path)), library.sha512) });
}
for (const { entry, made } of nuget.values()) {
  for (const name of Object.keys(entry.dependencies ?? {})) {
    const other = nuget.get(name.toLowerCase());
    if (other) made.dependencies.add(other.made.bomRef);
  }
  bom.components.add(made);
  shipped.dependencies.add(made.bomRef);
}

// npm: what is not only for building; the hash is the one npm checks at installation.
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const npm = new Map();
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === '' || entry.dev || entry.devOptional) continue;
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  if (!entry.license) fail(`the licence of ${name} is not in package-lock.json.`);
  npm.set(name, { entry, made: component('npm', name, entry.version, readByHand.get(name) ?? entry.license, entry.integrity.replace(/^sha512-/, '')) });
}
for (const { entry, made } of npm.values()) {
  for (const name of Object.keys(entry.dependencies ?? {})) if (npm.has(name)) made.dependencies.add(npm.get(name).made.bomRef);
  bom.components.add(made);
}
for (const name of Object.keys(lock.packages[''].dependencies)) shipped.dependencies.add(npm.get(name).made.bomRef);

const text = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6)).serialize(bom, { sortLists: true, space: 1 });
const fault = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text);
if (fault) fail(`the bill of materials does not follow CycloneDX 1.6: ${JSON.stringify(fault)}`);
writeFileSync(output, text + '\n');
console.log(`bill of materials: ${nuget.size} NuGet and ${npm.size} npm packages, sha256 ${createHash('sha256').update(text + '\n').digest('hex').slice(0, 12)}`);
