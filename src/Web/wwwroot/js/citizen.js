// Comforts for citizens' pages on phones and slow lines. Nothing here is needed: every form works without it.

// Pictures are made smaller before they travel: a phone's camera makes ten times what shows a hole in the road.
const LONGEST_SIDE = 1600;
const SMALL_ENOUGH = 300 * 1024;

async function shrink(file) {
  if (file.size <= SMALL_ENOUGH || !/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type)) return file;
  try {
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const blob = await new Promise(resolve => canvas.toBlob(resolve, 'image/jpeg', .82));
    return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg', lastModified: file.lastModified }) : file;
  } catch {
    return file; // What the browser cannot read the server looks at.
  }
}

const shrinking = new Map();
document.addEventListener('change', async event => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || input.dataset.shrink === undefined || !input.files.length) return;
  const chosen = [...input.files];
  const work = Promise.all(chosen.map(shrink));
  shrinking.set(input, work);
  const smaller = await work;
  if (shrinking.get(input) !== work) return; // others were chosen meanwhile
  shrinking.delete(input);
  if (smaller.every((file, index) => file === chosen[index])) return;
  const list = new DataTransfer();
  for (const file of smaller) list.items.add(file);
  input.files = list.files;
  say(input, input.dataset.shrunk);
});

function say(control, text) {
  const field = control.closest('.fq-field') ?? control.parentElement;
  let line = field.querySelector('.fq-said');
  if (!line) {
    line = field.appendChild(Object.assign(document.createElement('p'), { className: 'form-hint fq-said' }));
    line.setAttribute('role', 'status');
  }
  line.textContent = text;
}

// A form with pictures is sent so that a broken connection leaves it as it is, and says so. Its key makes a second try the same sending.
document.addEventListener('submit', async event => {
  const form = event.target;
  if (!form.matches('form.fq-upload') || event.defaultPrevented) return;
  event.preventDefault();
  const button = form.querySelector('[data-sending]');
  const label = button.innerHTML;
  button.textContent = button.dataset.sending;
  try {
    await Promise.all(shrinking.values());
    await new Promise(resolve => setTimeout(resolve)); // the smaller files are put in after their promise
    const answer = await fetch(form.action || location.href, { method: 'POST', body: new FormData(form), headers: { Accept: 'text/html' } });
    if (answer.redirected) {
      forget();
      location.assign(answer.url);
      return;
    }
    show(await answer.text());
  } catch {
    delete form.dataset.sent;
    form.removeAttribute('aria-busy');
    button.innerHTML = label;
    say(button, button.dataset.broken);
  }
});

// The page as the server answered it, with what was wrong on top. Chosen pictures stay chosen.
function show(html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const before = document.querySelector('main input[type=file]');
  document.querySelector('main').replaceWith(page.querySelector('main'));
  document.title = page.title;
  const after = document.querySelector('main input[type=file]');
  if (before?.files.length && after) after.files = before.files;
  document.querySelector('[data-focus]')?.focus();
}

// What is being typed outlives a reload or a phone that closes the page, in this tab only.
const keep = control => `fq:${location.pathname}:${control.name}`;
if (location.pathname === '/report/received' || document.querySelector('[data-forget]')) forget();
for (const control of document.querySelectorAll('[data-keep]')) {
  const kept = sessionStorage.getItem(keep(control));
  if (kept && !control.value) control.value = kept;
}
document.addEventListener('input', event => {
  if (event.target.dataset?.keep !== undefined) sessionStorage.setItem(keep(event.target), event.target.value);
});
function forget() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith('fq:/report')) sessionStorage.removeItem(key);
}

// The position of the phone, where the browser gives it (it does so on secure addresses only).
const here = document.querySelector('[data-here]');
if (!navigator.geolocation || !isSecureContext) here?.remove();
else if (here) {
  here.hidden = false;
  here.querySelector('button').addEventListener('click', () => navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      document.getElementById(here.dataset.latitude).value = coords.latitude.toFixed(6);
      document.getElementById(here.dataset.longitude).value = coords.longitude.toFixed(6);
      here.querySelector('[role=status]').textContent = here.dataset.done;
    },
    () => { here.querySelector('[role=status]').textContent = here.dataset.failed; },
    { enableHighAccuracy: true, timeout: 15000 }));
}
