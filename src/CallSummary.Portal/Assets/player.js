// A recording with one waveform for each party. Lines are followed and can be started from.
import { clock } from './common.js';

export const startPlayer = () => {
  const box = document.getElementById('player');
  if (!box || box.dataset.ready) return;
  box.dataset.ready = 'true';
  const audio = document.getElementById('audio');
  const play = document.getElementById('play');
  const canvas = document.getElementById('wave');
  const seek = document.getElementById('seek');
  const follow = document.getElementById('follow');
  const time = document.getElementById('clock');
  let wave = { seconds: 0, left: [], right: [] };
  let current = null;

  const length = () => (isFinite(audio.duration) && audio.duration) || wave.seconds;
  const draw = () => {
    const [w, h] = [canvas.clientWidth, canvas.clientHeight];
    const scale = devicePixelRatio || 1;
    canvas.width = w * scale;
    canvas.height = h * scale;
    const pen = canvas.getContext('2d');
    pen.scale(scale, scale);
    const style = getComputedStyle(document.documentElement);
    const at = length() ? audio.currentTime / length() : 0;
    const bars = Math.max(1, Math.floor(w / 4));
    for (const [peaks, colour, up] of [[wave.left, '--wave-1', true], [wave.right, '--wave-2', false]]) {
      for (let i = 0; i < bars; i++) {
        const from = Math.floor(i * peaks.length / bars);
        const to = Math.max(from + 1, Math.floor((i + 1) * peaks.length / bars));
        const peak = Math.max(0, ...peaks.slice(from, to));
        const height = Math.max(1.5, Math.sqrt(peak) * (h / 2 - 2));
        pen.globalAlpha = i / bars <= at ? 1 : 0.4;
        pen.fillStyle = style.getPropertyValue(colour);
        pen.fillRect(i * 4, up ? h / 2 - height - 1 : h / 2 + 1, 2.5, height);
      }
    }
    seek.value = Math.round(at * 1000);
    seek.setAttribute('aria-valuetext', clock(audio.currentTime));
    time.textContent = `${clock(audio.currentTime)} / ${clock(length())}`;
  };
  const line = () => {
    const t = audio.currentTime;
    const now = [...document.querySelectorAll('#chat li')].filter((l) => l.dataset.start <= t + 0.05 && l.dataset.end > t).pop();
    if (now === current) return;
    current?.classList.remove('now');
    now?.classList.add('now');
    current = now;
    if (now && follow.checked && !audio.paused) {
      const smooth = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
      now.scrollIntoView({ block: 'nearest', behavior: smooth });
    }
  };
  const show = () => {
    box.classList.toggle('playing', !audio.paused);
    play.setAttribute('aria-label', audio.paused ? play.dataset.play : play.dataset.pause);
  };
  const from = (seconds) => { audio.currentTime = Number(seconds); audio.play(); };

  play.addEventListener('click', () => audio.paused ? audio.play() : audio.pause());
  seek.addEventListener('input', () => { audio.currentTime = seek.value / 1000 * length(); draw(); });
  document.getElementById('speed').addEventListener('change', (e) => { audio.playbackRate = Number(e.target.value); });
  for (const name of ['play', 'pause', 'ended']) audio.addEventListener(name, show);
  audio.addEventListener('timeupdate', () => { draw(); line(); });
  addEventListener('resize', draw);
  document.addEventListener('click', (event) => {
    const at = event.target.closest('[data-seek]');
    if (at) from(at.dataset.seek);
  });
  document.addEventListener('keydown', (event) => {
    if (event.target.closest('input, textarea, select, button, a, summary') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === ' ') { event.preventDefault(); play.click(); }
    if (event.key === 'ArrowLeft') audio.currentTime = Math.max(0, audio.currentTime - 5);
    if (event.key === 'ArrowRight') audio.currentTime += 5;
  });
  fetch(box.dataset.wave).then((r) => r.ok ? r.json() : wave).then((read) => { wave = read; draw(); }).catch(draw);
};
