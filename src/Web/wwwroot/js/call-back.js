// The telephone list by keyboard: 1-3 choose whether it is solved, 4-7 how satisfied, 0 is "not reached", Enter sends. Nothing needs it.

const form = document.querySelector('.fq-call-form');

// The hint helps where there are keys; a telephone has none.
if (matchMedia('(hover: hover)').matches) form?.querySelector('[data-call-keys]')?.removeAttribute('hidden');

/** True where the key is meant for a text that somebody types. */
function isTyping(target) {
  return target.closest?.('input:not([type=radio]):not([type=checkbox]), textarea, select, summary, dialog[open]');
}

document.addEventListener('keydown', event => {
  if (!form || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || isTyping(event.target)) return;
  const choices = form.querySelectorAll('[data-call]');
  const chosen = /^[1-7]$/.test(event.key) ? choices[Number(event.key) - 1] : undefined;
  if (chosen) {
    event.preventDefault();
    chosen.checked = true;
    chosen.focus();
  } else if (event.key === '0') {
    event.preventDefault();
    document.querySelector('[data-call-key="0"]')?.click();
  }
});
