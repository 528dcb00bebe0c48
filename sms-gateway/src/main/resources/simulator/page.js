'use strict';
// Several phones on one page. What is on them lives in the server; the page keeps their numbers.
(() => {
  const words = document.body.dataset;
  const language = document.documentElement.lang;
  const byId = (id) => document.getElementById(id);
  const phones = new Map(); // number -> { root, screen, bubbles: Map(id -> element) }
  const KEPT = 'tinbao.phones';
  const FIRST = ['+84912345678', '+84987654321', '+84903138138'];
  const BASIC = '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
  const EXTENDED = '\f^{}\\[~]|€';
  const API = '/simulator/api/';

  // --- numbers ---

  /** What the server calls E.164; null when it cannot be a number. */
  function normal(raw) {
    let digits = raw.replace(/[\s().\-\/]/g, '');
    if (digits.startsWith('00')) digits = '+' + digits.slice(2);
    else if (digits.startsWith('0')) digits = '+84' + digits.slice(1);
    else if (!digits.startsWith('+')) digits = '+' + (digits.startsWith('84') ? '' : '84') + digits;
    return /^\+[1-9]\d{7,14}$/.test(digits) ? digits : null;
  }

  function shown(number) {
    return number.startsWith('+84')
      ? '0' + number.slice(3).replace(/(\d{3})(\d{3})(\d+)/, '$1 $2 $3') : number;
  }

  function kept() {
    try {
      const stored = JSON.parse(localStorage.getItem(KEPT));
      return Array.isArray(stored) ? stored.map(String).filter((n) => normal(n) === n) : FIRST;
    } catch (e) {
      return FIRST;
    }
  }

  function keep() {
    try {
      localStorage.setItem(KEPT, JSON.stringify([...phones.keys()]));
    } catch (e) { /* private window: forgotten with the page */ }
    byId('none').hidden = phones.size > 0;
  }

  // --- phones ---

  function addPhone(number) {
    if (phones.has(number)) return;
    const root = byId('phone').content.firstElementChild.cloneNode(true);
    const phone = { root, screen: root.querySelector('.screen'), bubbles: new Map() };
    const title = root.querySelector('.phone-number');
    title.textContent = shown(number);
    title.id = 'title-' + number.slice(1);
    root.setAttribute('aria-labelledby', title.id);
    phone.screen.setAttribute('aria-label', shown(number));
    const area = root.querySelector('textarea');
    area.id = 'text-' + number.slice(1);
    root.querySelector('label').htmlFor = area.id;
    root.querySelector('.remove').addEventListener('click', () => {
      phones.delete(number);
      root.remove();
      keep();
    });
    const form = root.querySelector('form');
    area.addEventListener('input', () => count(root, area.value));
    area.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      send(number, root, area);
    });
    phones.set(number, phone);
    byId('phones').append(root);
    load(number);
  }

  async function load(number) {
    try {
      const answer = await fetch(API + 'messages?phone=' + encodeURIComponent(number));
      if (answer.ok) (await answer.json()).forEach((message) => show(number, message));
    } catch (e) { /* the next connection loads again */ }
  }

  function show(number, message) {
    const phone = phones.get(number);
    if (!phone) {
      mention(number);
      return;
    }
    let bubble = phone.bubbles.get(message.id);
    const atEnd = phone.screen.scrollHeight - phone.screen.scrollTop - phone.screen.clientHeight < 60;
    if (!bubble) {
      bubble = byId('bubble').content.firstElementChild.cloneNode(true);
      bubble.classList.add(message.direction === 'FROM_PHONE' ? 'from' : 'to');
      bubble.querySelector('.text').textContent = message.text;
      const time = bubble.querySelector('time');
      time.dateTime = message.at;
      time.textContent = new Date(message.at).toLocaleTimeString(language === 'en' ? 'en-GB' : 'vi-VN',
        { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' });
      bubble.querySelector('.size').textContent =
        message.segments + ' ' + words.segments + ', ' + (message.encoding === 'GSM_7' ? 'GSM-7' : 'UCS-2');
      phone.bubbles.set(message.id, bubble);
      // In its place by time: an answer may overtake what it answers.
      const later = [...phone.screen.querySelectorAll('.bubble time')]
        .find((other) => Date.parse(other.dateTime) > Date.parse(message.at));
      phone.screen.insertBefore(bubble, later ? later.closest('.bubble') : null);
    }
    const order = ['received', 'accepted', 'sent', 'delivered'];
    const status = bubble.querySelector('.status');
    const next = message.status.toLowerCase();
    if (order.indexOf(next) >= order.indexOf(bubble.dataset.status || 'received')) {
      bubble.dataset.status = next;
      status.textContent = words[next] || next;
      status.className = 'status ' + next;
    }
    if (atEnd) phone.screen.scrollTop = phone.screen.scrollHeight;
  }

  /** A message for a number that is not on the page: offer the phone. */
  function mention(number) {
    const others = byId('others');
    const id = 'other-' + number.slice(1);
    if (byId(id) || others.childElementCount > 20) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.id = id;
    button.textContent = shown(number);
    button.addEventListener('click', () => {
      button.remove();
      others.hidden = others.childElementCount === 0;
      addPhone(number);
      keep();
    });
    others.append(button);
    others.hidden = false;
  }

  // --- writing ---

  function count(root, text) {
    const composed = text.normalize('NFC');
    const plain = [...composed].every((c) => BASIC.includes(c) || EXTENDED.includes(c));
    const width = (c) => (plain ? (EXTENDED.includes(c) ? 2 : 1) : c.length);
    const part = plain ? 153 : 67;
    let units = 0, parts = 1, inPart = 0;
    for (const c of composed) {
      units += width(c);
      if (inPart + width(c) > part) { parts++; inPart = 0; }
      inPart += width(c);
    }
    if (units <= (plain ? 160 : 70)) parts = 1;
    root.querySelector('.count').textContent = text === '' ? ''
      : parts + ' ' + words.segments + ' · ' + (plain ? words.plain : words.marks);
  }

  async function send(number, root, area) {
    const error = root.querySelector('.error');
    const button = root.querySelector('button[type=submit]');
    error.textContent = '';
    button.disabled = true;
    try {
      const answer = await fetch(API + 'messages', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Accept-Language': language },
        body: JSON.stringify({ from: number, text: area.value }),
      });
      if (answer.ok) {
        area.value = '';
        count(root, '');
      } else {
        const problem = await answer.json().catch(() => ({}));
        error.textContent = problem.detail || words.failed;
      }
    } catch (e) {
      error.textContent = words.failed;
    } finally {
      button.disabled = false;
      area.focus();
    }
  }

  // --- live ---

  function state(live) {
    const link = byId('link');
    link.textContent = live ? words.live : words.lost;
    link.className = 'link-state ' + (live ? 'live' : 'lost');
  }

  function connect() {
    const source = new EventSource(API + 'events');
    source.addEventListener('open', () => {
      state(true);
      phones.forEach((phone, number) => load(number));
    });
    source.addEventListener('error', () => {
      state(false);
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, 3000);
    });
    source.addEventListener('sms', (event) => {
      const news = JSON.parse(event.data);
      show(news.phone, news.message);
    });
    window.addEventListener('pagehide', () => source.close(), { once: true });
  }

  byId('add').addEventListener('submit', (event) => {
    event.preventDefault();
    const field = byId('number');
    const number = normal(field.value.trim());
    byId('add-error').textContent = '';
    if (number === null) {
      byId('add-error').textContent = words.badNumber;
      field.setAttribute('aria-invalid', 'true');
      field.focus();
      return;
    }
    field.removeAttribute('aria-invalid');
    field.value = '';
    addPhone(number);
    keep();
    byId('text-' + number.slice(1)).focus();
  });

  kept().forEach(addPhone);
  keep();
  connect();
})();
