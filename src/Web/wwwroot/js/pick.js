// A select one types into: <select data-pick="hint" data-none="nothing matches">. Two characters of the name, the initials of its
// pinyin or the start of its code narrow the list. The select stays what is sent, and is all there is without JavaScript.

// Between these the characters of Chinese lie in the order of their pinyin: the first of A, of B, of C … No I, U, V.
const FIRST = [...'阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀'];
const LETTERS = 'abcdefghjklmnopqrstwxyz';
const byPinyin = new Intl.Collator('zh-Hans-u-co-pinyin');

function initials(text) {
  let letters = '';
  for (const character of text) {
    if (/\p{Script=Han}/u.test(character)) {
      letters += LETTERS[FIRST.findLastIndex(first => byPinyin.compare(first, character) <= 0)] ?? '';
    } else if (/[a-z0-9]/i.test(character)) {
      letters += character.toLowerCase();
    }
  }
  return letters;
}

// The better an option fits, the smaller; null when it does not.
function rank(option, typed) {
  const name = option.text.toLowerCase();
  const places = [name.startsWith(typed), name.includes(typed), option.letters.startsWith(typed), option.value.startsWith(typed), option.letters.includes(typed)];
  const at = places.indexOf(true);
  return at < 0 ? null : at;
}

const MOST = 60;

class Pick {
  constructor(select) {
    this.select = select;
    this.options = [...select.options].filter(option => option.value).map(option => ({
      value: option.value, text: option.text, group: option.closest('optgroup')?.label ?? '', letters: initials(option.text),
    }));
    this.shown = [];
    this.active = -1;
    this.#build();
    this.#listen();
    this.#restore();
  }

  #build() {
    const { select } = this;
    const box = document.createElement('div');
    box.className = 'fq-combo';
    this.input = Object.assign(document.createElement('input'), { type: 'text', className: 'form-control', id: `${select.id}-pick`, autocomplete: 'off', placeholder: select.dataset.pick });
    this.list = Object.assign(document.createElement('ul'), { className: 'fq-combo-options', id: `${select.id}-options`, hidden: true });
    this.list.setAttribute('role', 'listbox');
    const label = document.querySelector(`label[for="${select.id}"]`);
    const name = label?.textContent.trim() ?? '';
    for (const [attribute, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': this.list.id })) {
      this.input.setAttribute(attribute, value);
    }
    for (const attribute of ['aria-describedby', 'aria-invalid']) {
      if (select.hasAttribute(attribute)) this.input.setAttribute(attribute, select.getAttribute(attribute));
    }
    if (label) label.htmlFor = this.input.id;
    this.list.setAttribute('aria-label', name);
    select.setAttribute('aria-label', name);
    select.setAttribute('aria-hidden', 'true');
    select.tabIndex = -1;
    select.before(box);
    box.append(this.input, select, this.list);
  }

  #listen() {
    const { input, list, select } = this;
    input.addEventListener('focus', () => {
      input.select();
      if (!select.value && this.#proposed().length) this.#open('');
    });
    input.addEventListener('input', () => this.#open(input.value));
    input.addEventListener('click', () => { if (list.hidden) this.#open(''); });
    input.addEventListener('blur', () => this.#leave());
    input.addEventListener('keydown', event => this.#key(event));
    // Before the click the field would lose the focus, and the list with it.
    list.addEventListener('mousedown', event => event.preventDefault());
    list.addEventListener('click', event => {
      const line = event.target.closest('[role="option"]');
      if (line) this.#choose(this.shown[Number(line.dataset.at)]);
    });
    select.addEventListener('change', () => this.#restore());
    // A link from the list of errors leads to the select, which nobody sees.
    select.addEventListener('focus', () => input.focus());
  }

  #key(event) {
    const isOpen = !this.list.hidden;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) this.#open('');
      else this.#mark((this.active + (event.key === 'ArrowDown' ? 1 : this.shown.length - 1)) % this.shown.length);
    } else if (event.key === 'Enter' && isOpen && !event.ctrlKey) {
      event.preventDefault(); // it would send the form
      if (this.shown[this.active]) this.#choose(this.shown[this.active]);
    } else if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      this.#restore();
    }
  }

  // What the page proposes for this field, while nothing is chosen.
  #proposed() {
    const values = [...document.querySelectorAll(`[data-use="${this.select.name}"]`)].map(button => button.dataset.value);
    return values.map(value => this.options.find(option => option.value === value)).filter(Boolean);
  }

  #open(typed) {
    const wanted = typed.trim().toLowerCase();
    const proposed = this.#proposed();
    this.shown = wanted
      ? this.options.map(option => ({ option, at: rank(option, wanted) })).filter(hit => hit.at !== null)
        .sort((a, b) => proposed.includes(b.option) - proposed.includes(a.option) || a.at - b.at).map(hit => hit.option)
      : [...proposed, ...this.options.filter(option => !proposed.includes(option))];
    this.shown = this.shown.slice(0, MOST);
    this.list.replaceChildren(...this.shown.map((option, at) => {
      const line = Object.assign(document.createElement('li'), { id: `${this.list.id}-${at}`, textContent: option.text });
      line.setAttribute('role', 'option');
      line.dataset.at = at;
      line.append(Object.assign(document.createElement('small'), { textContent: option.group }));
      return line;
    }));
    if (!this.shown.length) {
      const none = Object.assign(document.createElement('li'), { textContent: this.select.dataset.none });
      none.setAttribute('role', 'option');
      none.setAttribute('aria-disabled', 'true');
      this.list.append(none);
    }
    this.list.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
    this.list.scrollIntoView({ block: 'nearest' });
    this.#mark(wanted || proposed.length ? 0 : -1);
  }

  #mark(at) {
    this.active = this.shown.length ? at : -1;
    for (const [index, line] of [...this.list.children].entries()) line.setAttribute('aria-selected', String(index === this.active));
    const line = this.list.children[this.active];
    if (this.active >= 0 && line) {
      this.input.setAttribute('aria-activedescendant', line.id);
      line.scrollIntoView({ block: 'nearest' });
    } else {
      this.input.removeAttribute('aria-activedescendant');
    }
  }

  #choose(option) {
    if (!option) return;
    this.select.value = option.value;
    this.select.dispatchEvent(new Event('change', { bubbles: true }));
  }

  // Leaving takes what was being typed, and an emptied field as "none".
  #leave() {
    const typed = this.input.value.trim();
    if (!this.list.hidden && typed && typed !== this.#text() && this.shown[this.active]) this.#choose(this.shown[this.active]);
    else if (!typed && this.select.value && this.select.querySelector('option[value=""]')) this.#choose({ value: '' });
    else this.#restore();
  }

  #text() {
    const chosen = this.select.selectedOptions[0];
    return chosen?.value ? chosen.text : '';
  }

  #restore() {
    this.input.value = this.#text();
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }
}

for (const select of document.querySelectorAll('select[data-pick]')) new Pick(select);
