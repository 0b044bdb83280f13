import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type Completion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState, StateEffect, StateField, Transaction, type Extension } from '@codemirror/state';
import { Decoration, EditorView, highlightActiveLine, keymap, lineNumbers, type DecorationSet } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { sparql } from 'codemirror-lang-sparql';
import type { Offer } from './completion';

export interface Place {
  line: number;
  column: number;
}

export interface Settings {
  text: string;
  label: string;
  changed: (text: string) => void;
  run: () => void;
  offers: (text: string, cursor: number) => { from: number; offers: Offer[] } | null;
  /** Where a prefix is to be declared, if it is not yet. */
  declare: (text: string, prefix: string) => { at: number; text: string } | null;
  /** What stands beside an offer in the list. */
  told: (offer: Offer) => string;
}

export interface Editor {
  set: (text: string) => void;
  insert: (text: string, prefix: string | null) => void;
  mark: (place: Place | null) => void;
  go: (place: Place) => void;
  focus: () => void;
  destroy: () => void;
}

const marked = StateEffect.define<Place | null>();

/** The line of an error, until something is written. */
const faults = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    for (const effect of transaction.effects) if (effect.is(marked)) return effect.value ? decorated(transaction.state, effect.value) : Decoration.none;
    return transaction.docChanged ? Decoration.none : shown;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function decorated(state: EditorState, place: Place): DecorationSet {
  const at = offset(state, place);
  const line = state.doc.lineAt(at);
  const whole = Decoration.line({ class: 'cm-fault', attributes: { 'aria-invalid': 'true' } }).range(line.from);
  const to = Math.min(line.to, at + Math.max(1, /^\S*/.exec(state.sliceDoc(at, line.to))?.[0].length ?? 1));
  return Decoration.set(to > at ? [whole, Decoration.mark({ class: 'cm-fault-here' }).range(at, to)] : [whole]);
}

function offset(state: EditorState, { line, column }: Place): number {
  const found = state.doc.line(Math.min(Math.max(line, 1), state.doc.lines));
  return Math.min(found.from + Math.max(column - 1, 0), found.to);
}

/**
 * Make an editor of SPARQL within an element.
 *
 * It lives in a shadow tree: there its styles are adopted, where the content policy would refuse a style element.
 */
export function createEditor(holder: HTMLElement, settings: Settings): Editor {
  const root = holder.shadowRoot ?? holder.attachShadow({ mode: 'open' });
  const view = new EditorView({ root, parent: root as unknown as Element, state: EditorState.create({ doc: settings.text, extensions: extensions(settings) }) });
  const change = (changes: { from: number; to?: number; insert: string }[], cursor: number | null): void => {
    view.dispatch({ changes, selection: cursor === null ? undefined : { anchor: cursor }, annotations: Transaction.userEvent.of('input.complete') });
  };
  return {
    set(text) {
      if (text !== view.state.doc.toString()) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    insert(text, prefix) {
      const { from, to } = view.state.selection.main;
      take(view, settings, { text, prefix }, from, to, change);
      view.focus();
    },
    mark: (place) => view.dispatch({ effects: marked.of(place) }),
    go(place) {
      view.dispatch({ selection: { anchor: offset(view.state, place) }, scrollIntoView: true });
      view.focus();
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

function take(view: EditorView, settings: Settings, { text, prefix }: { text: string; prefix: string | null }, from: number, to: number, change: (changes: { from: number; to?: number; insert: string }[], cursor: number) => void): void {
  const missing = prefix ? settings.declare(view.state.doc.toString(), prefix) : null;
  const changes = [{ from, to, insert: text }];
  if (missing && missing.at <= from) changes.unshift({ from: missing.at, to: missing.at, insert: missing.text });
  change(changes, from + text.length + (missing && missing.at <= from ? missing.text.length : 0));
}

function extensions(settings: Settings): Extension[] {
  return [
    lineNumbers(),
    history(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    EditorView.lineWrapping,
    sparql(),
    syntaxHighlighting(colours),
    faults,
    autocompletion({ override: [(context) => completed(context, settings)], icons: false, interactionDelay: 0 }),
    keymap.of([
      { key: 'Mod-Enter', run: () => (settings.run(), true) },
      // Tab takes what is offered, and otherwise leads on, as everywhere on the page.
      { key: 'Tab', run: acceptCompletion },
      { key: 'Escape', run: (view) => (view.contentDOM.blur(), true) },
      ...closeBracketsKeymap,
      ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
      ...historyKeymap,
      ...completionKeymap,
    ]),
    EditorView.contentAttributes.of({ 'aria-label': settings.label, spellcheck: 'false', autocapitalize: 'off', tabindex: '0' }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) settings.changed(update.state.doc.toString());
    }),
    theme,
  ];
}

function completed(context: CompletionContext, settings: Settings): CompletionResult | null {
  const found = settings.offers(context.state.doc.toString(), context.pos);
  // Without a letter, only who asks is shown what may stand here.
  if (!found || (found.from === context.pos && !context.explicit)) return null;
  const options = found.offers.map(
    (offer): Completion => ({
      label: offer.text,
      detail: settings.told(offer),
      info: offer.comment ?? undefined,
      type: offer.kind,
      apply: (view, _, from, to) => take(view, settings, offer, from, to, (changes, cursor) => view.dispatch({ changes, selection: { anchor: cursor }, annotations: Transaction.userEvent.of('input.complete') })),
    }),
  );
  return { from: found.from, options, filter: false };
}

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.definitionKeyword], color: 'var(--code-word)', fontWeight: '600' },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: 'var(--code-variable)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
  { tag: [tags.url, tags.namespace, tags.link], color: 'var(--code-address)' },
  { tag: [tags.number, tags.bool, tags.literal], color: 'var(--code-number)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--soft)', fontStyle: 'italic' },
]);

const theme = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--raised)', color: 'var(--ink)', fontSize: '.86rem' },
  // The frame around it shows the focus.
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '.5rem 0' },
  '.cm-gutters': { backgroundColor: 'var(--raised)', color: 'var(--soft)', border: 'none' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'var(--accent-ground)' },
  '.cm-fault': { backgroundColor: 'var(--fault-ground) !important', boxShadow: 'inset 3px 0 var(--fault)' },
  '.cm-fault-here': { textDecoration: 'underline wavy var(--fault)', textUnderlineOffset: '3px' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--phrase)' },
  '.cm-tooltip': { backgroundColor: 'var(--raised)', color: 'var(--ink)', border: '1px solid var(--line)', borderRadius: '.35rem', boxShadow: '0 .5rem 1.5rem #0003', overflow: 'hidden' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', maxHeight: '16rem', maxWidth: 'min(40rem, 90vw)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '.2rem .6rem', display: 'flex', gap: '1.2rem', justifyContent: 'space-between' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--button-ink)' },
  '.cm-completionDetail': { fontFamily: 'var(--sans)', fontStyle: 'normal', marginLeft: '0', color: 'var(--soft)', whiteSpace: 'nowrap' },
  'li[aria-selected] .cm-completionDetail': { color: 'inherit' },
  // On a hand's screen there is no room beside the list.
  '@media (max-width: 40rem)': { '.cm-tooltip.cm-completionInfo': { display: 'none' } },
  '.cm-tooltip.cm-completionInfo': { fontFamily: 'var(--sans)', padding: '.5rem .7rem', maxWidth: '20rem' },
});
