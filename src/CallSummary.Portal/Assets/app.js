// The subscriber app. Every page works without this; with it, it lives.
import { toast } from './common.js';
import { follow, readAgain } from './live.js';
import { startPlayer } from './player.js';
import { startPush } from './push.js';

// Forms that only change their own part of the page.
document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches('[data-quiet], [data-correct]') || !document.getElementById('call')) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const response = await fetch(form.action, { method: 'POST', body, headers: { 'X-Part': 'true' } });
  if (!response.ok) { toast((await response.text()).slice(0, 200) || response.status); return; }
  await readAgain('summary');
  if (form.matches('[data-correct]')) await readAgain('transcript');
});

// Earlier calls join the list as they come into sight.
const watch = () => {
  const more = document.querySelector('[data-more]');
  if (!more) return;
  new IntersectionObserver(async ([entry], observer) => {
    if (!entry.isIntersecting) return;
    observer.disconnect();
    const response = await fetch(more.href, { headers: { 'X-Part': 'true' } });
    if (!response.ok) return;
    const body = new DOMParser().parseFromString(await response.text(), 'text/html').body;
    more.closest('.more').remove();
    const rows = document.getElementById('rows');
    const days = new Map([...rows.querySelectorAll('.day')].map((day) => [day.dataset.day, day]));
    for (const node of [...body.children]) {
      const same = days.get(node.dataset.day);
      if (same) same.querySelector('ul').append(...node.querySelectorAll('li'));
      else rows.append(node);
    }
    watch();
  }, { rootMargin: '800px' }).observe(more);
};

// What was read stays readable without a network, until this person signs out.
const offline = async () => {
  if (!('serviceWorker' in navigator) || !isSecureContext) return;
  await navigator.serviceWorker.register('/app/sw.js', { scope: '/app' });
  document.querySelector('[data-signout]')?.addEventListener('submit', async (event) => {
    if (event.target.dataset.wiped) return;
    event.preventDefault();
    for (const name of await caches.keys()) await caches.delete(name);
    const registration = await navigator.serviceWorker.getRegistration('/app');
    await (await registration?.pushManager?.getSubscription())?.unsubscribe();
    await registration?.unregister();
    event.target.dataset.wiped = 'true';
    event.target.submit();
  });
};

startPlayer();
watch();
follow();
startPush();
offline().catch(() => {});
