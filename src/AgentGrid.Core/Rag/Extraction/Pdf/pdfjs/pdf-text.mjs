// Writes the text of a PDF to standard output: lines, blank lines between paragraphs, a form feed after each page.
// Exit codes: 0 done, 65 a password is needed, 1 the file cannot be read.
import { readFileSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// pdf.js warns about drawing that it cannot do; nothing is drawn here.
console.log = console.warn = () => {};
const { getDocument, GlobalWorkerOptions } = await import('./pdf.min.mjs');
GlobalWorkerOptions.workerSrc = new URL('./pdf.worker.min.mjs', import.meta.url).href;

const passwordExit = 65;
const paragraphGap = 1.6;

function write(text) {
  let bytes = Buffer.from(text, 'utf8');
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(1, bytes));
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

function textOf(content) {
  let text = '';
  let lastY = null;
  let lastEnd = null;
  for (const item of content.items) {
    const [, , , scale, x, y] = item.transform;
    const height = item.height || Math.abs(scale) || 1;
    if (lastY !== null && item.str !== '') {
      const drop = Math.abs(lastY - y);
      if (drop > height * paragraphGap && text.endsWith('\n') && !text.endsWith('\n\n')) text += '\n';
      else if (drop > height * 0.7 && !text.endsWith('\n')) text += '\n';
      else if (drop <= height * 0.7 && lastEnd !== null && x - lastEnd > height * 1.5 && !/\s$/.test(text)) text += '   ';
    }
    text += item.str;
    if (item.str !== '') {
      lastY = y;
      lastEnd = x + item.width;
    }
    if (item.hasEOL) text += '\n';
  }
  return text;
}

try {
  const task = getDocument({
    data: new Uint8Array(readFileSync(process.argv[2])),
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
    cMapUrl: fileURLToPath(new URL('./cmaps/', import.meta.url)),
    cMapPacked: true,
  });
  task.onPassword = () => process.exit(passwordExit);
  const document = await task.promise;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    write(textOf(await page.getTextContent()) + '\f');
    page.cleanup();
  }
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error?.name}: ${error?.message}\n`);
  process.exit(error?.name === 'PasswordException' ? passwordExit : 1);
}
