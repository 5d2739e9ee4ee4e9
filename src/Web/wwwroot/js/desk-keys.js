// Keyboard shortcuts of the desk. They never fire while somebody types, nor with a modifier key, and can be switched off in the account.

const desk = document.getElementById('fq-desk');
const sheet = document.getElementById('fq-keys');
let leader = 0; // when "g" was pressed; the second key must follow within two seconds

/** True where keys belong to the element: fields, menus, open dialogs, editing. */
function isTyping(target) {
  return target.closest?.('input:not([type=checkbox]), textarea, select, [contenteditable], summary, .fq-map, dialog[open]:not(.fq-drawer)');
}

function go(place) {
  if (place) location.assign(place);
}

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || isTyping(event.target)) return;
  const places = { w: desk.dataset.home, c: desk.dataset.list, n: desk.dataset.new };
  if (Date.now() - leader < 2000 && event.key in places) {
    leader = 0;
    event.preventDefault();
    go(places[event.key]);
    return;
  }
  leader = event.key === 'g' ? Date.now() : 0;
  if (event.key === '?') {
    event.preventDefault();
    sheet.showModal();
  } else if (event.key === '/') {
    const search = document.querySelector('main [type=search], .fq-search input');
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  }
});
