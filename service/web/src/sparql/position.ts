/** What a term at a place in a query would be. */
export type Role = 'subject' | 'property' | 'class' | 'object' | 'prefix' | 'keyword';

export interface Position {
  role: Role;
  /** Where the word that is being written begins, and what of it stands before the cursor. */
  from: number;
  word: string;
  /** The property of an object, as it is written. */
  property: string | null;
}

/** A group, or a bracket in one: how many terms of the present triple are behind us, and its property. */
interface Level {
  opened: string;
  terms: number;
  property: string | null;
}

const TOKEN =
  /#[^\n]*|"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*(?:"|$)|'(?:[^'\\\n]|\\.)*(?:'|$)|<[^\s<>"{}|^`\\]*(?:>|$)|@[\w-]+|\^\^|[?$]\w*|[\w-]*:(?:[\w.%-]*[\w%-])?|\w[\w-]*|[{}()[\].;,/|^*+!]|\S/gu;
const WORD = /(?:[?$]\w*|[\p{L}\w-]*:?[\p{L}\w-]*)$/u;
const APART = /^(?:filter|bind|optional|union|minus|graph|service|silent|values|where|exists|not|having|select|construct|describe|ask|distinct|reduced|from|named|order|group|by|limit|offset|as|asc|desc|undef)$/i;
const STRING = /^["']/;

/** Say what is being written at a cursor; null within strings, comments and addresses, where nothing can be told. */
export function positionAt(text: string, cursor: number): Position | null {
  const before = text.slice(0, cursor);
  const word = WORD.exec(before)?.[0] ?? '';
  const from = cursor - word.length;
  const tokens = [...before.matchAll(TOKEN)];
  const last = tokens.at(-1)?.[0] ?? '';
  if (within(last, before)) return null;
  const levels: Level[] = [];
  let expression = false;
  let previous = '';
  for (const token of tokens) {
    if (token.index >= from && word) break;
    const said = token[0];
    if (said.startsWith('#')) continue;
    expression = read(said, levels, expression);
    previous = said;
  }
  if (/^prefix$/i.test(previous)) return { role: 'prefix', from, word, property: null };
  const level = levels.at(-1);
  return { role: role(level), from, word, property: level && level.terms > 1 ? level.property : null };
}

function within(token: string, before: string): boolean {
  if (!token || !before.endsWith(token)) return false;
  if (token.startsWith('#')) return true;
  if (token.startsWith('<')) return !token.endsWith('>') && token.length > 1;
  const quote = /^("""|'''|"|')/.exec(token)?.[0];
  return Boolean(quote) && (token.length < 2 * (quote?.length ?? 0) || !token.endsWith(quote ?? ''));
}

function role(level: Level | undefined): Role {
  if (!level || level.opened === 'expression') return 'keyword';
  if (level.opened === 'values') return 'object';
  if (level.terms === 0) return 'subject';
  if (level.terms === 1) return 'property';
  return level.property === 'a' || level.property === 'rdf:type' ? 'class' : 'object';
}

/** Take one token into account; tells whether the next bracket opens an expression. */
function read(said: string, levels: Level[], expression: boolean): boolean {
  const level = levels.at(-1);
  switch (said) {
    case '{':
      levels.push({ opened: level?.opened === 'next-values' ? 'values' : '{', terms: 0, property: null });
      if (level?.opened === 'next-values') level.opened = '{';
      return false;
    case '}':
      levels.pop();
      begin(levels.at(-1));
      return false;
    case '(':
      levels.push({ opened: expression || level?.opened === 'expression' ? 'expression' : level?.opened === 'next-values' ? 'expression' : 'path', terms: level?.terms ?? 0, property: level?.property ?? null });
      return false;
    case ')':
      close(levels);
      return false;
    case '[':
      levels.push({ opened: '[', terms: 1, property: null });
      return false;
    case ']':
      levels.pop();
      count(levels.at(-1), '[]');
      return false;
    case '.':
      begin(level);
      return expression;
    case ';':
      if (level) level.terms = 1;
      return expression;
    case ',':
      if (level && level.terms > 2) level.terms = 2;
      return expression;
    case '/':
    case '|':
      // A path goes on: what follows is a property still.
      if (level && level.terms === 2) level.terms = 1;
      return expression;
    case '^':
    case '*':
    case '+':
    case '!':
      return expression;
  }
  return word(said, level, expression);
}

function word(said: string, level: Level | undefined, expression: boolean): boolean {
  if (APART.test(said)) {
    begin(level);
    if (/^values$/i.test(said) && level) level.opened = 'next-values';
    return /^(?:filter|bind|having)$/i.test(said) || expression;
  }
  if (said.startsWith('@') || said === '^^') return expression;
  // Before its bracket, a word after FILTER is a function.
  if (!expression && level?.opened !== 'next-values') count(level, said);
  return expression;
}

function begin(level: Level | undefined): void {
  if (level && level.opened !== '[') [level.terms, level.property] = [0, null];
}

function count(level: Level | undefined, said: string): void {
  if (!level || level.opened === 'expression' || level.opened === 'values') return;
  if (level.terms === 1 && !STRING.test(said)) level.property = said;
  if (level.opened !== 'path') level.terms += 1;
}

function close(levels: Level[]): void {
  const closed = levels.pop();
  const level = levels.at(-1);
  if (closed?.opened === 'path') count(level, '()');
  else begin(level);
}
