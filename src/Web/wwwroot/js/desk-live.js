// News for an open page: what waits, who else is at the case, that it has moved on. One connection for a tab, and only while the
// tab is looked at: browsers allow a host few connections, and many tabs would use them up.

const desk = document.getElementById('fq-desk');
const board = document.getElementById('fq-news');
let stream = null; // how to break off the present connection
let failures = 0;
let timer = 0;
let shown = caseOf(location.pathname);
let over = false;
let told = null; // the counts that were told last

function caseOf(path) {
  return /^\/cases\/(SJ[0-9]+)(\/|$)/.exec(path)?.[1] ?? null;
}

function say(id, text, link, href) {
  let line = board.querySelector(`[data-news=${id}]`);
  if (!text) {
    line?.remove();
    return;
  }
  if (!line) {
    line = document.createElement('p');
    line.dataset.news = id;
    board.append(line);
  }
  line.textContent = text + ' ';
  if (!link) return;
  const anchor = document.createElement('a');
  anchor.textContent = link;
  anchor.href = href;
  line.append(anchor);
}

function short(count) {
  return count > 999 ? '999+' : String(count);
}

function showCounts({ menu, queues }) {
  for (const [href, count] of Object.entries(menu)) {
    for (const line of document.querySelectorAll(`.fq-nav a[href="${href}"], .fq-foot a[href="${href}"] > span`)) {
      let badge = line.querySelector('.fq-count');
      if (count === 0) {
        badge?.remove();
        continue;
      }
      if (!badge) {
        badge = document.createElement('b');
        badge.className = 'fq-count';
        line.append(badge);
      }
      badge.textContent = short(count);
    }
  }
  for (const [queue, count] of Object.entries(queues)) {
    const figure = document.querySelector(`.fq-stat[href*="queue=${queue}&"] .fq-stat-value`);
    if (!figure) continue;
    figure.textContent = count.toLocaleString('en-US');
    figure.classList.toggle('fq-stat-quiet', count === 0);
  }
}

/**
 * The part of the page that follows the counts, as the server has it now: what waits first, and notices. Not while a case lies open beside it
 * or a hand is on it, since a row must not slip away under a click.
 */
async function follow() {
  const old = document.getElementById('fq-follows');
  if (!old || document.querySelector('.fq-drawer[open]') || old.matches(':hover') || old.contains(document.activeElement)) return;
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('fq-follows');
  if (fresh && !old.matches(':hover') && !old.contains(document.activeElement)) old.replaceWith(document.adoptNode(fresh));
}

/** What to do after an event of the stream. */
function take(type, data) {
  if (type === 'counts') {
    showCounts(JSON.parse(data));
    if (told !== null && told !== data) follow().catch(() => {}); // no line now: the next counts bring it
    told = data;
  } else if (type === 'people') say('people', JSON.parse(data).text);
  else if (type === 'case') say('case', JSON.parse(data).text, desk.dataset.reload, shown ? `/cases/${shown}` : location.href);
  else if (type === 'ended') end();
}

function end() {
  over = true;
  stream?.abort();
  say('ended', desk.dataset.ended, desk.dataset.again, `${desk.dataset.signIn}?returnUrl=${encodeURIComponent(location.pathname + location.search)}`);
}

async function listen(signal) {
  const answer = await fetch(shown ? `${desk.dataset.live}?case=${shown}` : desk.dataset.live, { headers: { accept: 'text/event-stream' }, signal, cache: 'no-store' });
  if (answer.status === 401) {
    end();
    return;
  }
  if (!answer.ok) throw new Error(String(answer.status));
  failures = 0;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += value;
    const events = text.split('\n\n');
    text = events.pop();
    for (const event of events) {
      const part = name => event.split('\n').filter(line => line.startsWith(name + ':')).map(line => line.slice(name.length + 1).trim()).join('\n');
      take(part('event'), part('data'));
    }
  }
}

async function connect() {
  clearTimeout(timer);
  if (over || stream || document.hidden) return;
  const mine = stream = new AbortController();
  try {
    await listen(mine.signal);
  } catch {
    if (!mine.signal.aborted) failures++;
  }
  if (stream !== mine) return;
  stream = null;
  if (over || document.hidden) return;
  // At once where the server ended it in order; else later and later, and not all desks at the same moment.
  const wait = failures === 0 ? 200 : Math.min(60_000, 1000 * 2 ** Math.min(failures, 6)) * (0.5 + Math.random());
  timer = setTimeout(connect, wait);
}

function disconnect() {
  clearTimeout(timer);
  const mine = stream;
  stream = null;
  mine?.abort();
}

if (desk?.dataset.live && 'TextDecoderStream' in window) {
  document.addEventListener('visibilitychange', () => document.hidden ? disconnect() : connect());
  addEventListener('pagehide', disconnect);
  addEventListener('pageshow', connect);
  addEventListener('online', () => { failures = 0; connect(); });
  // The drawer shows another case, or none any more.
  document.addEventListener('fq:case', event => {
    shown = event.detail ?? caseOf(location.pathname);
    say('people', '');
    say('case', '');
    disconnect();
    connect();
  });
  connect();
}
