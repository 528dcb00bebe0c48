"use strict";
// Proof of work for the waiting page: solves the puzzle of its form and sends it. Without this file
// the page waits and sends itself. How the puzzle goes: vn.tinbao.server.gate.Puzzle.
(function () {
  var PIECES = 32;
  var K = new Int32Array(64);
  var H = new Int32Array(8);
  (function constants() {
    // Fractional parts of the roots of the first primes (FIPS 180-4).
    var found = 0;
    for (var n = 2; found < 64; n++) {
      var prime = true;
      for (var d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
      if (!prime) continue;
      if (found < 8) H[found] = fraction(Math.sqrt(n));
      K[found++] = fraction(Math.cbrt(n));
    }
    function fraction(x) {
      return Math.floor((x - Math.floor(x)) * 4294967296) | 0;
    }
  })();

  var w = new Int32Array(64);
  function block(state) {
    for (var i = 16; i < 64; i++) {
      var x = w[i - 15], y = w[i - 2];
      w[i] = (w[i - 16] + w[i - 7]
        + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3)
        + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10)) | 0;
    }
    var a = state[0], b = state[1], c = state[2], d = state[3];
    var e = state[4], f = state[5], g = state[6], h = state[7];
    for (i = 0; i < 64; i++) {
      var t = (h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7))
        + (e & f ^ ~e & g) + K[i] + w[i]) | 0;
      var u = (((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10))
        + (a & b ^ a & c ^ b & c)) | 0;
      h = g; g = f; f = e; e = (d + t) | 0; d = c; c = b; b = a; a = (t + u) | 0;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
    state[4] += e; state[5] += f; state[6] += g; state[7] += h;
  }

  var state = new Int32Array(8);
  function solves(seed, piece, number, bits) {
    state.set(H);
    for (var i = 0; i < 8; i++) w[i] = seed[i];
    // piece (1 byte), number (4 bytes), the end mark; 37 bytes are 296 bits.
    w[8] = piece << 24 | number >>> 8;
    w[9] = (number & 255) << 24 | 128 << 16;
    for (i = 10; i < 15; i++) w[i] = 0;
    w[15] = 296;
    block(state);
    return state[0] >>> (32 - bits) === 0;
  }

  var form = document.querySelector("form[data-challenge]");
  if (!form) return;
  var bits = Number(form.dataset.bits);
  var seed = new Int32Array(8);
  for (var part = 0; part < 8; part++) seed[part] = parseInt(form.dataset.seed.substr(part * 8, 8), 16);
  var numbers = [];
  var number = 0;
  function go() {
    // In slices, so that the page and its way out stay alive.
    var until = performance.now() + 40;
    while (numbers.length < PIECES && performance.now() < until) {
      for (var i = 0; i < 256; i++, number++) {
        if (solves(seed, numbers.length, number, bits)) {
          numbers.push(number);
          number = 0;
          break;
        }
      }
    }
    if (numbers.length < PIECES) {
      setTimeout(go, 4);
      return;
    }
    form.elements.work.value = form.dataset.challenge + "." + numbers.join(",");
    form.requestSubmit();
  }
  setTimeout(go, 0);
})();
