// Follows the subscriber's calls while they run. The server sends text; it is only ever put into the page as text.
import { clock, toast } from './common.js';
import { startPlayer } from './player.js';

const call = document.getElementById('call');
const page = call?.dataset.call;

const element = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

const fragment = async (address) => {
  const response = await fetch(address, { headers: { Accept: 'text/html' } });
  if (!response.ok) throw new Error(String(response.status));
  return new DOMParser().parseFromString(await response.text(), 'text/html').body;
};

export const readAgain = async (part, arriving = false) => {
  const box = document.getElementById(part);
  const body = await fragment(`/app/calls/${page}/parts/${part}`);
  box.classList.toggle('arriving', arriving);
  box.replaceChildren(...body.childNodes);
};

const addLine = (line, settling = false) => {
  const chat = document.getElementById('chat');
  if (!chat) return;
  const key = `line:${line.leg}:${line.sequence}`;
  let item = chat.querySelector(`[data-key="${key}"]`);
  if (item) { // Words so far never replace a line that has settled.
    if (settling && !item.classList.contains('settling')) return;
    if (!line.text) { item.remove(); return; }
    item.querySelector('.words').textContent = line.text;
    item.dataset.end = line.end;
    item.classList.toggle('settling', settling);
    return;
  }
  if (!line.text) return; // Nothing was said after all.
  item = element('li', `${line.speaker === 'me' ? 'mine' : 'theirs'} new${settling ? ' settling' : ''}`);
  item.dataset.key = key;
  item.dataset.start = line.start;
  item.dataset.end = line.end;
  const bubble = element('div', 'bubble');
  bubble.append(element('span', 'speaker', line.speaker === 'me' ? chat.dataset.me : chat.dataset.other), element('span', 'words', line.text));
  const foot = element('span', 'foot');
  foot.append(element('span', 'at', clock(line.start)));
  bubble.append(foot);
  item.append(bubble);
  const before = [...chat.children].find((other) => Number(other.dataset.start) > line.start);
  chat.insertBefore(item, before ?? null);
  if (!before) item.scrollIntoView({ block: 'nearest' });
};

// What this browser kept for reading offline goes with the call.
const forget = async (id) => { if ('caches' in window) await (await caches.open('read')).delete(`/app/calls/${id}`); };

const onCallPage = {
  'transcript.partial': (data) => addLine(data.line, true),
  'transcript.line': (data) => addLine(data.line),
  'call.ended': async () => {
    document.getElementById('live-mark').hidden = true;
    await readAgain('summary');
    toast(call.dataset.writing);
  },
  'summary.ready': async () => {
    await readAgain('summary', true);
    document.getElementById('toast').classList.remove('shown');
    scrollTo({ top: 0 });
    for (const part of ['transcript', 'risk', 'manage']) await readAgain(part); // The recording can be taken away only now.
    document.getElementById('manage').hidden = false;
    if (!document.getElementById('player')) {
      const player = await fragment(`/app/calls/${page}/parts/player`).catch(() => null);
      if (player) document.getElementById('recording').replaceChildren(...player.childNodes);
      startPlayer();
    }
  },
  'summary.failed': () => toast(call.dataset.failed),
  'call.erased': async (data) => { await forget(data.call_id); toast(call.dataset.gone); setTimeout(() => location.replace('/app'), 1200); },
  'risk.raised': ({ risk }) => {
    const banner = document.querySelector('#risk .risk-banner');
    const title = banner.querySelector('strong');
    banner.dataset.level = risk.level;
    title.textContent = title.dataset[risk.level];
    document.getElementById('live-phrase').textContent = `“${risk.phrase}”`;
    banner.hidden = false;
    banner.scrollIntoView({ block: 'center' });
    navigator.vibrate?.(400);
  },
  'summary.titled': ({ title }) => { const waiting = document.querySelector('#waiting h1'); if (waiting) waiting.textContent = title; },
};

// The list: a card for each running call, and a fresh list when something has changed.
const card = (id) => document.querySelector(`.live-card[data-call="${id}"]`);
const renew = async () => {
  const rows = document.getElementById('rows');
  if (!rows || rows.querySelectorAll('.day').length > 30) return; // Far down: leave the reader where he is.
  const body = await fragment(location.pathname + location.search);
  rows.replaceChildren(...body.querySelector('#rows').childNodes);
};
const onList = {
  'call.started': (data) => {
    const box = document.getElementById('live-calls');
    if (!box || card(data.call_id)) return;
    const link = element('a', 'live-card');
    link.href = `/app/calls/${data.call_id}`;
    link.dataset.call = data.call_id;
    const text = element('span');
    text.append(element('span', '', box.dataset.title), element('span', 'last', data.call.leg === 'caller' ? data.call.callee_number : data.call.caller_number));
    link.append(element('span', 'pulse'), text);
    box.append(link);
  },
  'transcript.partial': (data) => { const last = data.line.text && card(data.call_id)?.querySelector('.last'); if (last) last.textContent = data.line.text; },
  'transcript.line': (data) => { const last = card(data.call_id)?.querySelector('.last'); if (last) last.textContent = data.line.text; },
  'call.ended': (data) => { card(data.call_id)?.remove(); return renew(); },
  'summary.ready': () => setTimeout(renew, 300),
  'call.erased': (data) => { document.querySelector(`[data-call="${data.call_id}"]`)?.remove(); return forget(data.call_id); },
};

export const follow = () => {
  if (!call && !document.getElementById('rows')) return;
  const events = new EventSource('/app/events');
  const handlers = call ? onCallPage : onList;
  for (const [type, handle] of Object.entries(handlers)) {
    events.addEventListener(type, (event) => {
      const { data } = JSON.parse(event.data);
      if (call && data.call_id !== page) return;
      Promise.resolve(handle(data)).catch(() => events.readyState === EventSource.CLOSED || location.reload());
    });
  }
  events.addEventListener('stream.gap', () => location.reload());
  addEventListener('pagehide', () => events.close());
};
