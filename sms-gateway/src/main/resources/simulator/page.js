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
    root.querySelector('.repeat').addEventListener('click', () => repeat(number, root));
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
      write(bubble.querySelector('.text'), message);
      const time = bubble.querySelector('time');
      time.dateTime = message.at;
      time.textContent = clock(message.at, false);
      bubble.querySelector('.size').textContent =
        message.segments + ' ' + words.segments + ', ' + (message.encoding === 'GSM_7' ? 'GSM-7' : 'UCS-2');
      phone.bubbles.set(message.id, bubble);
      // In its place by time: an answer may overtake what it answers.
      const later = [...phone.screen.querySelectorAll('.bubble time')]
        .find((other) => Date.parse(other.dateTime) > Date.parse(message.at));
      phone.screen.insertBefore(bubble, later ? later.closest('.bubble') : null);
    }
    // News may overtake what was loaded: the longer history is the newer one.
    if (message.history.length >= Number(bubble.dataset.steps || 0)) {
      bubble.dataset.steps = message.history.length;
      const status = bubble.querySelector('.status');
      status.textContent = word(message.status);
      status.className = 'status ' + message.status.toLowerCase();
      bubble.classList.toggle('away', ['THROTTLED', 'REFUSED', 'UNDELIVERED'].includes(message.status));
      tell(bubble.querySelector('.history'), message.history);
    }
    if (atEnd) phone.screen.scrollTop = phone.screen.scrollHeight;
  }

  function clock(at, seconds) {
    const shape = { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' };
    if (seconds) shape.second = '2-digit';
    return new Date(at).toLocaleTimeString(language === 'en' ? 'en-GB' : 'vi-VN', shape);
  }

  /** NO_ANSWER is data-no-answer. */
  function word(status) {
    return words[status.toLowerCase().replace(/_([a-z])/g, (all, letter) => letter.toUpperCase())] || status;
  }

  /** The text, with a mark wherever the network cuts it. */
  function write(place, message) {
    if (message.cuts.length < 2) {
      place.textContent = message.text;
      return;
    }
    const composed = message.text.normalize('NFC');
    let from = 0;
    message.cuts.forEach((length, i) => {
      const mark = document.createElement('span');
      mark.className = 'cut';
      const unseen = document.createElement('span');
      unseen.className = 'hidden';
      unseen.textContent = words.part + ' ';
      mark.append(unseen, (i + 1) + '/' + message.cuts.length);
      place.append(mark, composed.slice(from, from + length));
      from += length;
    });
  }

  function tell(details, history) {
    details.hidden = history.length < 2;
    details.querySelector('ol').replaceChildren(...history.map((step) => {
      const line = document.createElement('li');
      line.textContent = clock(step.at, true) + ' ' + word(step.status);
      return line;
    }));
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
    root.querySelector('.note').textContent = '';
    button.disabled = true;
    try {
      const answer = await post('messages', { from: number, text: area.value });
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

  function post(path, content) {
    return fetch(API + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': language },
      body: JSON.stringify(content),
    });
  }

  async function repeat(number, root) {
    const error = root.querySelector('.error');
    const note = root.querySelector('.note');
    error.textContent = '';
    note.textContent = '';
    try {
      const answer = await post('repeats', { from: number });
      const result = await answer.json().catch(() => ({}));
      if (answer.ok) note.textContent = result.isNew ? words.repeatNew : words.repeatKnown;
      else error.textContent = result.detail || words.failed;
    } catch (e) {
      error.textContent = words.failed;
    }
  }

  // --- the network ---

  const switches = byId('switches').elements;

  function chosen(select) {
    return select.selectedOptions[0].textContent;
  }

  function showNetwork(state) {
    switches.fault.value = state.fault;
    switches.connection.value = state.connection;
    switches.inParts.checked = state.inParts;
    switches.numbered.checked = state.numbered;
    const wrong = [];
    if (state.connection !== 'UP') wrong.push(chosen(switches.connection));
    if (state.fault !== 'NONE') wrong.push(chosen(switches.fault));
    const line = byId('network-state');
    line.textContent = wrong.length ? wrong.join(' · ') : words.usual;
    line.className = wrong.length ? 'wrong' : '';
  }

  async function loadNetwork() {
    try {
      const answer = await fetch(API + 'network');
      if (answer.ok) showNetwork(await answer.json());
    } catch (e) { /* the next connection loads again */ }
  }

  byId('switches').addEventListener('submit', (event) => event.preventDefault());
  byId('switches').addEventListener('change', async (event) => {
    const field = event.target;
    const error = byId('network-error');
    error.textContent = '';
    try {
      const answer = await post('network',
        { [field.name]: field.type === 'checkbox' ? field.checked : field.value });
      if (answer.ok) showNetwork(await answer.json());
      else throw new Error();
    } catch (e) {
      error.textContent = words.failed;
      loadNetwork();
    }
  });

  [...switches.fault.options].filter((option) => option.dataset.number).forEach((option) => {
    const line = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = shown(option.dataset.number);
    button.addEventListener('click', () => {
      addPhone(option.dataset.number);
      keep();
      byId('text-' + option.dataset.number.slice(1)).focus();
    });
    const what = document.createElement('span');
    what.textContent = option.textContent;
    line.append(button, what);
    byId('numbers').append(line);
  });

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
      loadNetwork();
    });
    source.addEventListener('error', () => {
      state(false);
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, 3000);
    });
    source.addEventListener('sms', (event) => {
      const news = JSON.parse(event.data);
      show(news.phone, news.message);
    });
    source.addEventListener('network', (event) => showNetwork(JSON.parse(event.data)));
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
