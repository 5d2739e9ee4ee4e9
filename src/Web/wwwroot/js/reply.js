// Looks at the draft of a reply and takes earlier ones into it in place, so that chosen pictures stay chosen. Without this script the same
// buttons answer with the page.

/** Sends the form to a button's address and gives back the page that answers. */
async function ask(button) {
  const form = button.form;
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  if (button.name) data.set(button.name, button.value);
  const answer = await fetch(button.formAction, { method: 'POST', body: data });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

function show(button, page) {
  const fresh = page.querySelector('[data-reply-help]');
  const here = button.form.querySelector('[data-reply-help]');
  if (!fresh || !here) throw new Error('no help');
  const field = button.form.querySelector('textarea[name$=".text"]');
  const brought = page.querySelector(`textarea[name="${field.name}"]`);
  if (button.name === 'take' && brought && brought.value !== field.value) {
    field.value = brought.value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  here.replaceWith(document.adoptNode(fresh));
  if (button.name === 'take') field.focus();
}

document.addEventListener('click', async event => {
  const button = event.target.closest('button[data-reply]');
  if (!button || button.dataset.plain) return;
  event.preventDefault();
  button.setAttribute('aria-busy', 'true');
  try {
    show(button, await ask(button));
  } catch {
    // An ended session or a lost connection: the plain way says which.
    button.dataset.plain = 'true';
    button.click();
  } finally {
    button.removeAttribute('aria-busy');
  }
});

// Once looked at, a draft that changes is looked at again.
document.addEventListener('change', event => {
  const field = event.target.closest('textarea');
  if (!field?.form?.querySelector('.fq-hints')) return;
  field.form.querySelector('button[data-reply]:not([name])')?.click();
});
