// Brings the front-end packages named in package.json into wwwroot/lib and the icons named in icons.txt into
// obj/icons.txt, and makes obj/leaked-passwords.bin of a list of them. Called by frontend.targets when something changed; safe when two builds start it at once.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => join(root, ...parts);
const modules = (...parts) => at('node_modules', ...parts);

// What is served, and under which name below wwwroot/lib. Nothing else of a package reaches the browser.
const files = {
  'tabler/tabler.min.css': '@tabler/core/dist/css/tabler.min.css',
  'echarts/echarts.min.js': 'echarts/dist/echarts.min.js',
  'echarts/LICENSE.txt': 'echarts/LICENSE',
  'echarts/NOTICE.txt': 'echarts/NOTICE',
  'htmx/htmx.min.js': 'htmx.org/dist/htmx.min.js',
  'htmx/LICENSE.txt': 'htmx.org/LICENSE',
  'ol/ol.js': 'ol/dist/ol.js',
  'ol/ol.css': 'ol/ol.css',
  'ol/LICENSE.md': 'ol/LICENSE.md',
  'passwords/LICENSE.txt': '@zxcvbn-ts/language-common/LICENSE.txt',
  'tabler/icons-LICENSE.txt': '@tabler/icons/LICENSE',
};

function fail(message) {
  console.error(`error FQWEB: ${message}`);
  process.exit(1);
}

function hashOf(...names) {
  const hash = createHash('sha256');
  for (const name of names) hash.update(readFileSync(at(name)));
  return hash.digest('hex');
}

// A directory is made by one process only, which makes it a lock everywhere Node runs.
async function withLock(work) {
  const lock = at('obj', 'frontend.lock');
  mkdirSync(at('obj'), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const age = existsSync(lock) ? Date.now() - statSync(lock).mtimeMs : 0;
      if (age > 10 * 60_000) rmSync(lock, { recursive: true, force: true }); // its owner was killed
      else await new Promise(wake => setTimeout(wake, 250));
    }
  }
  try {
    work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function install() {
  const want = hashOf('package.json', 'package-lock.json');
  const mark = modules('.fengqiao-lock');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === want) return;
  const run = spawnSync('npm', ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
  if (run.error?.code === 'ENOENT') fail('npm was not found. Install Node.js 20 or newer with npm (Debian: apt-get install nodejs npm) and build again.');
  if (run.status !== 0) {
    fail('npm ci failed (its message is above). The first build needs a npm registry, or a npm cache that has the packages; ' +
      'later builds need neither. To build without npm, copy src/Web/wwwroot/lib and src/Web/obj/{icons.txt,leaked-passwords.bin} from a finished build and pass -p:SkipFrontEnd=true.');
  }
  writeFileSync(mark, want);
}

function copyFiles() {
  const fresh = at('obj', 'lib-new');
  const lib = at('wwwroot', 'lib');
  rmSync(fresh, { recursive: true, force: true });
  for (const [to, from] of Object.entries(files)) {
    if (!existsSync(modules(from))) fail(`${from} is not in its package any more; mend the list in frontend/assets.mjs.`);
    mkdirSync(dirname(join(fresh, to)), { recursive: true });
    if (/\.(js|css)$/.test(to)) {
      // Source maps are not served: without this line browsers would ask for them and log a 404.
      writeFileSync(join(fresh, to), readFileSync(modules(from), 'utf8').replace(/\n?(\/\/|\/\*)# sourceMappingURL=.*$/m, ''));
    } else {
      cpSync(modules(from), join(fresh, to));
    }
  }
  rmSync(lib, { recursive: true, force: true });
  mkdirSync(at('wwwroot'), { recursive: true });
  renameSync(fresh, lib);
}

function collectIcons() {
  const lines = readFileSync(at('icons.txt'), 'utf8').split('\n').map(line => line.trim()).filter(line => line && !line.startsWith('#'));
  const table = [...new Set(lines)].sort().map(name => {
    const file = modules('@tabler', 'icons', 'icons', 'outline', `${name}.svg`);
    if (!existsSync(file)) fail(`icons.txt names "${name}", which Tabler Icons (outline) does not have.`);
    const body = readFileSync(file, 'utf8').replace(/^[\s\S]*?<svg[^>]*>/, '').replace('</svg>', '')
      .replace('<path stroke="none" d="M0 0h24v24H0z" fill="none"/>', '').replace(/\s*\n\s*/g, '').trim();
    return `${name}\t${body}`;
  });
  writeFileSync(at('obj', 'icons.txt'), table.join('\n') + '\n');
}

// What LeakedPasswords.cs looks up: eight bytes of the SHA-256 of each, sorted as numbers.
function collectPasswords() {
  const list = JSON.parse(readFileSync(modules('@zxcvbn-ts', 'language-common', 'src', 'passwords.json'), 'utf8'));
  const hashes = [...new Set(list.map(text => text.toLowerCase()).filter(text => text.length >= 5))]
    .map(text => createHash('sha256').update(text, 'utf8').digest().subarray(0, 8)).sort(Buffer.compare);
  if (hashes.length < 10_000) fail('the list of leaked passwords is not in its package any more; mend frontend/assets.mjs.');
  writeFileSync(at('obj', 'leaked-passwords.bin'), Buffer.concat(hashes));
}

await withLock(() => {
  install();
  copyFiles();
  collectIcons();
  collectPasswords();
  writeFileSync(at('obj', 'frontend.stamp'), hashOf('package.json', 'package-lock.json', 'icons.txt'));
  console.log(`front-end files: ${readdirSync(at('wwwroot', 'lib')).join(', ')}`);
});
