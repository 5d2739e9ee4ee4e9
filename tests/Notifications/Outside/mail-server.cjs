// A real SMTP server on loopback: STARTTLS with a certificate of its own, sign-in asked for. It writes what it took as lines of JSON.
// Recipients decide how it behaves: later@ is put off the first time, never@ is refused for good.
const { SMTPServer } = require(process.argv[2]);
const seen = new Map();

const server = new SMTPServer({
  authMethods: ['PLAIN', 'LOGIN'],
  hidePIPELINING: true,
  closeTimeout: 100,
  onAuth({ username, password }, session, done) {
    if (username === 'fengqiao' && password === 'correct horse') done(null, { user: username });
    else done(new Error('no'));
  },
  onRcptTo({ address }, session, done) {
    const times = (seen.get(address) ?? 0) + 1;
    seen.set(address, times);
    if (address.startsWith('never@')) done(Object.assign(new Error('no such mailbox'), { responseCode: 550 }));
    else if (address.startsWith('later@') && times === 1) done(Object.assign(new Error('try later'), { responseCode: 451 }));
    else done();
  },
  onData(stream, session, done) {
    const parts = [];
    stream.on('data', part => parts.push(part));
    stream.on('end', () => {
      console.log(JSON.stringify({ to: session.envelope.rcptTo.map(r => r.address), secure: session.secure, user: session.user, data: Buffer.concat(parts).toString('utf8') }));
      done();
    });
  },
});
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.server.address().port })));
