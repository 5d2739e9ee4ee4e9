// Small comforts for every page. Nothing here is needed: each form and menu works without it.

// An open menu closes by Escape or a click elsewhere, as menus do.
document.addEventListener('click', event => {
  for (const menu of document.querySelectorAll('details[data-menu][open]')) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  const close = event.target.closest('[data-close]');
  if (close) {
    const menu = close.closest('details');
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  const menu = document.activeElement?.closest('details[data-menu][open]') ?? document.querySelector('details[data-menu][open]');
  if (menu) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
  const side = document.getElementById('fq-menu');
  if (side?.checked) side.checked = false;
});

// A second click on a slow line must not send the form twice. Back brings the form back usable.
document.addEventListener('submit', event => {
  const form = event.target;
  if (!form.matches('form[data-once]')) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'true';
  form.setAttribute('aria-busy', 'true');
});
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) {
    delete form.dataset.sent;
    form.removeAttribute('aria-busy');
  }
});

for (const button of document.querySelectorAll('[data-close]')) button.hidden = false;
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
// Copying needs a secure context: on plain HTTP in a county network the button stays away.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.querySelector('span').textContent = button.dataset.copied;
    });
  }
}

// A QR code brings the tracking code behind the hash, which no server or log ever sees. It does not stay in the address either.
const scanned = /^#([0-9A-Z]{6,20})$/.exec(location.hash)?.[1];
const wanting = document.querySelector('[data-from-hash]');
if (scanned && wanting) {
  wanting.value = scanned;
  history.replaceState(null, '', location.pathname + location.search);
}

// After a refused form the list of errors comes first for the eye and the screen reader.
document.querySelector('[data-focus]')?.focus();
