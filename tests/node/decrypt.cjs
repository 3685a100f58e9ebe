// Decrypts one Web Push message (RFC 8291) by the browser's keys: JSON as the argument, the text on stdout.
const { createECDH } = require('crypto');
const ece = require('http_ece');

const { body, key, auth } = JSON.parse(process.argv[2]);
const browser = createECDH('prime256v1');
browser.setPrivateKey(Buffer.from(key, 'base64url'));
process.stdout.write(ece.decrypt(Buffer.from(body, 'base64'), { version: 'aes128gcm', privateKey: browser, authSecret: auth }));
