// Colours for maps and charts, taken from the style sheet so that both themes and print follow it.

/** The value of a custom property as a colour every canvas understands. */
export function colour(element, name) {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  probe.hidden = true;
  element.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

/** Calls back when the device's theme changes. */
export function onThemeChange(callback) {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', callback);
}

const loading = new Map();

/** Loads a classic script once; its library puts itself on the window. */
export function load(url) {
  if (!loading.has(url)) {
    loading.set(url, new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = url;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`could not load ${url}`));
      document.head.append(script);
    }));
  }
  return loading.get(url);
}
