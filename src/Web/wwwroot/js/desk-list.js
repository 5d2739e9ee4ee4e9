// A list of cases worked through by keyboard, with the case beside it. Without this script rows are links and ticks are plain boxes.

const drawer = document.getElementById('fq-drawer');
const body = document.getElementById('fq-drawer-body');
const keysOn = document.getElementById('fq-desk')?.dataset.keys !== 'off';
const roomy = matchMedia('(min-width: 861px)');
let current = null; // number of the case in the drawer

const links = () => [...document.querySelectorAll('main .fq-table a.fq-row-link[href^="/cases/"]')];
const numberOf = link => /^\/cases\/(SJ[0-9]+)$/.exec(link?.getAttribute('href') ?? '')?.[1];
const chosen = () => document.querySelector('main tr.fq-chosen a.fq-row-link');

function choose(link) {
  document.querySelector('main tr.fq-chosen')?.classList.remove('fq-chosen');
  if (!link) return;
  link.closest('tr').classList.add('fq-chosen');
  link.scrollIntoView({ block: 'nearest' });
}

async function show(link, done) {
  const number = numberOf(link);
  if (!number) return;
  choose(link);
  current = number;
  await htmx.ajax('GET', `/cases/${number}/drawer${done ? `?done=${done}` : ''}`, { target: '#fq-drawer-body', swap: 'innerHTML' });
  if (current !== number) return; // somebody pressed on while it loaded
  if (!drawer.open) drawer.show();
  document.body.classList.add('fq-with-drawer');
  body.scrollTop = 0;
  body.querySelector('h2')?.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent('fq:case', { detail: number }));
  document.dispatchEvent(new CustomEvent('fq:forms'));
}

function shut() {
  if (!drawer?.open) return;
  drawer.close();
  document.body.classList.remove('fq-with-drawer');
  current = null;
  document.dispatchEvent(new CustomEvent('fq:case', { detail: null }));
  chosen()?.focus();
}

function step(by) {
  const all = links();
  const link = all[Math.max(0, Math.min(all.length - 1, all.indexOf(chosen()) + by))];
  if (!link) return;
  if (drawer.open) show(link);
  else {
    choose(link);
    link.focus({ preventScroll: true });
  }
}

/** The list as the server has it now, in the place of the one on show. */
async function refresh() {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main .fq-table tbody');
  const old = document.querySelector('main .fq-table tbody');
  if (!fresh || !old) return;
  old.replaceWith(fresh);
  choose(links().find(link => numberOf(link) === current));
}

/** A form of the drawer is sent without leaving the list. */
async function send(form, button) {
  const move = /\/moves\/([a-z-]+)$/.exec(form.getAttribute('action'))?.[1];
  const number = current;
  form.setAttribute('aria-busy', 'true');
  let answer;
  try {
    const files = form.enctype === 'multipart/form-data';
    const content = new FormData(form, button);
    answer = await fetch(form.action, { method: 'POST', body: files ? content : new URLSearchParams(content) });
  } catch {
    // No answer: the ordinary way shows what the browser says, and the draft is kept.
    form.submit();
    return;
  }
  const landed = new URL(answer.url).pathname;
  if (answer.redirected && landed === `/cases/${number}`) {
    document.dispatchEvent(new CustomEvent('fq:saved', { detail: new URL(form.action).pathname }));
    await refresh();
    const link = links().find(candidate => numberOf(candidate) === number) ?? placeholder(number);
    await show(link, move);
    return;
  }
  const answered = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('moves');
  if (!answered || answer.redirected) {
    location.assign(answer.url); // signed out, or something only its own page can say
    return;
  }
  body.querySelector('#moves').replaceWith(document.adoptNode(answered));
  answered.querySelector('[data-focus], .fq-alert')?.focus();
  answered.scrollIntoView({ block: 'start' });
}

/** A case that has left the list stays in the drawer. */
function placeholder(number) {
  const row = document.createElement('tr');
  const link = document.createElement('a');
  link.href = `/cases/${number}`;
  row.append(link);
  return link;
}

document.addEventListener('click', event => {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest('main .fq-table a.fq-row-link');
  if (link && drawer && roomy.matches && window.htmx && numberOf(link)) {
    event.preventDefault();
    show(link);
  }
  const by = event.target.closest('[data-step]');
  if (by && drawer?.contains(by)) step(Number(by.dataset.step));
  if (event.target.closest('[data-shut]')) shut();
});

drawer?.addEventListener('submit', event => {
  if (event.defaultPrevented || !event.target.action.includes('/moves/')) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.target.getAttribute('aria-busy') !== 'true') send(event.target, event.submitter);
});

if (keysOn && drawer) {
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && drawer.open && !event.target.closest('details[data-menu][open]')) {
      event.preventDefault();
      shut();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest('input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]:not(.fq-drawer)')) return;
    const arrows = (chosen() || drawer.open) && !event.target.closest('input, summary, .fq-tree, .fq-map');
    if (event.key === 'j' || (event.key === 'ArrowDown' && arrows)) step(1);
    else if (event.key === 'k' || (event.key === 'ArrowUp' && arrows)) step(-1);
    else if (event.key === 'o' && chosen()) location.assign(chosen().href);
    else if (event.key === 'x' && chosen()) chosen().closest('tr').querySelector('.fq-pick input')?.click();
    else return;
    event.preventDefault();
  });
}

// Ticks: how many, and all at once.
const bulk = document.getElementById('fq-bulk');
if (bulk) {
  const all = bulk.querySelector('.fq-pick-all');
  const label = bulk.querySelector('.fq-bulk-label');
  const words = label.textContent;
  const boxes = () => [...document.querySelectorAll('main .fq-pick input')];
  const count = () => {
    const ticked = boxes().filter(box => box.checked).length;
    label.textContent = ticked ? bulk.dataset.count.replace('{n}', ticked) : words;
    bulk.classList.toggle('fq-bulk-busy', ticked > 0);
    all.querySelector('input').checked = ticked > 0 && ticked === boxes().length;
    all.querySelector('input').indeterminate = ticked > 0 && ticked < boxes().length;
  };
  all.hidden = false;
  all.addEventListener('change', event => {
    for (const box of boxes()) box.checked = event.target.checked;
    count();
  });
  document.addEventListener('change', event => { if (event.target.closest('.fq-pick')) count(); });
  addEventListener('pageshow', count);
}
