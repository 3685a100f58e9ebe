// The console: keyboard first.
import './common.js';
import { startPlayer } from './player.js';

startPlayer();

let at = -1;
const lines = () => [...document.querySelectorAll('#chat li')];
const go = (to) => {
  const all = lines();
  if (!all.length) return;
  all[at]?.classList.remove('at-line');
  at = Math.min(all.length - 1, Math.max(0, to));
  all[at].classList.add('at-line');
  all[at].scrollIntoView({ block: 'nearest' });
};
document.addEventListener('keydown', (event) => {
  if (event.target.closest('input, textarea, select') || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key;
  if (key === 'j') go(at + 1);
  else if (key === 'k') go(at - 1);
  else if (key === 'Enter' && at >= 0 && event.target === document.body) lines()[at].querySelector('[data-seek]')?.click();
  else if (key === 'n') { const next = lines().findIndex((l, i) => i > at && l.matches('.unsure')); if (next >= 0) go(next); }
  else if (key === 'e' && at >= 0) { const edit = lines()[at].querySelector('.edit'); if (edit) { edit.open = true; edit.querySelector('textarea').focus(); event.preventDefault(); } }
  else if (key === '/') { const search = document.querySelector('[type="search"]'); if (search) { search.focus(); event.preventDefault(); } }
});
