// Keeps what is being written in forms, so that a lost connection or an ended session loses nothing. Texts stay on this computer for a
// day, under the account; names and phones of people only as long as the tab is open, since others sit at this computer too.

const desk = document.getElementById('fq-desk');
const prefix = `fq.draft:${desk?.dataset.account}:`;
const sentKey = prefix + 'sent';
const day = 24 * 60 * 60 * 1000;
const personal = /(^|\.)(reporter|respondent|person|name|phone|account|reason)(\.|$)/i;

function keyOf(form) {
  return prefix + new URL(form.getAttribute('action') || location.pathname, location.href).pathname;
}

function forms() {
  return [...document.querySelectorAll('main form[method=post], .fq-drawer form[method=post]')].filter(form => form.querySelector('textarea, input[type=text], input[type=search]') && !form.querySelector('[type=password]') && !form.closest('[data-no-draft]'));
}

/** What a person has put into a form, by the names of its fields. */
function read(form) {
  const kept = { texts: {}, people: {} };
  for (const field of form.elements) {
    if (!field.name || field.name.startsWith('_') || ['hidden', 'password', 'file', 'submit', 'button'].includes(field.type)) continue;
    if (['checkbox', 'radio'].includes(field.type) ? field.checked === field.defaultChecked : !changed(field)) continue;
    const where = personal.test(field.name) || field.type === 'tel' ? kept.people : kept.texts;
    const name = ['checkbox', 'radio'].includes(field.type) ? `${field.name}=${field.value}` : field.name;
    where[name] = ['checkbox', 'radio'].includes(field.type) ? field.checked : field.value;
  }
  return kept;
}

function changed(field) {
  return field.tagName === 'SELECT' ? [...field.options].some(option => option.selected !== option.defaultSelected) && field.value !== '' : field.value.trim() !== '' && field.value !== field.defaultValue;
}

function write(form, kept) {
  for (const field of form.elements) {
    const box = ['checkbox', 'radio'].includes(field.type);
    const name = box ? `${field.name}=${field.value}` : field.name;
    const value = kept.texts[name] ?? kept.people[name];
    if (value === undefined) continue;
    if (box) field.checked = value;
    else field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

function load(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    if (!kept || Date.now() - kept.at > day) return null;
    return { at: kept.at, texts: kept.texts, people: JSON.parse(sessionStorage.getItem(key)) ?? {} };
  } catch {
    return null;
  }
}

function save(form) {
  const { texts, people } = read(form);
  const key = keyOf(form);
  try {
    if (Object.keys(texts).length + Object.keys(people).length === 0) {
      drop(key);
      return;
    }
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), texts }));
    sessionStorage.setItem(key, JSON.stringify(people));
  } catch {
    // A full or forbidden store keeps nothing; the form works all the same.
  }
}

function drop(key) {
  localStorage.removeItem(key);
  sessionStorage.removeItem(key);
}

function all() {
  return Object.keys(localStorage).filter(key => key.startsWith(prefix));
}

function bar(form, text, ...buttons) {
  form.querySelector(':scope > .fq-draft')?.remove();
  const line = document.createElement('div');
  line.className = 'fq-draft';
  line.setAttribute('role', 'status');
  const words = document.createElement('span');
  words.textContent = text;
  line.append(words);
  for (const [label, act] of buttons) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn btn-sm';
    button.textContent = label;
    button.addEventListener('click', () => { line.remove(); act(); });
    line.append(button);
  }
  form.prepend(line);
}

function unfold(form) {
  for (let fold = form.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
}

/** A form that was looked over and came back still has everything: there is nothing to bring. */
function holds(form, kept) {
  return [...form.elements].every(field => {
    const box = ['checkbox', 'radio'].includes(field.type);
    const name = box ? `${field.name}=${field.value}` : field.name;
    const value = kept.texts[name] ?? kept.people[name];
    return value === undefined || (box ? field.checked : field.value) === value;
  });
}

function offer(form, comesBack) {
  const key = keyOf(form);
  const kept = load(key);
  if (!kept || form.querySelector('.fq-form-errors')) return; // a refused form holds what was typed
  if (!comesBack && holds(form, kept)) return;
  const bring = () => { write(form, kept); unfold(form); };
  if (comesBack) {
    bring();
    bar(form, desk.dataset.back);
    form.scrollIntoView({ block: 'center' });
    return;
  }
  const at = new Date(kept.at).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
  bar(form, desk.dataset.found.replace('{0}', at), [desk.dataset.restore, bring], [desk.dataset.discard, () => drop(key)]);
  unfold(form);
}

/**
 * Settles what became of the form sent last in this tab. A form that was accepted is answered with a redirect; one whose session
 * had ended leads to the sign-in page, which does not load this script, and only then back here.
 */
function settle() {
  const sent = JSON.parse(sessionStorage.getItem(sentKey));
  if (!sent) return null;
  sessionStorage.removeItem(sentKey);
  const signedInAgain = document.referrer && new URL(document.referrer).pathname === desk.dataset.signIn;
  if (signedInAgain) return sent.key;
  const redirected = performance.getEntriesByType('navigation')[0]?.redirectCount > 0;
  if (redirected && Date.now() - sent.at < 120_000) drop(sent.key);
  return null;
}

if (desk) {
  for (const key of all()) if (key !== sentKey && !load(key)) drop(key);
  const back = settle();
  for (const form of forms()) offer(form, keyOf(form) === back);

  let timer = 0;
  document.addEventListener('input', event => {
    const form = event.target.form;
    if (!form || !forms().includes(form)) return;
    clearTimeout(timer);
    timer = setTimeout(() => save(form), 300);
  });

  // Before page.js marks the form as sent: a form that could not go out must stay usable.
  document.addEventListener('submit', event => {
    const form = event.target;
    if (form.getAttribute('action') === desk.dataset.signOut) {
      for (const key of all()) drop(key);
      return;
    }
    if (!forms().includes(form)) return;
    clearTimeout(timer);
    save(form);
    if (!navigator.onLine) {
      event.preventDefault();
      event.stopImmediatePropagation();
      bar(form, desk.dataset.offline);
      return;
    }
    sessionStorage.setItem(sentKey, JSON.stringify({ key: keyOf(form), at: Date.now() }));
  }, true);

  // The drawer brings new forms.
  document.addEventListener('fq:forms', () => { for (const form of forms()) offer(form, false); });
  // The drawer has sent a form by itself, and it was accepted.
  document.addEventListener('fq:saved', event => { drop(prefix + event.detail); sessionStorage.removeItem(sentKey); });
}
