// Keeps what was read for reading without a network, and shows notices. One cache a person: signing out removes it.
const version = '__VERSION__';
const shell = `shell-${version}`;
const read = 'read';

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(shell).then((cache) => cache.addAll(['/app/offline'])).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((n) => n.startsWith('shell-') && n !== shell).map((n) => caches.delete(n))))
    .then(() => self.clients.claim()));
});

const trim = async (cache, most) => {
  const kept = await cache.keys();
  for (const old of kept.slice(0, Math.max(0, kept.length - most))) await cache.delete(old);
};

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (url.pathname.startsWith('/assets/')) {
    event.respondWith(caches.match(request).then((hit) => hit ?? fetch(request).then((response) => {
      const copy = response.clone();
      if (response.ok) event.waitUntil(caches.open(shell).then((cache) => cache.put(request, copy)));
      return response;
    })));
    return;
  }
  if (request.mode !== 'navigate' || !(url.pathname === '/app' || /^\/app\/calls\/[0-9a-f-]{36}$/.test(url.pathname))) return;
  event.respondWith(fetch(request).then((response) => {
    const copy = response.clone();
    if (response.ok && !response.redirected) {
      event.waitUntil(caches.open(read).then((cache) => cache.put(request, copy).then(() => trim(cache, 100))));
    } else if (response.type === 'opaqueredirect' || response.status === 401 || response.status === 404) {
      // Signed out elsewhere, or the call is gone: what was kept of it goes too.
      event.waitUntil(response.status === 404 ? caches.open(read).then((cache) => cache.delete(request)) : caches.delete(read));
    }
    return response;
  }).catch(async () => (await caches.open(read).then((cache) => cache.match(request))) ?? caches.match('/app/offline')));
});

self.addEventListener('push', (event) => {
  const { title, body, url } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, data: { url }, tag: url, icon: '/assets/0/icon-192.png', badge: '/assets/0/icon-192.png' }));
});

self.addEventListener('notificationclick', (event) => {
  const { url } = event.notification.data;
  event.notification.close();
  event.waitUntil(self.clients.matchAll({ type: 'window' }).then(async ([open]) => {
    const shown = await open?.navigate(url).catch(() => null); // The app that is open goes there; else a new window does.
    return shown ? shown.focus().catch(() => {}) : self.clients.openWindow(url);
  }));
});
