// look.js AXE PAGE... - opens each page in headless Chromium and prints what it finds, one JSON
// object a line: requests made, errors, what axe-core objects to, sheets of A4, tables cut off.
'use strict';
const { spawn } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { pathToFileURL } = require('url');

// The DevTools protocol over a pipe: messages end in a NUL, so nothing listens on a port.
function connect(browser) {
    const waiting = new Map(), listeners = [];
    let next = 1, rest = '';
    browser.stdio[4].on('data', data => {
        const parts = (rest + data).split('\0');
        rest = parts.pop();
        for (const message of parts.map(text => JSON.parse(text))) {
            const { done, failed } = waiting.get(message.id) || {};
            waiting.delete(message.id);
            if (done && message.error)
                failed(new Error(message.error.message));
            else if (done)
                done(message.result);
            else
                listeners.forEach(hear => hear(message));
        }
    });
    const send = (method, params = {}, sessionId) => new Promise((done, failed) => {
        waiting.set(next, { done, failed });
        browser.stdio[3].write(JSON.stringify({ id: next++, method, params, sessionId }) + '\0');
    });
    return { send, listeners };
}

async function value(call, expression) {
    const { result, exceptionDetails } = await call('Runtime.evaluate',
        { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails)
        throw new Error(exceptionDetails.exception ? exceptionDetails.exception.description
                                                   : exceptionDetails.text);
    return result.value;
}

const OBJECTIONS = `axe.run(document, { resultTypes: ['violations'] }).then(found =>
    found.violations.map(v => v.id + ': ' + v.help + ': ' + v.nodes[0].html.slice(0, 200)))`;
const CUT_OFF = `Array.from(document.querySelectorAll('.scroll, figure, .box'))
    .filter(box => box.offsetParent && box.scrollWidth > box.clientWidth + 1)
    .map(box => box.getAttribute('aria-label') || box.className)`;

async function look(connection, axe, file) {
    const { targetId } = await connection.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await connection.send('Target.attachToTarget',
                                                { targetId, flatten: true });
    const call = (method, params) => connection.send(method, params, sessionId);
    const url = pathToFileURL(file).href, requests = [], errors = [];
    let loaded;
    const load = new Promise(done => { loaded = done; });
    const hear = message => {
        if (message.sessionId !== sessionId)
            return;
        const { method, params } = message;
        if (method === 'Network.requestWillBeSent' && params.request.url !== url)
            requests.push(params.request.url);
        if (method === 'Runtime.exceptionThrown')
            errors.push(params.exceptionDetails.text);
        if (method === 'Log.entryAdded')
            errors.push(params.entry.text);
        if (method === 'Page.loadEventFired')
            loaded();
    };
    connection.listeners.push(hear);
    for (const domain of ['Page', 'Network', 'Runtime', 'Log'])
        await call(domain + '.enable');
    await call('Page.navigate', { url });
    await load;
    const title = await value(call, 'document.title');
    const scripts = await value(call, 'document.scripts.length');
    await value(call, axe + '; true');
    const objections = await value(call, OBJECTIONS);
    const { data } = await call('Page.printToPDF', { preferCSSPageSize: true, printBackground: true });
    const sheets = Buffer.from(data, 'base64').toString('latin1').split(/\/Type ?\/Page\b/).length - 1;
    await call('Emulation.setEmulatedMedia', { media: 'print' });
    await call('Emulation.setDeviceMetricsOverride', // A4 less its margins, at 96 to the inch
               { width: 680, height: 1010, deviceScaleFactor: 1, mobile: false });
    const cut = await value(call, CUT_OFF);
    connection.listeners.splice(connection.listeners.indexOf(hear), 1);
    await connection.send('Target.closeTarget', { targetId });
    return { file: path.basename(file), title, scripts, requests, errors, objections, sheets, cut };
}

// Its helpers may outlive the browser for a moment and write on.
function remove(folder) {
    for (let tries = 0; tries < 20; tries++)
        try {
            fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
            return;
        } catch (error) {
            if (error.code !== 'ENOTEMPTY')
                throw error;
        }
}

async function main() {
    const [axe, ...files] = process.argv.slice(2);
    const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'ringfence-browser-'));
    const flags = ['--headless', '--remote-debugging-pipe', '--disable-gpu', '--no-first-run',
                   '--disable-extensions', '--disable-background-networking', '--disable-dev-shm-usage',
                   '--user-data-dir=' + profile, ...(process.getuid() === 0 ? ['--no-sandbox'] : [])];
    const browser = spawn('chromium', [...flags, 'about:blank'],
                          { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    const timer = setTimeout(() => browser.kill('SIGKILL'), 900000);
    try {
        const connection = connect(browser);
        const gone = new Promise((_, failed) => browser.on('exit', () => failed(new Error(
            'chromium ended'))));
        gone.catch(() => {});
        const source = fs.readFileSync(axe, 'utf8');
        for (const file of files)
            console.log(JSON.stringify(await Promise.race([look(connection, source, file), gone])));
        browser.removeAllListeners('exit');
    } finally {
        clearTimeout(timer);
        const ended = new Promise(done => browser.once('exit', done));
        browser.kill('SIGKILL');
        await ended;
        remove(profile);
    }
}

main().catch(error => {
    console.error(String(error));
    process.exitCode = 1;
});
