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

const addLine = (line) => {
  const chat = document.getElementById('chat');
  if (!chat) return;
  const key = `line:${line.leg}:${line.sequence}`;
  let item = chat.querySelector(`[data-key="${key}"]`);
  if (item) { // A line that was still being heard has settled.
    item.querySelector('.words').textContent = line.text;
    item.classList.remove('settling');
    return;
  }
  item = element('li', `${line.speaker === 'me' ? 'mine' : 'theirs'} new`);
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

const onCallPage = {
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
    for (const part of ['transcript', 'risk']) await readAgain(part);
    document.getElementById('manage').hidden = false;
    if (!document.getElementById('player')) {
      const player = await fragment(`/app/calls/${page}/parts/player`).catch(() => null);
      if (player) document.getElementById('recording').replaceChildren(...player.childNodes);
      startPlayer();
    }
  },
  'summary.failed': () => toast(call.dataset.failed),
  'call.erased': () => { toast(call.dataset.gone); setTimeout(() => location.replace('/app'), 1200); },
  'risk.raised': () => readAgain('risk'),
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
  'transcript.line': (data) => { const last = card(data.call_id)?.querySelector('.last'); if (last) last.textContent = data.line.text; },
  'call.ended': (data) => { card(data.call_id)?.remove(); return renew(); },
  'summary.ready': () => setTimeout(renew, 300),
  'call.erased': (data) => document.querySelector(`[data-call="${data.call_id}"]`)?.remove(),
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
