// While a matter is being written down: earlier matters of the caller, proposals and likely duplicates appear beside the form.
// Without this the button "check" brings the same.
const form = document.querySelector('.fq-new');
const PAUSE = 500; // ms without a key before the draft is looked at

// Asks for a part of the page with what has been typed. The form's own key stays at home: it belongs to the saving.
function fill(path) {
  const target = form.querySelector(`[data-fill="${path}"]`);
  let running = null;
  return async () => {
    running?.abort();
    running = new AbortController();
    const draft = new FormData(form);
    draft.delete('_key');
    draft.delete('files');
    target.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(path, { method: 'POST', body: draft, signal: running.signal, redirect: 'error' });
      if (answer.ok) {
        target.innerHTML = await answer.text();
        for (const button of target.querySelectorAll('[data-use]')) button.hidden = false;
      }
      target.removeAttribute('aria-busy');
    } catch (error) {
      // A newer question is under way, or the line is down: what is shown stays, and the form can be saved all the same.
      if (error.name !== 'AbortError') target.removeAttribute('aria-busy');
    }
  };
}

const lookUpCaller = fill('/cases/new/caller');
const propose = fill('/cases/new/proposals');

// Each look-up of a caller is audited: one for a finished number, none for each key.
let lookedUp = form.elements['reporter.phone'].value;
form.elements['reporter.phone'].addEventListener('change', event => {
  if (event.target.value === lookedUp) return;
  lookedUp = event.target.value;
  lookUpCaller();
});

const JUDGED = ['title', 'description', 'category', 'channel', 'urgency', 'location.address', 'location.grid', 'latitude', 'longitude'];
let pause;
const later = event => {
  if (event.type !== 'fq-pick' && !JUDGED.includes(event.target.name)) return;
  clearTimeout(pause);
  pause = setTimeout(propose, PAUSE);
};
form.addEventListener('input', later);
form.addEventListener('change', later);
form.addEventListener('fq-pick', later);

for (const button of form.querySelectorAll('[data-use]')) button.hidden = false;
form.addEventListener('click', event => {
  const button = event.target.closest('[data-use]');
  if (!button) return;
  const field = form.elements[button.dataset.use];
  field.value = button.dataset.value;
  field.dispatchEvent(new Event('change', { bubbles: true }));
});

// From anywhere in the form, also from the middle of a text.
form.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector('[name="step"][value="save"]'));
});
