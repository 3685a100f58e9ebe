// An independent peer for the tests of OpenAI-compatible servers: POST /v1/chat/completions (streamed or whole, strict json_schema) by the
// llama.cpp of npm's @fugood/node-llama-linux-x64. Arguments: model file, key, port, milliseconds
// between the pieces of a streamed answer. Prints "listening PORT"; one answer at a time.
const http = require('http');
const { setTimeout: sleep } = require('timers/promises');
const { LlamaContext } = require('@fugood/node-llama-linux-x64');

const [, , model, key, port, pace] = process.argv;

const llama = new LlamaContext({ model, n_ctx: 2048, n_threads: 2, n_gpu_layers: 0 }, () => {});
let last = Promise.resolve();

const server = http.createServer((request, response) => {
  let body = '';
  const fail = (status, message) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { message, code: status } }));
  };
  request.on('data', (piece) => { body += piece; });
  request.on('end', () => {
    if (request.headers.authorization !== `Bearer ${key}`) return fail(401, 'Invalid API key');
    if (request.url !== '/v1/chat/completions') return fail(404, 'Not found');
    last = last.then(() => answer(JSON.parse(body), response)).catch((error) => (response.headersSent ? response.destroy() : fail(500, error.message)));
  });
});

async function answer(asked, response) {
  const head = { id: 'chatcmpl-1', created: 1, model: asked.model };
  const chunk = (choice) => response.write(`data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [{ index: 0, finish_reason: null, ...choice }] })}\n\n`);
  if (asked.stream) response.writeHead(200, { 'content-type': 'text/event-stream' });
  let sent = Promise.resolve();
  const schema = asked.response_format?.json_schema?.schema;
  const done = await llama.completion({
    prompt: asked.messages.map((message) => message.content).join('') + '<|sum|>', // The bundled model has no chat template: lines and its answer token.
    json_schema: schema && JSON.stringify(schema),
    n_predict: asked.max_completion_tokens ?? asked.max_tokens ?? 256,
    temperature: asked.temperature ?? 0,
  }, (piece) => {
    if (asked.stream && piece.token) sent = sent.then(() => sleep(Number(pace))).then(() => chunk({ delta: { content: piece.token } }));
  });
  await sent;
  const finish_reason = done.stopped_limit ? 'length' : 'stop';
  if (asked.stream) {
    chunk({ delta: {}, finish_reason });
    return response.end('data: [DONE]\n\n');
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ ...head, object: 'chat.completion', choices: [{ index: 0, finish_reason, message: { role: 'assistant', content: done.text } }] }));
}

server.listen(Number(port), '127.0.0.1', () => console.log(`listening ${server.address().port}`));
