// Notices: only when the person asks for them, and only on this device.
import { toast } from './common.js';

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));

export const startPush = async () => {
  const box = document.getElementById('push');
  if (!box || !('PushManager' in window)) return;
  box.hidden = false;
  box.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      if (await Notification.requestPermission() !== 'granted') { toast(box.dataset.refused); return; }
      const worker = await navigator.serviceWorker.ready;
      const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(box.dataset.key) });
      const { endpoint, keys } = subscription.toJSON();
      const body = new URLSearchParams({ endpoint, p256dh: keys.p256dh, auth: keys.auth });
      if (box.elements.title.checked) body.set('title', 'true');
      const response = await fetch('/app/push', { method: 'POST', body });
      toast(response.ok ? box.dataset.done : await response.text());
    } catch { toast(box.dataset.refused); }
  });
};
