/** Where a text stops being JSON. Walked only after JSON.parse has refused it, because its messages often name no place. */

/** A fault in a text: an offset from 0 and what was expected there. */
export interface SyntaxFault {
  readonly offset: number;
  readonly message: string;
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const PLAIN = /[^"\\\u0000-\u001F]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** The offset after the token, or -1 where it does not stand there. */
function after(token: RegExp, text: string, at: number): number {
  token.lastIndex = at;
  return token.test(text) ? token.lastIndex : -1;
}

/** The offset after a string, or minus one minus the offset of its fault. */
function afterString(text: string, start: number): number {
  let at = after(PLAIN, text, start + 1);
  while (text[at] === '\\') {
    const next = after(ESCAPE, text, at);
    if (next < 0) return -1 - at;
    at = after(PLAIN, text, next);
  }
  return text[at] === '"' ? at + 1 : -1 - at;
}

function afterScalar(text: string, at: number): number {
  const number = after(NUMBER, text, at);
  return number >= 0 ? number : after(WORD, text, at);
}

/** Reads token by token; `open` holds the brackets that wait for their end. */
class Walk {
  at = 0;
  readonly open: ('[' | '{')[] = [];
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  peek(): string | undefined {
    this.at = after(SPACE, this.text, this.at);
    return this.text[this.at];
  }

  take(char: string): boolean {
    if (this.peek() !== char) return false;
    this.at += 1;
    return true;
  }

  string(): SyntaxFault | undefined {
    const end = afterString(this.text, this.at);
    if (end < 0) return { offset: -1 - end, message: 'a string that does not end, or a character that needs an escape' };
    this.at = end;
    return undefined;
  }

  /** A property name and its colon. */
  key(): SyntaxFault | undefined {
    if (this.peek() !== '"') return this.fault('a property name in double quotes');
    return this.string() ?? (this.take(':') ? undefined : this.fault('a colon'));
  }

  fault(expected: string): SyntaxFault {
    const found = this.text[this.at];
    return {
      offset: this.at,
      message: `expected ${expected}, found ${found === undefined ? 'the end of the text' : JSON.stringify(found)}`,
    };
  }

  /** A value, or the opening of one. True when the value is complete. */
  value(): boolean | SyntaxFault {
    const char = this.peek();
    if (char === '"') return this.string() ?? true;
    if (char === '[' || char === '{') return this.bracket(char);
    const end = afterScalar(this.text, this.at);
    if (end < 0) return this.fault('a value');
    this.at = end;
    return true;
  }

  /** An opening bracket; an empty pair is a complete value. */
  private bracket(char: '[' | '{'): boolean | SyntaxFault {
    this.at += 1;
    if (this.take(char === '[' ? ']' : '}')) return true;
    this.open.push(char);
    return char === '{' ? (this.key() ?? false) : false;
  }

  /** What follows a complete value: closing brackets, then a comma. True when the text may end here. */
  next(): boolean | SyntaxFault {
    for (let top = this.open.at(-1); top !== undefined; top = this.open.at(-1)) {
      if (this.take(',')) return top === '{' ? (this.key() ?? false) : false;
      if (!this.take(top === '[' ? ']' : '}')) return this.fault(top === '[' ? 'a comma or ]' : 'a comma or }');
      this.open.pop();
    }
    return true;
  }
}

/** The first fault of a text, or undefined where it is JSON. No recursion; linear in its length. */
export function syntaxFault(text: string): SyntaxFault | undefined {
  const walk = new Walk(text);
  for (;;) {
    const complete = walk.value();
    if (typeof complete === 'object') return complete;
    if (!complete) continue;
    const ended = walk.next();
    if (typeof ended === 'object') return ended;
    if (ended) return walk.peek() === undefined ? undefined : walk.fault('the end of the text');
  }
}
